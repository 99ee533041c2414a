"""E-mail addresses, also as people disguise or mistype them, and handles of social networks."""

from __future__ import annotations

import re

from lotse.privacy.finding import Finding, Kind, View, found

_TLD = r"(?:de|com|net|org|eu|at|ch|info|online|me|fr|it|uk|tr|ua|ru|pl|ro|bg|es|nl|edu|gov|email|live|biz)(?![\w-])"
_DOT = r"(?:\s?[.,]\s?|\s?[(\[]?(?:punkt|pkt|dot)[)\]]?\s?)"
_LOCAL = r"(?<![\w.+%-])\w[\w.+%-]*"
_SPOKEN_LOCAL = rf"{_LOCAL}(?:\s(?:punkt|dot|minus|bindestrich|unterstrich)\s\w+){{0,3}}"
# The first known ending ends the address: in "a@b.de.Danke" the thanks stay.
_DOMAIN = rf"[\w-]+(?:\.[\w-]+){{0,4}}?{_DOT}{_TLD}"
_AT = r"(?:@|[(\[{<]\s?(?:at|aet|@|klammeraffe)\s?[)\]}>])"

_TIGHT = re.compile(rf"{_LOCAL}@(?:{_DOMAIN}|[\w-]+(?:\.[\w-]+){{0,4}})")
_LOOSE = re.compile(rf"{_SPOKEN_LOCAL}\s?{_AT}\s?(?:{_DOMAIN}|[\w-]+(?:\.[\w-]+){{1,4}})")
_SPOKEN = re.compile(rf"{_SPOKEN_LOCAL}\s(?:at|aet|klammeraffe)\s{_DOMAIN}")
# Letter by letter: "m u s t e r @ example.org".
_SPACED = re.compile(rf"(?<!\w)(?:[\w.]\s){{2,40}}{_AT}\s?(?:(?:[\w-]\s?){{1,40}}{_DOT})(?:{_TLD}|d\se(?!\w))")
_HANDLE = re.compile(r"(?<![\w.@])@(?=[\w.]*[a-z])\w[\w.]{1,28}\w")


def mails(view: View) -> list[Finding]:
    """E-mail addresses."""
    plain = view.plain
    findings: list[Finding] = []
    if "@" in plain:
        findings += found(Kind.EMAIL, _TIGHT, plain)
    if "@" in plain or "at" in plain or "aet" in plain or "klammeraffe" in plain:
        findings += found(Kind.EMAIL, _LOOSE, plain)
        findings += found(Kind.EMAIL, _SPACED, plain)
        findings += found(Kind.EMAIL, _SPOKEN, plain)
    return findings


def handles(view: View) -> list[Finding]:
    """Names in social networks, such as @lena_xyz."""
    return found(Kind.NAME, _HANDLE, view.plain) if "@" in view.plain else []
