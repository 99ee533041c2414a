"""What the old and the new model make of the same questions, told for people who never heard of models."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence

from lotse.content.loader import DIALOG, Content
from lotse.content.schema import Outcome
from lotse.settings import PROJECT

TEST_QUESTIONS = PROJECT / "tests" / "nlu"
OUT_OF_SCOPE = Outcome.OUT_OF_SCOPE.value

Result = Mapping[str, Any]


@dataclass(frozen=True)
class Known:
    """A question whose right answer is known."""

    text: str
    label: str


@dataclass(frozen=True)
class Accepted:
    """An accepted sentence, and what the new model does with it."""

    sentence: str
    intent: str
    now: str
    got: Optional[str]


@dataclass(frozen=True)
class Change:
    """A known question that would get something else than before."""

    text: str
    label: str
    kind: str
    before: str
    before_intent: Optional[str]
    after: str
    after_intent: Optional[str]


@dataclass(frozen=True)
class Report:
    """All that a person needs to decide whether to release."""

    accepted: list[Accepted] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    known: int = 0
    right_before: int = 0
    right_after: int = 0
    compared: bool = True

    @property
    def answered(self) -> list[Accepted]:
        """Sentences that now get their answer."""
        return [item for item in self.accepted if item.now == "beantwortet"]

    @property
    def not_answered(self) -> list[Accepted]:
        """Sentences that still do not."""
        return [item for item in self.accepted if item.now != "beantwortet"]

    def of_kind(self, kind: str) -> list[Change]:
        """The changes of a kind: schlechter, besser, anders."""
        return [change for change in self.changes if change.kind == kind]

    def as_dict(self) -> dict[str, Any]:
        """As JSON-like data."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Report:
        """The inverse of `as_dict`."""
        parts = {
            "accepted": [Accepted(**item) for item in data["accepted"]],
            "changes": [Change(**item) for item in data["changes"]],
        }
        return cls(**{**data, **parts})


def known_questions(content: Content, folder: Path = TEST_QUESTIONS) -> list[Known]:
    """The questions of all answers in their own words, and the project's test questions where they are installed."""
    found: dict[str, Known] = {
        faq.entry.question: Known(faq.entry.question, faq.intent)
        for faq in content.faqs.values()
        if faq.topic != DIALOG
    }
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                label = (row.get("intent") or "").strip()
                if (row.get("text") or "").strip() and (label in content.faqs or label == OUT_OF_SCOPE):
                    found[row["text"]] = Known(row["text"], label)
    return list(found.values())


def compare(
    accepted: Sequence[tuple[str, str]],
    accepted_now: Sequence[Result],
    known: Sequence[Known],
    before: Optional[Sequence[Result]],
    after: Sequence[Result],
) -> Report:
    """The report. Without an old model (`before` is None) there is nothing to compare with."""
    sentences = [
        Accepted(sentence, intent, _now(result, intent), result["intent"])
        for (sentence, intent), result in zip(accepted, accepted_now, strict=True)
    ]
    right_after = sum(_right(result, item.label) for result, item in zip(after, known, strict=True))
    if before is None:
        return Report(sentences, [], len(known), 0, right_after, compared=False)
    changes = [
        _change(item, old, new) for item, old, new in zip(known, before, after, strict=True) if _seen(old) != _seen(new)
    ]
    right_before = sum(_right(result, item.label) for result, item in zip(before, known, strict=True))
    order = {"schlechter": 0, "anders": 1, "besser": 2}
    changes.sort(key=lambda change: (order[change.kind], change.text))
    return Report(sentences, changes, len(known), right_before, right_after)


def _now(result: Result, intent: str) -> str:
    if _right(result, intent):
        return "beantwortet"
    if intent in result["candidates"]:
        return "vorgeschlagen"
    return "andere Antwort" if result["outcome"] == Outcome.ANSWERED.value else "ohne Antwort"


def _right(result: Result, label: str) -> bool:
    if label == OUT_OF_SCOPE:
        return bool(result["outcome"] == OUT_OF_SCOPE)
    return bool(result["outcome"] == Outcome.ANSWERED.value and result["intent"] == label)


def _good(result: Result, label: str) -> int:
    """2: the right answer, 1: no answer or the right one among the suggestions, 0: a wrong answer."""
    if _right(result, label):
        return 2
    wrong = result["outcome"] == Outcome.ANSWERED.value or (label != OUT_OF_SCOPE and result["outcome"] == OUT_OF_SCOPE)
    return 0 if wrong else 1


def _seen(result: Result) -> tuple[str, Optional[str]]:
    """What a person would notice: another answer, or none. Other suggestions are not counted."""
    return result["outcome"], result["intent"]


def _change(item: Known, old: Result, new: Result) -> Change:
    difference = _good(new, item.label) - _good(old, item.label)
    kind = "besser" if difference > 0 else "schlechter" if difference < 0 else "anders"
    return Change(item.text, item.label, kind, old["outcome"], old["intent"], new["outcome"], new["intent"])
