"""What a failure of the database means: whether it may pass, and how to name it without quoting a question."""

from __future__ import annotations

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


def may_pass(error: Exception) -> bool:
    """Whether the same may work later: the store is the problem, not what is written."""
    if isinstance(error, InterfaceError):  # SQLite's driver says so of values that it cannot take
        return "sqlite3" not in type(error.orig).__module__
    if isinstance(error, DBAPIError):
        return not isinstance(error, (DataError, IntegrityError))
    return isinstance(error, (OSError, PoolTimeoutError))


def why(error: Exception) -> str:
    """The failure in German. Only known words of the message are looked at, for it may hold a question."""
    message = str(getattr(error, "orig", error)).lower()
    if "locked" in message:
        return "Der Speicher der offenen Fragen ist gesperrt."
    if "full" in message or "no space" in message:
        return "Der Speicher der offenen Fragen ist voll."
    return f"Der Speicher der offenen Fragen ist nicht erreichbar ({type(error).__name__})."
