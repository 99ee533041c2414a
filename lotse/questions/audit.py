"""Who did what: every decision of the staff, and what else they changed. No texts: the log outlives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Mapping, Optional

from sqlalchemy import select
from sqlalchemy.engine import Connection, Engine

from lotse import clock
from lotse.questions.database import writing
from lotse.questions.models import audit, audit_item


@dataclass(frozen=True)
class AuditEntry:
    """One line of the log; `at` is the time in Berlin."""

    id: int
    at: datetime
    login: str
    action: str
    subject: str
    detail: Mapping[str, Any]
    undone_by: Optional[str]


def note(engine: Engine, login: str, action: str, subject: str = "", detail: Optional[Mapping[str, Any]] = None) -> int:
    """Adds a line; returns its number."""
    with writing(engine) as connection:
        return write(connection, login, action, subject, detail)


def write(
    connection: Connection, login: str, action: str, subject: str = "", detail: Optional[Mapping[str, Any]] = None
) -> int:
    """Adds a line within a transaction: what is done and that it was done belong together."""
    row = {"at": now(), "login": login, "action": action, "subject": subject[:200], "detail": dict(detail or {})}
    return int(connection.execute(audit.insert().values(row)).inserted_primary_key[0])


def entries(
    engine: Engine,
    login: Optional[str] = None,
    action: Optional[str] = None,
    question_id: Optional[str] = None,
    limit: int = 100,
    offset: int = 0,
) -> list[AuditEntry]:
    """Lines, the newest first."""
    statement = select(audit).order_by(audit.c.id.desc()).limit(limit).offset(offset)
    if login:
        statement = statement.where(audit.c.login == login)
    if action:
        statement = statement.where(audit.c.action == action)
    if question_id:
        touched = select(audit_item.c.audit_id).where(audit_item.c.question_id == question_id)
        statement = statement.where(audit.c.id.in_(touched))
    with engine.connect() as connection:
        return [AuditEntry(**row._mapping) for row in connection.execute(statement)]


def now() -> datetime:
    """The time in Berlin, as it is stored."""
    return clock.now().replace(tzinfo=None, microsecond=0)
