"""The memory of decisions, by wording. What it decides by itself follows when a decision is changed or taken back."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any, Iterable, Mapping, Optional

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection, Row

from lotse.questions.changing import portions
from lotse.questions.models import decision, question
from lotse.questions.states import State

Memory = Optional[dict[str, Any]]


def memories_of(connection: Connection, hashes: Iterable[str]) -> dict[str, Memory]:
    """What is remembered of each wording, in a form that can be written down; None where nothing is."""
    found: dict[str, Memory] = dict.fromkeys(hashes)
    for some in portions(found):
        for row in connection.execute(select(decision).where(decision.c.hash.in_(some))):
            found[row.hash] = {
                "state": row.state,
                "intent": row.intent,
                "decided_by": row.decided_by,
                "decided_at": row.decided_at.isoformat(),
            }
    return found


def remember(connection: Connection, row: Row, state: State, intent: Optional[str], login: str, at: datetime) -> None:
    """Remembers a decision on a question's wording, in place of an earlier one."""
    values = {"state": state.value, "intent": intent, "decided_by": login, "decided_at": at}
    known = connection.execute(select(decision.c.id).where(decision.c.hash == row.hash)).scalar()
    if known is None:
        more = {"hash": row.hash, "text": row.normalised, "text_day": row.day, "seen_on": row.day}
        connection.execute(decision.insert().values(**values, **more, revision=1))
        return
    # As in writing.py: typed anew, the text may be kept for as long as this question.
    refreshed = {"text": row.normalised, "text_day": row.day} if _is_newer(connection, known, row.day) else {}
    statement = update(decision).where(decision.c.id == known)
    connection.execute(statement.values(**values, **refreshed, revision=decision.c.revision + 1))
    followers = update(question).where(question.c.decision_id == known, question.c.automatic)
    connection.execute(
        followers.values(state=state.value, intent=intent, decided_by=login, version=question.c.version + 1)
    )


def forget(connection: Connection, its_hash: str) -> None:
    """Forgets a decision; what it decided by itself is open again."""
    known = connection.execute(select(decision.c.id).where(decision.c.hash == its_hash)).scalar()
    if known is None:
        return
    followers = update(question).where(question.c.decision_id == known, question.c.automatic)
    connection.execute(
        followers.values(
            state=State.NEW.value,
            intent=None,
            decided_by=None,
            automatic=False,
            decision_id=None,
            version=question.c.version + 1,
        )
    )
    connection.execute(delete(decision).where(decision.c.id == known))


def restore(connection: Connection, row: Row, before: Optional[Mapping[str, Any]]) -> None:
    """Puts back what was remembered of a question's wording."""
    if before is None:
        forget(connection, row.hash)
        return
    at = datetime.fromisoformat(before["decided_at"])
    remember(connection, row, State(before["state"]), before["intent"], before["decided_by"], at)


def all_ids(connection: Connection) -> frozenset[int]:
    """The numbers of all decisions."""
    return frozenset(connection.execute(select(decision.c.id)).scalars())


def _is_newer(connection: Connection, known: int, day: date) -> bool:
    kept = connection.execute(select(decision.c.text_day).where(decision.c.id == known)).scalar()
    return kept is None or kept <= day
