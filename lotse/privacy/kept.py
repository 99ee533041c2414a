"""What must stay although it has many digits: dates of appointments, amounts, times, and numbers of offices."""
from __future__ import annotations

import re
from typing import Callable, Iterable

from lotse.privacy.dates import all_dates
from lotse.privacy.finding import View

# Help lines and offices that people are told to call. The county's own numbers come from its offices.yml.
PUBLIC_NUMBERS = (
    "110", "112", "115", "116 111", "116 116", "116 117", "116 006", "116 016", "116 123", "0800 1110111", "0800 1110222", "0800 1110333",
    "0800 1110550", "0800 1110111", "0800 4555500", "0800 4555530", "0800 5035851", "0228 713-0", "0721 95910", "06192 2010",
)  # fmt: skip

_UNIT = r"(?:€|euro|eur\b|cent\b|tsd|mio|%|prozent|km\b|qm\b|m2\b|m²|kwh\b|tage|wochen|monate|jahre|stunden|std\b)"
_AMOUNTS = re.compile(
    rf"(?<![\d.,])\d{{1,3}}(?:[. ]\d{{3}}){{1,3}}(?:,\d{{1,2}}|,-)?\s?{_UNIT}"
    rf"|(?<![\d.,])\d{{1,12}}(?:,\d{{1,2}}|,-)?\s?{_UNIT}"
    rf"|{_UNIT}\s?\d{{1,3}}(?:[. ]\d{{3}}){{0,3}}(?:,\d{{1,2}})?(?![\d/-])"
)
_TIMES = re.compile(
    r"(?<![\d.,])(?:[01]?\d|2[0-4])[:.][0-5]\d(?:\s?(?:uhr|h\b))?(?:\s?(?:-|bis|und)\s?(?:[01]?\d|2[0-4])[:.][0-5]\d)?(?:\s?(?:uhr|h\b))?(?![\d.])"
)
# School years, months, spans of years: 2026/27, 09/2026, 08/26 - 07/27.
_SPANS = re.compile(r"(?<![\d.,/-])(?:20\d\d\s?[/-]\s?(?:20)?\d\d|(?:0?[1-9]|1[0-2])[/.-](?:20)?[23]\d)(?![\d/])(?!-\d)")
# Free and service numbers belong to organisations, never to a person.
_SERVICE_PHONES = re.compile(r"(?<!\d)(?:0800|0180\d?|0137|0900)(?:[ ./-]{0,3}\d){5,9}(?!\d)")
_SEPARATOR = r"[\s()/.-]{0,3}"


def kept_spans(public_numbers: Iterable[str]) -> Callable[[View], list[tuple[int, int]]]:
    """A function that finds what must stay."""
    phones = _any_of(public_numbers)

    def find(view: View) -> list[tuple[int, int]]:
        plain = view.plain
        spans = all_dates(plain)
        for pattern in (phones, _SERVICE_PHONES, _AMOUNTS, _TIMES, _SPANS):
            spans += [match.span() for match in pattern.finditer(plain)]
        return spans

    return find


def _any_of(numbers: Iterable[str]) -> re.Pattern[str]:
    """The numbers as people write them: other separators, with or without the country's code."""
    patterns = []
    for number in numbers:
        digits = re.sub(r"\D", "", number)
        start = rf"(?:0|(?:\+|00)49{_SEPARATOR}0?)" if digits.startswith("0") else digits[:1]
        patterns.append(_SEPARATOR.join([start, *digits[1:]]))
    # Not a part of something longer: 06192 2010 is the switchboard, 06192 2010-55 is somebody's desk.
    return re.compile(rf"(?<![\d+])(?<!\d[ /-])(?:{'|'.join(patterns)})(?!\d|[/-]\d)")
