"""What staff decide about questions. All of a decision happens, or nothing; who comes second is told who was faster.

A decision is remembered by its wording: the same or nearly the same question is decided by it when it comes again.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, Mapping, Optional, Sequence

from sqlalchemy import select, update
from sqlalchemy.engine import Connection, Engine, Row

from lotse.questions import audit, memorising
from lotse.questions.changing import MEMORY, ConflictError, GoneError, change, locked, portions, put_back
from lotse.questions.database import writing
from lotse.questions.models import audit as audit_table
from lotse.questions.models import audit_item, question
from lotse.questions.states import FINAL, OPEN, State

__all__ = ["ConflictError", "Decision", "Done", "GoneError", "UndoneError"]
__all__ += ["annotate", "decide", "reword", "split", "undo"]

DECIDED = "entschieden"
UNDONE = "rueckgaengig"


class UndoneError(Exception):
    """There is nothing to undo: it was undone before, or cannot be."""

    def __init__(self, by: Optional[str] = None) -> None:
        super().__init__(f"Das hat {by} schon rückgängig gemacht." if by else "Das lässt sich nicht rückgängig machen.")


@dataclass(frozen=True)
class Decision:
    """What becomes of questions. `intent` names the answer they belong to, `due` the day to show them again."""

    state: State
    intent: Optional[str] = None
    due: Optional[date] = None

    def __post_init__(self) -> None:
        if self.state not in FINAL | OPEN:
            raise ValueError(f"{self.state.value} is no decision")
        if (self.state in {State.ASSIGNED, State.DRAFT}) != bool(self.intent):
            raise ValueError(f"{self.state.value} with intent {self.intent!r}")
        if (self.state is State.LATER) != bool(self.due):
            raise ValueError(f"{self.state.value} with due {self.due!r}")


@dataclass(frozen=True)
class Done:
    """What happened: the number to undo it by, and the new versions of all questions that it touched."""

    audit_id: int
    versions: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many questions it touched."""
        return len(self.versions)


def decide(engine: Engine, versions: Mapping[str, int], decision: Decision, login: str) -> Done:
    """Decides on questions, and on all open ones of the same wording.

    Args:
        versions: The questions' ids, each with the version that the person saw.

    Raises:
        ConflictError: Somebody changed one of them since.
        GoneError: None of them is left.
    """
    with writing(engine) as connection:
        rows = locked(connection, versions)
        rows += _of_the_same_wording(connection, rows)
        before = memorising.memories_of(connection, (row.hash for row in rows))
        at = audit.now()
        audit_id = audit.write(connection, login, DECIDED, decision.intent or "", {"state": decision.state.value})
        values = {
            "state": decision.state.value,
            "intent": decision.intent,
            "due": decision.due,
            "decided_by": login,
            "decided_at": at,
            "automatic": False,
            "decision_id": None,
        }
        done = change(connection, audit_id, rows, values, before)
        if decision.state in FINAL:
            newest = list({row.hash: row for row in sorted(rows, key=lambda row: row.day)}.values())
            memorising.remember(connection, newest, decision.state, decision.intent, login, at)
        else:
            memorising.forget(connection, before)
    return Done(audit_id, done)


def split(engine: Engine, versions: Mapping[str, int], login: str) -> Done:
    """Takes questions out of their group: from now on they make one of their own."""
    return _simple(engine, versions, login, "getrennt", {"group_key": uuid.uuid4().hex})


def annotate(engine: Engine, versions: Mapping[str, int], note: str, login: str) -> Done:
    """Leaves a note for colleagues; an empty one takes it away."""
    return _simple(engine, versions, login, "notiert", {"note": note.strip() or None})


def reword(engine: Engine, question_id: str, version: int, sentence: str, login: str) -> Done:
    """Sets the sentence that becomes the training example, in place of the one typed."""
    return _simple(engine, {question_id: version}, login, "umformuliert", {"sentence": sentence.strip() or None})


def undo(engine: Engine, audit_id: int, login: str) -> Done:
    """Takes a decision or a split back, with all that it decided by itself. Raises UndoneError or ConflictError."""
    with writing(engine) as connection:
        entry = connection.execute(select(audit_table).where(audit_table.c.id == audit_id)).first()
        items = connection.execute(select(audit_item).where(audit_item.c.audit_id == audit_id)).all()
        if entry is None or entry.undone_by or not any(item.before for item in items):
            raise UndoneError(entry.undone_by if entry else None)
        rows = {row.id: row for row in locked(connection, {item.question_id: item.version for item in items})}
        items = [item for item in items if item.question_id in rows]
        undone = audit.write(connection, login, UNDONE, str(audit_id), {"action": entry.action})
        _note_undoing(connection, undone, items)
        restored = {}
        for item in items:
            if MEMORY in item.before:
                restored[rows[item.question_id].hash] = (rows[item.question_id], item.before[MEMORY])
        memorising.restore(connection, restored.values())
        put_back(connection, items, memorising.all_ids(connection))
        connection.execute(update(audit_table).where(audit_table.c.id == audit_id).values(undone_by=login))
    return Done(undone, {item.question_id: item.version + 1 for item in items})


def _simple(engine: Engine, versions: Mapping[str, int], login: str, action: str, values: Mapping[str, Any]) -> Done:
    with writing(engine) as connection:
        rows = locked(connection, versions)
        audit_id = audit.write(connection, login, action)
        return Done(audit_id, change(connection, audit_id, rows, values))


def _of_the_same_wording(connection: Connection, rows: Sequence[Row]) -> list[Row]:
    """Open questions that came in after the page was made, or belong to another group by chance."""
    known = {row.id for row in rows}
    is_open = question.c.state.in_([state.value for state in OPEN])
    found: list[Row] = []
    for hashes in portions({row.hash for row in rows}):
        same = connection.execute(select(question).where(question.c.hash.in_(hashes), is_open))
        found += [row for row in same if row.id not in known]
    return found


def _note_undoing(connection: Connection, audit_id: int, items: Sequence[Row]) -> None:
    noted = [
        {
            "audit_id": audit_id,
            "question_id": item.question_id,
            "before": {},
            "after": {name: value for name, value in item.before.items() if name in ("state", "intent")},
            "version": item.version + 1,
        }
        for item in items
    ]
    connection.execute(audit_item.insert(), noted)
