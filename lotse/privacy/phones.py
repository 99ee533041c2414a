"""Phone numbers: those that are valid, and what follows a word such as "Handy" even if a digit is missing."""

from __future__ import annotations

import re

import phonenumbers

from lotse.privacy.finding import Finding, Kind, View, either, found

_GAP = r"[ ()/.-]{0,3}"
# The library is thorough and slow: it is asked only where there are digits enough.
_ENOUGH_DIGITS = re.compile(rf"\d(?:{_GAP}\d){{5}}")
_NUMBER_WORD = r"(?:nummer|numer|nr)"
_CUE = (
    r"\b"
    + either(rf"""
    tel(?:efon)? (?:tel(?:efon)?|handy|mobil|festnetz|ruf|fax|rue?ckruf)[\s.-]?{_NUMBER_WORD}
    (?:meine|unsere|ihre|seine|deine)\s{_NUMBER_WORD} fon phone festnetz handy mobile? cell whats\s?app wa
    signal fax rue?ckruf durchwahl erreich(?:bar|en) anrufen anruf ru(?:ft|fen|f)
""")
    + r"\b"
)
_AFTER_CUE = re.compile(
    rf"{_CUE}(?:[^\d+.!?]{{0,24}}|[.:\s]{{0,4}})(?<![\d§])(?P<it>\+?\(?\d(?:{_GAP}\d){{5,14}})(?!\d)"
)
# A leading zero or a country's code, and as many digits as a phone number has.
_TRUNK = re.compile(
    rf"(?<![\d.,/+])(?<!\d[ -])(?:\+\s?\d{{1,2}}|00\s?[1-9]\d|\(?0[1-9])(?:{_GAP}\d){{5,13}}(?!\d|[.,]\d)"
)
_WORD_DIGIT = r"(?:null|eins?|zwei|zwo|drei|vier|fue?nf|sechs|sieben|acht|neun)"
_SPELLED_OUT = re.compile(rf"\b{_WORD_DIGIT}(?:[ ,.-]{{0,3}}{_WORD_DIGIT}){{6,15}}\b")


def phones(view: View) -> list[Finding]:
    """Phone numbers of persons. Those of offices are hidden before (see kept.py)."""
    plain = view.plain
    if not _ENOUGH_DIGITS.search(plain):
        return []
    # Matched on the folded text: its digits and signs are plain ones. Letters around a number hinder the library.
    matches = phonenumbers.PhoneNumberMatcher(_without_glue(plain), "DE", leniency=phonenumbers.Leniency.VALID)
    findings = [Finding(Kind.PHONE, match.start, match.end) for match in matches]
    findings += found(Kind.PHONE, _AFTER_CUE, plain) + found(Kind.PHONE, _TRUNK, plain)
    return [_without_bracket(plain, finding) for finding in findings]


def spoken_phones(view: View) -> list[Finding]:
    """Numbers in words, as people write them to get past a filter."""
    return found(Kind.PHONE, _SPELLED_OUT, view.plain) if "null" in view.plain or "eins" in view.plain else []


def _without_bracket(plain: str, finding: Finding) -> Finding:
    """A bracket that opens before the number and closes after it is not a part of it: "(069 90009123)"."""
    number = plain[finding.start : finding.end]
    is_open = number.startswith("(") and number.count("(") > number.count(")")
    return Finding(finding.kind, finding.start + 1, finding.end) if is_open else finding


def _without_glue(text: str) -> str:
    """Letters that touch a digit become blanks: "tel0691234567ab" is typed, too."""
    return re.sub(r"[a-z](?=[+(]?\d)|(?<=\d)[a-z]", " ", text)
