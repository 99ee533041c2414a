"""A question as the staff sees it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Optional

from lotse.questions.models import question
from lotse.questions.states import Reason, State


@dataclass(frozen=True)
class Question:
    """A row of the store. `version` goes back with a decision: it tells whether somebody was faster."""

    id: str
    day: date
    text: str
    normalised: str
    hash: str
    outcome: str
    reason: Reason
    candidates: tuple[tuple[str, float], ...]
    rejected: tuple[str, ...]
    led_to: Optional[str]
    answered_with: Optional[str]
    rating: Optional[str]
    model: str
    state: State
    intent: Optional[str]
    sentence: Optional[str]
    decided_by: Optional[str]
    decided_at: Optional[datetime]
    note: Optional[str]
    due: Optional[date]
    group_key: Optional[str]
    automatic: bool
    check_outcome: Optional[str]
    check_intent: Optional[str]
    checked_on: Optional[date]
    version: int

    @classmethod
    def from_row(cls, row: Any) -> Question:
        """From a row with the columns of COLUMNS."""
        values = dict(zip(_NAMES, row, strict=True))
        values["reason"], values["state"] = Reason(row.reason), State(row.state)
        values["candidates"] = tuple((intent, score) for intent, score in row.candidates)
        values["rejected"] = tuple(row.rejected)
        return cls(**values)


_NAMES = tuple(field.name for field in fields(Question))
COLUMNS = tuple(question.c[name] for name in _NAMES)
