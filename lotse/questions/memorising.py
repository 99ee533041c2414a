"""The memory of decisions, by wording. What it decides by itself follows when a decision is changed or taken back."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, Iterable, Mapping, Optional, Sequence

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.engine import Connection, Row

from lotse.questions.changing import portions
from lotse.questions.models import decision, question
from lotse.questions.states import State

Memory = Optional[dict[str, Any]]


def memories_of(connection: Connection, hashes: Iterable[str]) -> dict[str, Memory]:
    """What is remembered of each wording, in a form that can be written down; None where nothing is."""
    found: dict[str, Memory] = dict.fromkeys(hashes)
    for row in _known(connection, found):
        found[row.hash] = {
            "state": row.state,
            "intent": row.intent,
            "decided_by": row.decided_by,
            "decided_at": row.decided_at.isoformat(),
        }
    return found


def remember(
    connection: Connection, rows: Sequence[Row], state: State, intent: Optional[str], login: str, at: datetime
) -> None:
    """Remembers a decision on wordings, in place of earlier ones. Takes one question for each wording."""
    values = {"state": state.value, "intent": intent, "decided_by": login, "decided_at": at}
    known = {row.hash: row for row in _known(connection, (row.hash for row in rows))}
    added = [_text_of(row) | {"hash": row.hash, "seen_on": row.day} for row in rows if row.hash not in known]
    # As in writing.py: a text typed anew may be kept for as long as that question.
    newer = [row for row in rows if row.hash in known and (known[row.hash].text_day or row.day) <= row.day]
    if newer:
        fresh = [{"key": row.hash, "new_text": row.normalised, "new_day": row.day} for row in newer]
        statement = update(decision).where(decision.c.hash == bindparam("key"))
        connection.execute(statement.values(text=bindparam("new_text"), text_day=bindparam("new_day")), fresh)
    for ids in portions(row.id for row in known.values()):
        changed = update(decision).where(decision.c.id.in_(ids))
        connection.execute(changed.values(**values, revision=decision.c.revision + 1))
        _followers(connection, ids, state=state.value, intent=intent, decided_by=login)
    if added:
        connection.execute(decision.insert().values(**values, revision=1), added)


def forget(connection: Connection, hashes: Iterable[str]) -> None:
    """Forgets decisions; what they decided by themselves is open again."""
    for ids in portions(row.id for row in _known(connection, hashes)):
        new = State.NEW.value
        _followers(connection, ids, state=new, intent=None, decided_by=None, automatic=False, decision_id=None)
        connection.execute(delete(decision).where(decision.c.id.in_(ids)))


def restore(connection: Connection, remembered: Iterable[tuple[Row, Optional[Mapping[str, Any]]]]) -> None:
    """Puts back what was remembered of the wordings of some questions."""
    rows: dict[Optional[tuple[Any, ...]], list[Row]] = defaultdict(list)
    for row, before in remembered:
        key = (before["state"], before["intent"], before["decided_by"], before["decided_at"]) if before else None
        rows[key].append(row)
    forget(connection, [row.hash for row in rows.pop(None, [])])
    for key, same in rows.items():
        assert key is not None
        state, intent, login, at = key
        remember(connection, same, State(state), intent, login, datetime.fromisoformat(at))


def all_ids(connection: Connection) -> frozenset[int]:
    """The numbers of all decisions."""
    return frozenset(connection.execute(select(decision.c.id)).scalars())


def _known(connection: Connection, hashes: Iterable[str]) -> list[Row]:
    found: list[Row] = []
    for some in portions(hashes):
        found += connection.execute(select(decision).where(decision.c.hash.in_(some)))
    return found


def _followers(connection: Connection, ids: Sequence[int], **values: Any) -> None:
    followers = update(question).where(question.c.decision_id.in_(ids), question.c.automatic)
    connection.execute(followers.values(**values, version=question.c.version + 1))


def _text_of(row: Row) -> dict[str, Any]:
    return {"text": row.normalised, "text_day": row.day}
