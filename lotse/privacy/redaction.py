"""Masks personal data in a message. Runs before Rasa and before any log; what it masks is gone for good."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Callable, Iterable, Optional

import yaml

from lotse.privacy.addresses import AddressFinder
from lotse.privacy.county import FileNumber, county_numbers, load_file_numbers
from lotse.privacy.dates import birth_dates
from lotse.privacy.finding import Finder, Finding, Kind, View
from lotse.privacy.ibans import bank_codes, ibans
from lotse.privacy.kept import PUBLIC_NUMBERS, kept_spans
from lotse.privacy.links import links
from lotse.privacy.mails import handles, mails
from lotse.privacy.names import NameFinder, NameModel
from lotse.privacy.numbers import known_numbers, long_numbers
from lotse.privacy.phones import phones, spoken_phones
from lotse.privacy.plates import plates
from lotse.privacy.references import references, secrets
from lotse.privacy.words import load_words

__all__ = ["Kind", "Redactor", "county_redactor", "redact", "use"]

_DIGIT = re.compile(r"\d")


class Redactor:
    """Masks personal data.

    Args:
        file_numbers: the county's own file numbers (see county.load_file_numbers).
        public_numbers: phone numbers of offices, which stay.
        public_streets: addresses of offices, which stay.
        name_model: finds names with a language model (see spacy_names.spacy_names).
        today: tells the day, which tells a birth date from an appointment.
    """

    def __init__(
        self,
        file_numbers: Iterable[FileNumber] = (),
        public_numbers: Iterable[str] = PUBLIC_NUMBERS,
        public_streets: Iterable[str] = (),
        name_model: Optional[NameModel] = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        words = load_words()
        # The order matters: first what has a check digit or a form, at last whatever only has many digits.
        self._always: list[Finder] = [links, mails, handles, secrets, bank_codes, spoken_phones]
        self._numbers: list[Finder] = [
            ibans,
            known_numbers,
            county_numbers(file_numbers),
            references,
            birth_dates(today),
        ]
        self._keep = kept_spans(public_numbers, public_streets)
        self._words: list[Finder] = [AddressFinder(words), NameFinder(words, name_model)]
        self._last: list[Finder] = [plates, long_numbers]

    def redact(self, text: str) -> tuple[str, list[Kind]]:
        """The text with placeholders, and the kinds that were found.

        Goes on until nothing is found any more: what is masked can uncover something beside it. So what was redacted
        once stays as it is when it is redacted again.
        """
        text = unicodedata.normalize("NFC", text)
        kinds: list[Kind] = []
        while True:
            findings = self._find(text)
            if not findings:
                return text, kinds
            kinds += [finding.kind for finding in findings]
            text = _masked(text, findings)

    def _find(self, text: str) -> list[Finding]:
        view = View.of(text)
        findings: list[Finding] = []
        # Most messages have no digit: for them most of the work falls away.
        has_digit = _DIGIT.search(view.plain) is not None
        view = _search(self._always, view, findings)
        if has_digit:
            view = _search(self._numbers, view, findings)
            view = view.keeping(self._keep(view))
            view = _search([phones], view, findings)
        view = _search(self._words, view, findings)
        if has_digit:
            _search(self._last, view, findings)
        return sorted(findings, key=lambda finding: finding.start)


def _search(finders: Iterable[Finder], view: View, findings: list[Finding]) -> View:
    """Adds what the finders find, and returns the view without it. Of overlapping findings the longest counts."""
    for find in finders:
        for finding in sorted(find(view), key=lambda item: item.start - item.end):
            if view.is_open(finding.start, finding.end):
                findings.append(finding)
                view = view.without([finding])
    return view


def _masked(text: str, findings: list[Finding]) -> str:
    for finding in reversed(findings):
        text = text[: finding.start] + finding.kind.value + text[finding.end :]
    return text


def county_redactor(
    data: Path, name_model: Optional[NameModel] = None, today: Callable[[], date] = date.today
) -> Redactor:
    """A redactor with the county's file numbers and offices. Raises PatternError when a pattern is broken."""
    file_numbers = load_file_numbers(data / "county" / "privacy.yml")
    offices = yaml.safe_load((data / "county" / "offices.yml").read_text(encoding="utf-8")) or []
    numbers = [phone["number"] for office in offices for phone in office.get("phones") or []]
    streets = {office["address"]["street"] for office in offices if office.get("address")}
    return Redactor(file_numbers, {*PUBLIC_NUMBERS, *numbers}, streets, name_model, today)


_in_use: Optional[Redactor] = None


def use(redactor: Optional[Redactor]) -> None:
    """Makes `redact` use a redactor, at the start of a process; None: the one without the county's settings."""
    global _in_use
    _in_use = redactor


def redact(text: str) -> tuple[str, list[Kind]]:
    """The text with placeholders, and the kinds that were found."""
    return (_in_use or _without_county()).redact(text)


@lru_cache(maxsize=1)
def _without_county() -> Redactor:
    return Redactor()
