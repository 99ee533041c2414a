"""The day and the time in the county. One place, so that tests and `lotse check --on` can set the day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Optional
from zoneinfo import ZoneInfo

from lotse.settings import settings

BERLIN = ZoneInfo("Europe/Berlin")
_set_to: Optional[datetime] = None


def now() -> datetime:
    """The time in Berlin."""
    if _set_to is not None:
        return _set_to
    moment, day = datetime.now(BERLIN), settings().on
    return datetime.combine(date.fromisoformat(day), moment.timetz()) if day else moment


def today() -> date:
    """The day in Berlin."""
    return now().date()


def set_now(moment: Optional[datetime]) -> None:
    """Stops the clock at a moment (for tests); None lets it run again."""
    global _set_to
    _set_to = moment.astimezone(BERLIN) if moment is not None and moment.tzinfo else moment
    if _set_to is not None and _set_to.tzinfo is None:
        _set_to = _set_to.replace(tzinfo=BERLIN)
