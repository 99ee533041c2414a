"""From a decision to a better bot: which sentences become training examples, and whether the bot then answers them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Mapping, Optional

from sqlalchemy import select
from sqlalchemy.engine import Engine

from lotse import clock
from lotse.questions import audit
from lotse.questions.changing import change, locked
from lotse.questions.database import writing
from lotse.questions.models import question
from lotse.questions.question import COLUMNS, Question
from lotse.questions.states import State


@dataclass(frozen=True)
class Accepted:
    """One wording that a person assigned to an answer, with all questions that were asked in it."""

    sentence: str
    intent: str
    questions: tuple[Question, ...]

    @property
    def versions(self) -> dict[str, int]:
        """What the next step takes: ids and versions."""
        return {item.id: item.version for item in self.questions}

    @property
    def answered(self) -> bool:
        """Whether the bot gave the right answer when it was asked again."""
        return all(item.check_intent == self.intent and item.check_outcome == "answered" for item in self.questions)


def accepted(engine: Engine, state: State = State.ASSIGNED) -> list[Accepted]:
    """The wordings in a state, by answer. What an earlier decision took care of teaches nothing new and is left out."""
    statement = select(*COLUMNS).where(question.c.state == state.value, ~question.c.automatic)
    by_wording: dict[tuple[str, str], list[Question]] = defaultdict(list)
    with engine.connect() as connection:
        for row in connection.execute(statement.order_by(question.c.intent, question.c.normalised, question.c.id)):
            item = Question.from_row(row)
            by_wording[item.intent or "", item.hash].append(item)
    return [
        Accepted(next((item.sentence for item in same if item.sentence), same[0].text), intent, tuple(same))
        for (intent, _), same in by_wording.items()
    ]


def mark_taken(engine: Engine, versions: Mapping[str, int], login: str) -> dict[str, int]:
    """The examples stand in the content. Returns the new versions. Raises ConflictError when one was changed since."""
    return _mark(engine, versions, login, State.TAKEN, {})


def mark_checked(
    engine: Engine, versions: Mapping[str, int], outcome: str, intent: Optional[str], login: str
) -> dict[str, int]:
    """The bot was asked again, and this is what it did. Returns the new versions."""
    found = {"check_outcome": outcome, "check_intent": intent, "checked_on": clock.today()}
    return _mark(engine, versions, login, State.CHECKED, found)


def _mark(
    engine: Engine, versions: Mapping[str, int], login: str, state: State, more: Mapping[str, object]
) -> dict[str, int]:
    with writing(engine) as connection:
        rows = locked(connection, versions)
        audit_id = audit.write(connection, login, state.value)
        return change(connection, audit_id, rows, {"state": state.value, **more})
