"""Finds what a message names, from the county's data and the calendar: office, benefit, town or postcode, day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Iterable, Optional, Sequence

from lotse.content.german import MONTHS, WEEKDAYS
from lotse.content.hours import holidays_of
from lotse.content.loader import Content
from lotse.nlu.normaliser import spelled

DAYS_OFFSET = {"heute": 0, "jetzt": 0, "gerade": 0, "morgen": 1, "uebermorgen": 2}
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d|\s*(?:euro|€|eur))")
# 24.12. / 24.12 / 24.12.26 / 24. 12. 2026, but neither "14.30 Uhr" nor "12.50 Euro"
_NUMERIC_DATE = re.compile(
    r"(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})(?:\.(?:\s?(\d{4})|(\d{2}))?(?!\d)|(?![\d.,]|\s*(?:[%€]|(?:uhr|h|euro|eur|prozent)\b)))"
)
_MONTH_NAMES = "|".join(
    [spelled(month) for month in MONTHS]
    + ["jan", "feb", "maerz", "apr", "jun", "jul", "aug", "sept?", "okt", "nov", "dez"]
)
_WRITTEN_DATE = re.compile(rf"(?<!\d)(\d{{1,2}})(?:\.\s?|\s)({_MONTH_NAMES})\b\.?(?:\s(\d{{4}}))?")
_WEEKDAY = re.compile(
    r"\b(naechste[nrs]?\s(?:woche\s)?)?(" + "|".join(spelled(name) for name in WEEKDAYS) + r"|sonnabend)s?\b"
)
# "morgen" that means the time of day
_MORNING = re.compile(r"\b(guten?|schoenen|am|jeden) morgen\b")
_NAMED_DAYS = {
    "heiligabend": (12, 24),
    "heilig abend": (12, 24),
    "weihnachten": (12, 25),
    "silvester": (12, 31),
    "sylvester": (12, 31),
    "neujahr": (1, 1),
    "nikolaus": (12, 6),
}


@dataclass(frozen=True)
class Named:
    """What was found; each is an id, a name, or None."""

    office: Optional[str] = None
    benefit: Optional[str] = None
    town: Optional[str] = None
    elsewhere: Optional[str] = None
    postcode: Optional[str] = None
    day: Optional[date] = None


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    alternatives = sorted({spelled(word) for word in words if word}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in alternatives) + r")(?!\w)")


class CountyWords:
    """The words of the county's offices, benefits and places, ready to be searched for."""

    def __init__(self, content: Content) -> None:
        self._offices = [
            (office.id, _pattern([office.name, office.short, *office.words])) for office in content.offices.values()
        ]
        self._benefits = [
            (benefit.id, _pattern([benefit.name, *benefit.words])) for benefit in content.benefits.values()
        ]
        places = content.places
        self._towns = [
            (town.name, town.postcodes, _pattern([town.name, *town.words])) for town in (places.towns if places else [])
        ]
        self._elsewhere = [
            (town.name, town.postcodes, _pattern([town.name, *town.words]))
            for town in (places.neighbours if places else [])
        ]

    def find(self, text: str, today: date) -> Named:
        """Everything that the message names. The longest word wins where several fit."""
        plain = spelled(text)
        postcode = _POSTCODE.search(plain)
        code = postcode[0] if postcode else None
        return Named(
            office=_longest(plain, self._offices),
            benefit=_longest(plain, self._benefits),
            town=_place(plain, code, self._towns),
            elsewhere=_place(plain, code, self._elsewhere),
            postcode=code,
            day=find_day(plain, today),
        )


def _longest(plain: str, candidates: Sequence[tuple[str, re.Pattern[str]]]) -> Optional[str]:
    found = [(len(match[0]), name) for name, pattern in candidates for match in [pattern.search(plain)] if match]
    return max(found)[1] if found else None


def _place(
    plain: str, code: Optional[str], places: Sequence[tuple[str, Sequence[str], re.Pattern[str]]]
) -> Optional[str]:
    for name, postcodes, pattern in places:
        if code in postcodes or pattern.search(plain):
            return name
    return None


def find_day(plain: str, today: date) -> Optional[date]:
    """The day that a spelled text names, from today on; None without one."""
    for name, (month, day) in _NAMED_DAYS.items():
        if name in plain:
            return _coming(today, month, day)
    holiday = _named_holiday(plain, today)
    if holiday:
        return holiday
    numeric = _NUMERIC_DATE.search(plain)
    if numeric:
        return _dated(numeric[1], int(numeric[2]), numeric[3] or numeric[4], today)
    written = _WRITTEN_DATE.search(plain)
    if written:
        return _dated(written[1], _month(written[2]), written[3], today)
    weekday = _WEEKDAY.search(plain)
    if weekday:
        return _next_weekday(today, weekday[2], weekday[1] or "")
    without_greeting = _MORNING.sub("", plain)
    for word, offset in DAYS_OFFSET.items():
        if re.search(rf"\b{word}\b", without_greeting):
            return today + timedelta(days=offset)
    return None


def _named_holiday(plain: str, today: date) -> Optional[date]:
    """The next day of a holiday of Hesse that is named: Fronleichnam, Tag der Deutschen Einheit."""
    return next((day for day, pattern in _coming_holidays(today) if pattern.search(plain)), None)


@lru_cache(maxsize=2)
def _coming_holidays(today: date) -> tuple[tuple[date, re.Pattern[str]], ...]:
    """The holidays of this year and the next from today on, in order, with the pattern that finds their names."""
    coming = [day for year in (today.year, today.year + 1) for day in sorted(holidays_of(year)) if day >= today]
    return tuple((day, re.compile(rf"\b{spelled(holidays_of(day.year)[day])}\b")) for day in coming)


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if spelled(month).startswith(name[:3]))


def _dated(day: str, month: int, year: Optional[str], today: date) -> Optional[date]:
    if year:
        full = int(year) + 2000 if len(year) == 2 else int(year)
        try:
            return date(full, month, int(day))
        except ValueError:
            return None
    return _coming(today, month, int(day))


def _coming(today: date, month: int, day: int) -> Optional[date]:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February, or a day that no year has
            continue
        if found >= today:
            return found
    return None


def _next_weekday(today: date, name: str, said_next: str) -> date:
    names = [spelled(weekday) for weekday in WEEKDAYS]
    position = 5 if name == "sonnabend" else names.index(name)
    if "woche" in said_next:
        return today + timedelta(days=7 - today.weekday() + position)
    ahead = (position - today.weekday()) % 7
    return today + timedelta(days=7 if said_next and not ahead else ahead)
