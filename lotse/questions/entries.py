"""What a turn leaves behind: a question, a change to one, and figures. No session, no address, no time of day."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Optional

from lotse.questions.states import Measure, Reason


@dataclass(frozen=True)
class NewQuestion:
    """A question that could not be answered, or whose answer did not help."""

    id: str
    day: date
    text: str
    outcome: str
    reason: Reason
    candidates: tuple[tuple[str, float], ...] = ()
    rejected: tuple[str, ...] = ()
    led_to: Optional[str] = None
    answered_with: Optional[str] = None
    rating: Optional[str] = None
    model: str = ""


@dataclass(frozen=True)
class Change:
    """What became known about a question later. Empty values change nothing."""

    id: str
    reason: Optional[Reason] = None
    rejected: tuple[str, ...] = ()
    led_to: Optional[str] = None
    answered_with: Optional[str] = None
    rating: Optional[str] = None

    def values(self) -> dict[str, Any]:
        """The columns to set."""
        found = {name: value for name, value in asdict(self).items() if name != "id" and value}
        if "rejected" in found:
            found["rejected"] = list(found["rejected"])
        if self.reason:
            found["reason"] = self.reason.value
        return found


@dataclass(frozen=True)
class Tally:
    """One more (or, taken back, one less) of something on a day."""

    day: date
    measure: Measure
    outcome: str = ""
    intent: str = ""
    reason: str = ""
    by: int = 1


@dataclass(frozen=True)
class Entry:
    """All that one turn or one rating leaves behind."""

    question: Optional[NewQuestion] = None
    change: Optional[Change] = None
    withdrawn: Optional[str] = None
    tallies: tuple[Tally, ...] = ()


@dataclass(frozen=True)
class Batch:
    """Entries that are written together. The id makes sure that they count once, however often they are tried."""

    entries: tuple[Entry, ...]
    id: str = field(default_factory=lambda: uuid.uuid4().hex)

    def singly(self) -> list[Batch]:
        """One batch per entry, with ids that are the same each time."""
        return [Batch((entry,), f"{self.id}:{number}") for number, entry in enumerate(self.entries)]

    def as_json(self) -> str:
        """On one line."""
        return json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"), default=date.isoformat)

    @classmethod
    def from_json(cls, line: str) -> Batch:
        """The inverse of `as_json`. Raises ValueError, KeyError or TypeError for anything else."""
        data = json.loads(line)
        return cls(tuple(_entry(entry) for entry in data["entries"]), data["id"])


def _entry(data: dict[str, Any]) -> Entry:
    return Entry(
        question=_question(data["question"]) if data["question"] else None,
        change=_change(data["change"]) if data["change"] else None,
        withdrawn=data["withdrawn"],
        tallies=tuple(_tally(tally) for tally in data["tallies"]),
    )


def _question(data: dict[str, Any]) -> NewQuestion:
    candidates = tuple((str(intent), float(score)) for intent, score in data["candidates"])
    fixed = {"day": date.fromisoformat(data["day"]), "reason": Reason(data["reason"]), "candidates": candidates}
    return NewQuestion(**{**data, **fixed, "rejected": tuple(data["rejected"])})


def _change(data: dict[str, Any]) -> Change:
    reason = Reason(data["reason"]) if data["reason"] else None
    return Change(**{**data, "reason": reason, "rejected": tuple(data["rejected"])})


def _tally(data: dict[str, Any]) -> Tally:
    return Tally(**{**data, "day": date.fromisoformat(data["day"]), "measure": Measure(data["measure"])})
