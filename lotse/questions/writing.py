"""Writes batches: each as one transaction, each once, however often it is tried."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Callable

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.schema import Table

from lotse.questions.database import engine_for, writing
from lotse.questions.entries import Batch, Change, NewQuestion
from lotse.questions.matching import Known, KnownDecisions
from lotse.questions.migrating import upgrade
from lotse.questions.models import batch as batch_table
from lotse.questions.models import daily, decision, question
from lotse.questions.states import Reason, State
from lotse.questions.wording import normalised, text_hash


class BatchWriter:
    """The only writer of what people asked. Used by one thread."""

    def __init__(self, url: str, today: Callable[[], date]) -> None:
        self._url = url
        self._today = today
        self._engine = engine_for(url)
        self._known = KnownDecisions()

    def prepare(self) -> None:
        """Brings the database up to date. Again after each failure: somebody may have replaced the file."""
        upgrade(self._url)

    def write(self, batch: Batch) -> None:
        """Writes a batch and returns when it is on the disk. Raises what the database raises."""
        with writing(self._engine) as connection:
            row = {"id": batch.id, "day": self._today()}
            if connection.execute(insert(connection, batch_table).values(row).on_conflict_do_nothing()).rowcount == 0:
                return
            questions = [entry.question for entry in batch.entries if entry.question]
            if questions:
                self._add(connection, questions)
            for entry in batch.entries:
                if entry.change:
                    _change(connection, entry.change)
                if entry.withdrawn:
                    _withdraw(connection, entry.withdrawn)
            _count(connection, batch)

    def close(self) -> None:
        """Lets go of the connections."""
        self._engine.dispose()

    def _add(self, connection: Connection, questions: list[NewQuestion]) -> None:
        self._known.refresh(connection)
        rows = [_row(item) for item in questions]
        seen: dict[int, tuple[Known, dict[str, Any]]] = {}
        for row in rows:
            known = self._known.match(row["normalised"], row["hash"])
            if known:
                row.update(state=known.state, intent=known.intent, decided_by=known.decided_by)
                row.update(automatic=True, decision_id=known.id)
                if known.id not in seen or known.hash == row["hash"]:
                    seen[known.id] = known, row
        connection.execute(insert(connection, question).on_conflict_do_nothing(), rows)
        for known, row in seen.values():
            _see(connection, known, row)


def insert(connection: Connection, table: Table) -> Any:
    """An INSERT that knows ON CONFLICT, in the words of this database."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def _row(item: NewQuestion) -> dict[str, Any]:
    # PostgreSQL takes neither NUL nor half characters.
    text = item.text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    normal = normalised(text)
    return {
        "id": item.id,
        "day": item.day,
        "text": text,
        "normalised": normal,
        "hash": text_hash(normal),
        "outcome": item.outcome,
        "reason": item.reason.value,
        "candidates": [list(candidate) for candidate in item.candidates],
        "rejected": list(item.rejected),
        "led_to": item.led_to,
        "answered_with": item.answered_with,
        "rating": item.rating,
        "model": item.model[:80],
        "state": State.NEW.value,
        "intent": None,
        "decided_by": None,
        "automatic": False,
        "decision_id": None,
        "version": 1,
    }


def _see(connection: Connection, known: Known, row: dict[str, Any]) -> None:
    values: dict[str, Any] = {"seen_on": row["day"]}
    if known.hash == row["hash"]:  # the same text, typed anew: it may be kept for as long as this question
        values.update(text=row["normalised"], text_day=row["day"])
    connection.execute(update(decision).where(decision.c.id == known.id).values(values))


def _change(connection: Connection, change: Change) -> None:
    values = change.values()
    if change.rejected:
        before = connection.execute(select(question.c.rejected).where(question.c.id == change.id)).scalar()
        values["rejected"] = list(dict.fromkeys([*(before or []), *change.rejected]))
    if values:
        connection.execute(update(question).where(question.c.id == change.id).values(values))


def _withdraw(connection: Connection, key: str) -> None:
    unread = (question.c.state == State.NEW.value) & (question.c.reason == Reason.THUMBS_DOWN.value)
    connection.execute(delete(question).where(question.c.id == key).where(unread))


def _count(connection: Connection, batch: Batch) -> None:
    counts: Counter[tuple[Any, ...]] = Counter()
    for entry in batch.entries:
        for tally in entry.tallies:
            counts[tally.day, tally.measure.value, tally.outcome, tally.intent, tally.reason] += tally.by
    if not counts:
        return
    names = ("day", "measure", "outcome", "intent", "reason", "count")
    # In one order everywhere, or two processes could wait for each other.
    rows = [dict(zip(names, (*key, by), strict=True)) for key, by in sorted(counts.items())]
    statement = insert(connection, daily)
    more = {"count": daily.c.count + statement.excluded.count}
    connection.execute(statement.on_conflict_do_update(index_elements=list(daily.primary_key), set_=more), rows)
