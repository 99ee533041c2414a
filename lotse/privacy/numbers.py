"""Numbers that their form or check digit gives away, and the last net: long digit runs."""

from __future__ import annotations

import re
from typing import Callable

from stdnum.de import idnr

from lotse.privacy.checksums import is_health_number, is_pension_number
from lotse.privacy.finding import Finding, Kind, View, found

_GAP = r"[ ./_-]{0,3}"
_START = r"(?<![a-z0-9])"
_END = r"(?![a-z0-9])"


def _digits(count: int) -> str:
    return rf"\d(?:{_GAP}\d){{{count - 1}}}"


# Month and day keep an ordinary date apart: "am 01.10.2026 u 450 Euro" has the same form.
_PENSION = rf"\d\d{_GAP}[0-8]\d{_GAP}(?:0\d|1[0-2]){_GAP}\d\d{_GAP}[a-z]{_GAP}{_digits(3)}"

# The form says enough: these are masked with a wrong check digit, too. A mistyped number is still somebody's number.
_FORMS = [
    # Rentenversicherungsnummer: 15 070649 C 103. It holds a birth date.
    re.compile(rf"{_START}{_PENSION}{_END}"),
    # Nummer der Bedarfsgemeinschaft: 43802//BG0012345
    re.compile(rf"(?<!\d)\d{{3,6}}{_GAP}bg{_GAP}\d{{4,9}}(?!\d)"),
    re.compile(rf"{_START}bg{_GAP}\d{{6,8}}{_END}"),
    # Kundennummer of the Bundesagentur: 123A456789
    re.compile(rf"{_START}\d{{3}}[ ./-]{{0,2}}[a-z][ ./-]{{0,2}}\d(?:[ .-]?\d){{5}}{_END}"),
    # Kindergeldnummer: 123FK456789
    re.compile(rf"{_START}\d{{3}}{_GAP}f{_GAP}k{_GAP}{_digits(6)}{_END}"),
    # Krankenversichertennummer and others of one letter and many digits: A123456789
    re.compile(rf"{_START}[a-z]{{1,2}}\d{{6,12}}[a-z]?{_END}"),
    # Ausweis, Reisepass, Aufenthaltstitel: nine characters without vowels, at least three digits; check digit, D.
    re.compile(rf"{_START}(?=(?:[a-z]{{0,6}}\d){{3}})[cfghjklmnprtvwxyz][cfghjklmnprtvwxyz0-9]{{8}}\d?d?{_END}"),
    # The lines for machines on an identity card: T220001293D<<6408125
    re.compile(r"(?<![a-z0-9<])[a-z0-9<]{5,44}<<[a-z0-9<]{5,44}"),
]
# Groups of digits say little: only the check digit tells such a number from amounts and years.
_CHECKED: list[tuple[re.Pattern[str], Callable[[str], bool]]] = [
    (re.compile(rf"(?<!\d){_digits(11)}(?!\d)"), idnr.is_valid),
    (re.compile(rf"{_START}[a-z]{_GAP}{_digits(9)}(?!\d)"), is_health_number),
    (re.compile(rf"(?<!\d){_PENSION}(?!\d)"), is_pension_number),
]

_LONG_RUN = re.compile(r"(?<![a-z])[a-z]{0,6}\d{8,}[a-z0-9]*|(?<=[a-z])\d{8,}[a-z0-9]*")
# A code of letters and digits, such as 12AB34CD56.
_MIXED = re.compile(r"(?<![a-z0-9])(?=[a-z]*\d+[a-z])(?=(?:[a-z]{0,9}\d){6})[a-z0-9]{8,40}(?![a-z0-9])")
_GROUPS = re.compile(r"(?<![\d.,])\d+(?: ?[ ./_-] ?\d+)+(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FEWEST_IN_GROUPS = 9
# With a slash, as in 123/45678, one digit less is enough.
_FEWEST_WITH_SLASH = 8


def known_numbers(view: View) -> list[Finding]:
    """Numbers of insurers, tax offices, benefit offices and identity cards."""
    findings = []
    for pattern, is_valid in _CHECKED:
        for match in pattern.finditer(view.plain):
            if is_valid(re.sub(r"[^a-z0-9]", "", match[0])):
                findings.append(Finding(Kind.NUMBER, *match.span()))
    for pattern in _FORMS:
        findings += found(Kind.NUMBER, pattern, view.plain)
    return findings


def long_numbers(view: View) -> list[Finding]:
    """Whatever else has many digits and is neither a row of years nor an amount."""
    findings = found(Kind.NUMBER, _LONG_RUN, view.plain) + found(Kind.NUMBER, _MIXED, view.plain)
    findings += [Finding(Kind.NUMBER, *match.span()) for match in _GROUPS.finditer(view.plain) if _is_number(match[0])]
    return findings


def _is_number(text: str) -> bool:
    groups = re.findall(r"\d+", text)
    total = sum(map(len, groups))
    if all(_YEAR.fullmatch(group) for group in groups):
        return False
    return total >= _FEWEST_IN_GROUPS or (total >= _FEWEST_WITH_SLASH and "/" in text and min(map(len, groups)) >= 3)
