"""Masks personal data in a message. Runs before Rasa and before any log; what it masks is gone for good."""
from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

import phonenumbers
from stdnum import iban


class Kind(str, Enum):
    """What was masked; the value is the placeholder that takes its place."""

    EMAIL = "[E-Mail]"
    IBAN = "[IBAN]"
    PHONE = "[Telefon]"


@dataclass(frozen=True)
class Finding:
    """A piece of personal data: its kind and its place in the text."""

    kind: Kind
    start: int
    end: int


_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}(?:[\s.-]?[A-Z0-9]){11,30}", re.IGNORECASE)


def redact(text: str) -> tuple[str, list[Kind]]:
    """The text with placeholders, and the kinds that were found."""
    findings: list[Finding] = []
    for find in (_emails, _ibans, _phones):
        findings += [finding for finding in find(text) if not _overlaps(finding, findings)]
    masked = text
    for finding in sorted(findings, key=lambda item: item.start, reverse=True):
        masked = masked[: finding.start] + finding.kind.value + masked[finding.end :]
    return masked, [finding.kind for finding in findings]


def _emails(text: str) -> list[Finding]:
    return [Finding(Kind.EMAIL, match.start(), match.end()) for match in _EMAIL.finditer(text)]


def _ibans(text: str) -> list[Finding]:
    found = []
    for match in _IBAN.finditer(text):
        end = _valid_iban_end(match[0])
        if end:
            found.append(Finding(Kind.IBAN, match.start(), match.start() + end))
    return found


def _valid_iban_end(candidate: str) -> int:
    """Where a valid IBAN at the start of the candidate ends; 0 without one. Words may follow without a gap."""
    for end in range(len(candidate), 14, -1):
        if candidate[end - 1].isalnum() and iban.is_valid(re.sub(r"[^A-Za-z0-9]", "", candidate[:end])):
            return end
    return 0


def _phones(text: str) -> list[Finding]:
    matches = phonenumbers.PhoneNumberMatcher(text, "DE", leniency=phonenumbers.Leniency.VALID)
    return [Finding(Kind.PHONE, match.start, match.end) for match in matches]


def _overlaps(finding: Finding, others: list[Finding]) -> bool:
    return any(finding.start < other.end and other.start < finding.end for other in others)
