"""What was just done, told on the next page together with the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from sqlalchemy import func, select

from lotse.questions.audit import AuditEntry
from lotse.questions.models import audit, audit_item
from lotse.staff.desk import Desk
from lotse.staff.words import line

UNDOABLE = frozenset({"entschieden", "getrennt"})


@dataclass(frozen=True)
class Undo:
    """A line of the log that was just written."""

    audit_id: int
    text: str
    count: int
    possible: bool


def just_done(desk: Desk, number: str, login: str) -> Optional[Undo]:
    """The line of this number, if this person wrote it."""
    if not number.isdecimal() or len(number) > 12:
        return None
    with desk.engine.connect() as connection:
        row = connection.execute(select(audit).where(audit.c.id == int(number), audit.c.login == login)).first()
        if row is None:
            return None
        items = select(func.count()).select_from(audit_item).where(audit_item.c.audit_id == row.id)
        count = int(connection.execute(items).scalar() or 0)
    possible = row.action in UNDOABLE and not row.undone_by
    return Undo(row.id, line(desk, AuditEntry(**row._mapping)), count, possible)
