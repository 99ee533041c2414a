"""Bank accounts. A valid IBAN of any country, a German one also when it is mistyped, and account numbers with a cue."""

from __future__ import annotations

import re
from typing import Optional

from stdnum import iban

from lotse.privacy.finding import Finding, Kind, View, found

_GAP = r"[ ./-]{0,2}"
_CANDIDATE = re.compile(rf"(?<![a-z0-9])[a-z]{{2}}{_GAP}\d{_GAP}\d(?:{_GAP}[a-z0-9]){{11,30}}")
_AFTER_CUE = re.compile(rf"\biban[a-z]{{0,7}}\W{{1,3}}(?P<it>[a-z]{{2}}{_GAP}\d(?:{_GAP}\d){{11,22}})")
# People mistype an account number, and it is still somebody's account.
_GERMAN = re.compile(rf"(?<![a-z])de{_GAP}\d(?:{_GAP}\d){{14,21}}(?!\d)")
_BIC = re.compile(r"\b(?:bic|swift)[ :.-]{1,4}(?:ist |code |lautet )?(?P<it>[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)\b")
_SHORTEST = 15


def ibans(view: View) -> list[Finding]:
    """Account numbers."""
    plain = view.plain
    findings = []
    for match in _CANDIDATE.finditer(plain):
        end = _valid_end(match[0])
        if end:
            findings.append(Finding(Kind.IBAN, match.start(), match.start() + end))
    findings += found(Kind.IBAN, _GERMAN, plain)
    findings += found(Kind.IBAN, _AFTER_CUE, plain)
    return findings


def bank_codes(view: View) -> list[Finding]:
    """The code of the bank, after its name; it needs no digit."""
    return found(Kind.NUMBER, _BIC, view.plain) if "bic" in view.plain or "swift" in view.plain else []


def _valid_end(candidate: str) -> Optional[int]:
    """Where a valid IBAN at the start of the candidate ends; None without one. Words may follow without a gap."""
    if sum(character.isdigit() for character in candidate) < 10:
        return None
    for end in range(len(candidate), _SHORTEST - 1, -1):
        number = re.sub(r"[^a-z0-9]", "", candidate[:end])
        if candidate[end - 1].isalnum() and iban.is_valid(number, check_country=False):
            return end
    return None
