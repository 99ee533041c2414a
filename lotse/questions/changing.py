"""Changes to questions, each with its line in the audit log, so that it can be told who was faster, and undone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Iterable, Iterator, Mapping, Optional, Sequence, TypeVar

from sqlalchemy import bindparam, select, text, update
from sqlalchemy.engine import Connection, Row

from lotse.questions.models import audit, audit_item, question
from lotse.questions.states import STATE_LABELS, State

# What undoing puts back. Notes and sentences are texts: they must not get into the log, which is kept longer.
FIELDS = ("state", "intent", "decided_by", "decided_at", "due", "group_key", "automatic", "decision_id")
MEMORY = "memory"
Id = TypeVar("Id", int, str)
ACTION_LABELS = {
    "rueckgaengig": "Entscheidung zurückgenommen",
    "getrennt": "aus der Gruppe genommen",
    "notiert": "Notiz geschrieben",
    "umformuliert": "Satz geändert",
}
# SQLite takes a limited number of values in one statement.
_AT_ONCE = 500
# Any fixed number: whoever holds it on a PostgreSQL server is deciding.
_LOCK = 7_205_120


class ConflictError(Exception):
    """Somebody else was faster. Names who, and what they did."""

    def __init__(self, login: str, action: str, state: State, intent: Optional[str], ids: Sequence[str]) -> None:
        self.login, self.action, self.state, self.intent, self.ids = login, action, state, intent, tuple(ids)
        what = ACTION_LABELS.get(action) or f"{STATE_LABELS[state]} {intent or ''}".strip()
        super().__init__(f"{login} war schneller: {what}. Lade die Seite neu, dann siehst du den neuen Stand.")


class GoneError(LookupError):
    """The questions have been deleted meanwhile, for they reached their age."""

    def __init__(self) -> None:
        super().__init__("Diese Fragen gibt es nicht mehr. Sie sind wegen ihres Alters gelöscht worden.")


def locked(connection: Connection, versions: Mapping[str, int]) -> list[Row]:
    """The questions, for this transaction alone. Raises ConflictError when one was changed, GoneError without any."""
    if connection.dialect.name == "postgresql":  # SQLite lets one write at a time anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    rows: list[Row] = []
    for ids in portions(versions):
        rows += connection.execute(select(question).where(question.c.id.in_(ids)))
    if not rows:
        raise GoneError
    other = [row for row in rows if row.version != versions[row.id]]
    if other:
        raise _conflict(connection, other)
    return rows


def change(
    connection: Connection,
    audit_id: int,
    rows: Sequence[Row],
    values: Mapping[str, Any],
    memories: Optional[Mapping[str, Any]] = None,
) -> dict[str, int]:
    """Sets the same values on all rows, and writes down what was before. Returns the new versions."""
    after = {"state": values.get("state"), "intent": values.get("intent"), "fields": sorted(values)}
    items = []
    for row in rows:
        before = {name: _plain(getattr(row, name)) for name in FIELDS if name in values}
        if memories is not None:
            before[MEMORY] = memories.get(row.hash)
        items.append(
            {"audit_id": audit_id, "question_id": row.id, "before": before, "after": after, "version": row.version + 1}
        )
    connection.execute(audit_item.insert(), items)
    for ids in portions(row.id for row in rows):
        statement = update(question).where(question.c.id.in_(ids))
        connection.execute(statement.values(**values, version=question.c.version + 1))
    return {row.id: row.version + 1 for row in rows}


def put_back(connection: Connection, items: Sequence[Row], decisions: frozenset[int]) -> None:
    """Sets what was before on each question."""
    names = [name for name in FIELDS if items and name in items[0].before]
    if not names:
        return
    values = [{"key": item.question_id, **_values(item.before, names, decisions)} for item in items]
    statement = update(question).where(question.c.id == bindparam("key"))
    to_set = {name: bindparam(f"new_{name}") for name in names}
    connection.execute(statement.values(**to_set, version=question.c.version + 1), values)


def _values(before: Mapping[str, Any], names: Iterable[str], decisions: frozenset[int]) -> dict[str, Any]:
    found = {name: before[name] for name in names}
    if found.get("decided_at"):
        found["decided_at"] = datetime.fromisoformat(found["decided_at"])
    if found.get("due"):
        found["due"] = date.fromisoformat(found["due"])
    if found.get("decision_id") not in decisions:
        found["decision_id"] = None
    return {f"new_{name}": value for name, value in found.items() if name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def portions(ids: Iterable[Id]) -> Iterator[list[Id]]:
    """In portions that fit one statement, always in the same order."""
    ordered = sorted(ids)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def _conflict(connection: Connection, rows: Sequence[Row]) -> ConflictError:
    row = rows[0]
    statement = select(audit.c.login, audit.c.action).join(audit_item).where(audit_item.c.question_id == row.id)
    latest = connection.execute(statement.order_by(audit.c.id.desc()).limit(1)).first()
    login, action = latest if latest else (row.decided_by or "Jemand", "entschieden")
    return ConflictError(login, action, State(row.state), row.intent, [row.id for row in rows])
