"""Birth dates. Other dates stay: an appointment or the begin of a contract is part of the question."""

from __future__ import annotations

import re
from datetime import date
from typing import Callable, Iterator, NamedTuple, Optional

from lotse.privacy.finding import NAME_BLANK, Finding, Kind, View

# A date this many years ago is taken for a birth date without a cue.
YEARS_BACK = 10

_MONTH_WORD = (
    r"(?:jan(?:uar|ner)?|feb(?:ruar)?|mae?rz|mrz|apr(?:il)?|mai|jun[io]?|jul[iy]?|aug(?:ust)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)\b\.?"
)
_FREE = r"(?<![\d.,/-])"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19\d\d|20\d\d|'?\d\d(?!\s?(?:uhr|h\b|euro|eur|€)|[:.]\d))"
_BREAK = r"\s?[./-]\s?"
_DATES = re.compile(
    rf"{_FREE}{_DAY}(?:{_BREAK}{_MONTH}(?:{_BREAK}(?P<numeric>{_YEAR})|\.)"
    rf"|\s{_MONTH}\s(?P<spaced>19\d\d|20[0-4]\d)"
    rf"|\s?\.?\s?{_MONTH_WORD}(?:\s?,?\s?(?P<worded>{_YEAR}))?)(?!\d)"
    rf"|{_FREE}(?P<iso>19\d\d|20\d\d){_BREAK}(?:0[1-9]|1[0-2]){_BREAK}(?:0[1-9]|[12]\d|3[01])(?!\d)"
)
# Without any separator it is a date only after a cue, else a number.
_COMPACT = re.compile(r"(?<![\d.,/-])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?P<year>19\d\d|20\d\d|\d\d)(?!\d)")

_CUE = (
    r"(?:gebo(?:ren|rn|hren|rene?r?)|geb\.|geb(?:urts|urt|rts)?[ .-]{0,2}(?:datum|dat|tag|tags)s?|wurde geb|birthday"
    r"|bday|date of birth|birth ?date|born|(?:zur|auf die) welt)"
)
_BEFORE = re.compile(rf"(?<![a-z]){_CUE}(?![a-z])(?P<between>\.?[^\d.?!]{{0,40}})$")
# "geb" alone is also "ich geb den Antrag am 3.12. ab".
_SHORT_BEFORE = re.compile(r"(?<!ich )(?<!wir )(?<![a-z])geb[ .:]{0,3}(?:am )?$")
_STAR_BEFORE = re.compile(r"(?:^|[\s(])\*\s?$")
_CHILD_BEFORE = re.compile(r"\b(?:kind(?:er)?|sohn|tochter|toe?chter)\s?[(:]\s?$")
_AFTER = re.compile(rf"[^\d.?!,;]{{0,20}}\b{_CUE}(?![a-z])|\)?\s?\(?(?:geb|geburtsdatum)\b")
_OTHER_MEANING = re.compile(r"\b(?:termin|antrag|einladung|seit|ab|bis|zum|frist|bescheid)\b")
# The next one in a row: "geboren 3.5.2019 und 4.6.2021".
_ROW = re.compile(
    rf"\s?(?:,|;|/|&|\+|und|u\.?)?\s?(?:(?!(?:seit|ab|bis|zum|vom|termin)\b)\w{{2,14}}|{NAME_BLANK}+)?\s?(?:am|:|\(|,|-|\*)?\s?$"
)
_NAME_BEFORE = re.compile(rf"{NAME_BLANK}[\s,:(*-]{{1,3}}$")
_TITLE_BEFORE = re.compile(rf"\b(?:frau|herrn?|fr\.?|hr\.?|dr\.?|bei|mit|von)\s{NAME_BLANK}+[\s,:(*-]{{1,3}}$")
_CONTEXT = 64


class _Day(NamedTuple):
    """A date in the text. `year` is None where the text has none, or none that is sure."""

    start: int
    end: int
    year: Optional[int]


def birth_dates(today: Callable[[], date]) -> Callable[[View], list[Finding]]:
    """A finder of birth dates: with a cue, or so long ago that nothing else is meant."""

    def find(view: View) -> list[Finding]:
        this_year = today().year
        findings: list[Finding] = []
        for day in _days(view.plain, this_year):
            if _is_birth_date(view.plain, day, this_year, findings):
                findings.append(Finding(Kind.DATE, day.start, day.end))
        for match in _COMPACT.finditer(view.plain):
            if _has_cue(view.plain, match.start(), match.end()):
                findings.append(Finding(Kind.DATE, *match.span()))
        return findings

    return find


def all_dates(plain: str) -> list[tuple[int, int]]:
    """Where dates stand, so that nobody takes them for numbers."""
    return [match.span() for match in _DATES.finditer(plain)]


def _days(plain: str, this_year: int) -> Iterator[_Day]:
    for match in _DATES.finditer(plain):
        written = match["numeric"] or match["spaced"] or match["worded"] or match["iso"]
        year = _full_year(written, this_year) if written else None
        # "am 3. Mai 10" may go on with "Personen": a short year after a blank is not sure.
        if written and len(written) == 2 and year is not None and year >= 2000 and " " in match[0]:
            year = None
        yield _Day(match.start(), match.end(), year)


def _full_year(written: str, this_year: int) -> int:
    digits = written.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    # "27" may be next year; "31" is nobody's appointment yet.
    century = 2000 if 2000 + int(digits) <= this_year + 3 else 1900
    return century + int(digits)


def _is_birth_date(plain: str, day: _Day, this_year: int, before: list[Finding]) -> bool:
    if day.year is not None and day.year <= this_year - YEARS_BACK:
        return True
    if _has_cue(plain, day.start, day.end):
        return True
    if day.year is None or day.year > this_year:
        return False
    if before and _ROW.match(plain[before[-1].end : day.start]):
        return True
    head = plain[max(0, day.start - _CONTEXT) : day.start]
    if _CHILD_BEFORE.search(head):
        return True
    return _NAME_BEFORE.search(head) is not None and _TITLE_BEFORE.search(head) is None


def _has_cue(plain: str, start: int, end: int) -> bool:
    head = plain[max(0, start - _CONTEXT) : start]
    cue = _BEFORE.search(head)
    if cue and not _OTHER_MEANING.search(cue["between"]):
        return True
    if _SHORT_BEFORE.search(head) or _STAR_BEFORE.search(head):
        return True
    return _AFTER.match(plain, end) is not None
