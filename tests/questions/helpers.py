"""What tests of the store share: turns as the channel hands them over, and a database with short words."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from datetime import date
from typing import Any, Callable, Optional

from sqlalchemy import text
from sqlalchemy.engine import Engine

from lotse.content.answer import NONE_OF_THESE, Answer, Suggestion, paragraph
from lotse.content.schema import Outcome
from lotse.questions.database import engine_for
from lotse.questions.entries import Batch, Entry, NewQuestion
from lotse.questions.migrating import upgrade
from lotse.questions.observer import Context
from lotse.questions.recorder import QuestionRecorder
from lotse.questions.states import Reason
from lotse.questions.writing import BatchWriter

DAY = date(2026, 11, 24)
PATIENCE = 20.0


@dataclass(frozen=True)
class TypedTurn:
    """What lotse.channel.turns.Turn has; that one comes with all of Rasa."""

    answer: Answer
    text: str
    masked: tuple[Any, ...] = ()
    confidence: float = 0.0
    ranking: tuple[tuple[str, float], ...] = ()
    choice: Optional[Any] = None
    language: Optional[str] = None
    both: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tap:
    """What lotse.channel.turns.Choice has."""

    intent: str
    turn: int
    situation: Optional[str] = None


class Conversation:
    """One person with the bot: numbers the turns and hands them to the recorder."""

    def __init__(self, recorder: QuestionRecorder, session: str = "session-1") -> None:
        self.recorder = recorder
        self.session = session
        self.number = 0

    def types(
        self,
        text: str,
        outcome: Outcome = Outcome.UNANSWERED,
        intent: Optional[str] = None,
        ranking: tuple[tuple[str, float], ...] = (),
        offered: tuple[str, ...] = (),
        card: bool = False,
    ) -> int:
        """A typed question; returns the number of its turn."""
        suggestions = [Suggestion(name, name) for name in offered]
        if offered:
            suggestions.append(Suggestion("Nichts davon", NONE_OF_THESE, "none"))
        blocks = [paragraph("Hallo"), *([{"type": "card", "title": "Jobcenter"}] if card else [])]
        return self._hand_over(TypedTurn(Answer(outcome, intent, blocks, suggestions), text, ranking=ranking))

    def taps(self, intent: str, turn: int, outcome: Outcome = Outcome.ANSWERED) -> int:
        """A tapped button of an earlier turn."""
        in_our_words = "Die Frage in unseren Worten?"
        return self._hand_over(TypedTurn(Answer(outcome, intent), in_our_words, choice=Tap(intent, turn)))

    def rejects(self, turn: int) -> int:
        """A tap on "Nichts davon"."""
        answer = Answer(Outcome.UNANSWERED, None)
        return self._hand_over(TypedTurn(answer, "", choice=Tap(NONE_OF_THESE, turn)))

    def rates(self, turn: int, helpful: bool, reason: Optional[str] = None) -> None:
        """A thumb."""
        self.recorder.feedback(self.session, turn, helpful, reason)

    def _hand_over(self, turn: TypedTurn) -> int:
        self.number += 1
        self.recorder.record(turn, Context(self.session, self.number, "soziallotse-1"))  # type: ignore[arg-type]
        return self.number


class Store:
    """A database with short words for what tests do with it."""

    def __init__(self, url: str) -> None:
        self.url = url
        upgrade(url)
        self.engine: Engine = engine_for(url)
        self.entries: list[Entry] = []
        self._writer = BatchWriter(url, lambda: DAY)
        self._made = 0

    def add(self, *texts: str, day: date = DAY, **more: Any) -> list[str]:
        """Puts questions in the way the recorder does; returns their ids."""
        self.entries = [self.entry(words, day, **more) for words in texts]
        ids = [entry.question.id for entry in self.entries if entry.question]
        self.write()
        return ids

    def entry(self, words: str, day: date = DAY, **more: Any) -> Entry:
        """A question that is not written yet."""
        self._made += 1
        values = {"outcome": "unanswered", "reason": Reason.UNSURE, "model": "soziallotse-1", **more}
        return Entry(NewQuestion(id=f"{self._made:032x}", day=day, text=words, **values))

    def write(self) -> None:
        """Writes `entries`."""
        self._writer.write(Batch(tuple(self.entries)))
        self.entries = []

    def rows(self, table: str = "question") -> list[Any]:
        """All rows of a table."""
        order = {"question": "text", "audit": "id"}.get(table, "1")
        with self.engine.connect() as connection:
            return connection.execute(text(f"SELECT * FROM {table} ORDER BY {order}")).all()

    def versions(self, *ids: str) -> dict[str, int]:
        """The questions' versions as they are now; of all questions without ids."""
        return {row.id: row.version for row in self.rows() if not ids or row.id in ids}

    def counted(self) -> dict[tuple[str, str, str, str], int]:
        """The figures of the day: (measure, outcome, intent, reason) and count."""
        rows = self.rows("daily")
        return {(row.measure, row.outcome, row.intent, row.reason): row.count for row in rows if row.count}


def eventually(holds: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """Waits until something holds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"not within {seconds} seconds")


def written(recorder: QuestionRecorder, count: Optional[int] = None) -> None:
    """Waits until everything handed over is on the disk."""
    eventually(lambda: recorder.counters.written == (recorder.counters.recorded if count is None else count))


def texts(url: str) -> list[str]:
    """The texts of all questions in a database."""
    return [row.text for row in Store(url).rows()]


def ask(recorder: QuestionRecorder, *questions: str) -> None:
    """Each question is typed by the same person, who gets no answer."""
    person = Conversation(recorder, f"session-{random.random()}")
    for question in questions:
        person.types(question)
