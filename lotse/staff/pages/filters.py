"""The filter of the questions, to and from an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Optional

from lotse.questions.queries import Filter
from lotse.questions.states import Reason, State
from lotse.staff.visit import Visit

AUTOMATIC = "automatisch"
ALL = "alle"
STANDINGS = {
    "offen": "offen",
    State.LATER.value: "später",
    State.ASSIGNED.value: "zugeordnet",
    State.DRAFT.value: "neue Antwort in Arbeit",
    State.OUTSIDE.value: "nicht unser Thema",
    State.IGNORED.value: "Unsinn",
    State.TAKEN.value: "übernommen",
    State.CHECKED.value: "geprüft",
    AUTOMATIC: "automatisch ausgeblendet",
    ALL: "alle",
}


@dataclass(frozen=True)
class Chosen:
    """What the filter form shows."""

    standing: str
    reason: str
    first: str
    last: str
    search: str

    @property
    def is_default(self) -> bool:
        """Whether nothing is filtered."""
        return self == Chosen("offen", "", "", "", "")

    @property
    def is_open(self) -> bool:
        """Whether open questions are shown."""
        return self.standing == "offen"

    @property
    def is_undecided(self) -> bool:
        """Whether questions are shown that still need an answer."""
        return self.is_open or self.standing == State.LATER.value

    def query(self) -> dict[str, str]:
        """As values of an address."""
        standing = "" if self.standing == "offen" else self.standing
        return {"stand": standing, "grund": self.reason, "von": self.first, "bis": self.last, "suche": self.search}

    def filter(self) -> Filter:
        """As the store takes it."""
        states = {"offen": {State.NEW}, AUTOMATIC: set(), ALL: set()}.get(self.standing)
        if states is None:
            states = {State(self.standing)}
        return Filter(
            states=frozenset(states),
            reasons=frozenset({Reason(self.reason)} if self.reason else ()),
            first_day=_day(self.first),
            last_day=_day(self.last),
            search=self.search,
            automatic=None if self.standing == ALL else self.standing == AUTOMATIC,
        )


def chosen(visit: Visit) -> Chosen:
    """The filter of an address; what makes no sense is left out."""
    standing = visit.asked("stand", "offen")
    reason = visit.asked("grund")
    return Chosen(
        standing if standing in STANDINGS else "offen",
        reason if reason in {item.value for item in Reason} else "",
        visit.asked("von") if _day(visit.asked("von")) else "",
        visit.asked("bis") if _day(visit.asked("bis")) else "",
        visit.asked("suche").strip()[:200],
    )


def _day(text: str) -> Optional[date]:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
