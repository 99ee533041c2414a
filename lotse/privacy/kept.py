"""What must stay although it has many digits: dates of appointments, amounts, times, and numbers of offices."""

from __future__ import annotations

import re
from typing import Callable, Iterable

from lotse.privacy.dates import all_dates
from lotse.privacy.finding import View, either, fold

# Help lines and offices that people are told to call, and the county's switchboard. More come from its offices.yml.
PUBLIC_NUMBERS = (
    *("110", "112", "115", "116 006", "116 016", "116 111", "116 116", "116 117", "116 123"),
    *("0800 1110111", "0800 1110222", "0800 1110333", "0800 1110550", "0800 4555500", "0800 4555530", "0800 5035851"),
    "06192 2010",
)

_UNIT = either(r"""
    € euro eur\b cent\b tsd mio % prozent km\b qm\b m2\b m² kwh\b tage wochen monate jahre stunden std\b
""")
_AMOUNTS = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?:[. ]\d{{3}}){{1,3}}(?:,\d{{1,2}}|,-)?\s?{_UNIT}"
    rf"|(?<![\d.,])(?<!\d )[1-9]\d{{0,8}}(?:,\d{{1,2}}|,-)?\s?{_UNIT}"
    r"|(?:€|euro|eur)\s?[1-9]\d{0,2}(?:[. ]\d{3}){0,3}(?:,\d{1,2})?(?![\d/-])"
)
_TIME = r"(?:[01]?\d|2[0-4])[:.][0-5]\d"
_TIMES = re.compile(
    rf"(?<![\d.,]){_TIME}(?:\s?(?:uhr|h\b))?(?:\s?(?:-|bis|und)\s?{_TIME})?(?:\s?(?:uhr|h\b))?(?![\d.])"
)
# School years, months, spans of years: 2026/27, 09/2026, 08/26 - 07/27.
_SPANS = re.compile(
    r"(?<![\d.,/-])(?:20\d\d\s?[/-]\s?(?:20)?\d\d|(?:0?[1-9]|1[0-2])[/.-](?:20)?[23]\d)(?![\d/])(?!-\d)"
)
# Free and service numbers belong to organisations, never to a person.
_SERVICE_PHONES = re.compile(r"(?<!\d)(?:0800|0180\d?|0137|0900)(?:[ ./-]{0,3}\d){5,9}(?!\d)")
_SEPARATOR = r"[\s()/.-]{0,3}"


def kept_spans(public_numbers: Iterable[str], public_streets: Iterable[str]) -> Callable[[View], list[tuple[int, int]]]:
    """A function that finds what must stay. `public_streets` are addresses of offices, such as "Am Kreishaus 1-5"."""
    patterns = [_numbers_pattern(public_numbers), _SERVICE_PHONES, _AMOUNTS, _TIMES, _SPANS]
    # Without a house number a street is where people live, too.
    streets = [_street_pattern(street) for street in public_streets if street[-1:].isdigit()]

    def find(view: View) -> list[tuple[int, int]]:
        spans = all_dates(view.plain)
        for pattern in patterns + streets:
            spans += [match.span() for match in pattern.finditer(view.plain)]
        return spans

    return find


def _numbers_pattern(numbers: Iterable[str]) -> re.Pattern[str]:
    """The numbers as people write them: other separators, with or without the country's code."""
    patterns = []
    for number in numbers:
        digits = re.sub(r"\D", "", number)
        start = rf"(?:0|(?:\+|00)49{_SEPARATOR}0?)" if digits.startswith("0") else digits[:1]
        patterns.append(_SEPARATOR.join([start, *digits[1:]]))
    # Not a part of something longer: 06192 2010 is the switchboard, 06192 2010-55 is somebody's desk.
    return re.compile(rf"(?<![\d+])(?<!\d[ /-])(?:{'|'.join(patterns)})(?!\d|[/-]\d)")


def _street_pattern(street: str) -> re.Pattern[str]:
    """An office's address, also with only the first of its house numbers: Am Kreishaus 1-5, am kreishaus 1."""
    name, _, numbers = fold(street).rpartition(" ")
    first, _, rest = numbers.partition("-")
    more = rf"(?:\s?-\s?{re.escape(rest)})?" if rest else ""
    return re.compile(rf"\b{re.escape(name)}\s{re.escape(first)}{more}(?![\da-z])")
