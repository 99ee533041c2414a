"""When an office is open. Times are those of Berlin; holidays of Hesse are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Optional

import holidays

from lotse.content.german import WEEKDAYS, clock, weekday_and_day
from lotse.content.schema import Hours, Span, Weekday

LOOK_AHEAD_DAYS = 60
_WEEKDAYS = tuple(Weekday)


@lru_cache(maxsize=8)
def holidays_of(year: int) -> dict[date, str]:
    """The holidays of a year in Hesse, with their names."""
    return dict(holidays.country_holidays("DE", subdiv="HE", years=year, language="de"))


def holiday(day: date) -> Optional[str]:
    """The name of the holiday in Hesse, or None."""
    return holidays_of(day.year).get(day)


@dataclass(frozen=True)
class DayHours:
    """The hours of one day, and why it is closed when it is."""

    day: date
    spans: tuple[Span, ...]
    reason: str = ""

    @property
    def closed(self) -> bool:
        """Whether the office does not open at all on this day."""
        return not self.spans

    def text(self) -> str:
        """8 bis 12 Uhr und 14 bis 18 Uhr (nur mit Termin)"""
        if self.closed:
            return f"geschlossen ({self.reason})" if self.reason else "geschlossen"
        return " und ".join(span_text(span) for span in self.spans)


def span_text(span: Span) -> str:
    """8 bis 12 Uhr"""
    note = f" ({span.note})" if span.note else ""
    return f"{clock(span.opens)} bis {clock(span.closes)} Uhr{note}"


def on_day(hours: Hours, day: date) -> DayHours:
    """The hours on a day: a special day, a holiday, a closure, or those of the weekday, in this order."""
    special = next((item for item in hours.special if item.day == day), None)
    if special:
        return DayHours(day, tuple(special.spans), special.reason)
    name = holiday(day)
    if name:
        return DayHours(day, (), name)
    closure = next((item for item in hours.closures if item.first <= day <= item.last), None)
    if closure:
        return DayHours(day, (), closure.reason)
    return DayHours(day, tuple(hours.weekly.get(_WEEKDAYS[day.weekday()], [])))


def open_until(hours: Hours, moment: datetime) -> Optional[time]:
    """The time at which the office closes, when it is open at that moment; else None."""
    current = moment.time()
    for span in on_day(hours, moment.date()).spans:
        if span.opens <= current < span.closes:
            return span.closes
    return None


def next_opening(hours: Hours, moment: datetime) -> Optional[tuple[date, Span]]:
    """The next opening after a moment, within two months."""
    for offset in range(LOOK_AHEAD_DAYS):
        day = moment.date() + timedelta(days=offset)
        for span in on_day(hours, day).spans:
            if offset or span.opens > moment.time():
                return day, span
    return None


def status(hours: Hours, moment: datetime) -> str:
    """Jetzt geöffnet bis 12 Uhr. / Jetzt geschlossen. Wieder offen: morgen ab 8 Uhr."""
    closes = open_until(hours, moment)
    if closes:
        return f"Jetzt geöffnet bis {clock(closes)} Uhr."
    coming = next_opening(hours, moment)
    if coming is None:
        return "Jetzt geschlossen."
    day, span = coming
    return f"Jetzt geschlossen. Wieder offen: {day_name(day, moment.date())} ab {clock(span.opens)} Uhr."


def day_name(day: date, today: date) -> str:
    """heute, morgen, übermorgen or the weekday with its date"""
    names = {0: "heute", 1: "morgen", 2: "übermorgen"}
    return names.get((day - today).days) or weekday_and_day(day)


def week(hours: Hours) -> list[tuple[str, str]]:
    """The usual week, days with the same hours together: [("Montag bis Mittwoch", "8 bis 12 Uhr"), ...]"""
    rows: list[tuple[int, int, str]] = []
    for position, weekday in enumerate(_WEEKDAYS[:5] if not _weekend(hours) else _WEEKDAYS):
        text = " und ".join(span_text(span) for span in hours.weekly.get(weekday, [])) or "geschlossen"
        if rows and rows[-1][2] == text:
            rows[-1] = (rows[-1][0], position, text)
        else:
            rows.append((position, position, text))
    return [
        (WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]} bis {WEEKDAYS[last]}", text)
        for first, last, text in rows
    ]


def _weekend(hours: Hours) -> bool:
    return bool(hours.weekly.get(Weekday.SA) or hours.weekly.get(Weekday.SO))


def coming_closures(hours: Hours, today: date, days: int = 30) -> list[tuple[date, str]]:
    """Holidays and closures on the office's working days within the next days, in order."""
    found = []
    for offset in range(days):
        day = today + timedelta(days=offset)
        if hours.weekly.get(_WEEKDAYS[day.weekday()]):
            state = on_day(hours, day)
            if state.closed and state.reason:
                found.append((day, state.reason))
    return found
