"""Number plates. "SGB II 22" looks like one, too: where no hyphen tells, the district must be known."""

from __future__ import annotations

import re

from lotse.privacy.finding import Finding, Kind, View, either, found

_TAIL = r"[a-z]{1,2}[ -]?[1-9]\d{0,3}[eh]?(?![a-z0-9]|\.\d)"
_HYPHEN = re.compile(rf"(?<![a-z0-9-])(?!(?:sgb|alg|kdu|bg|eu|hlu|but|abs|nr)-)[a-z]{{1,3}}-{_TAIL}")
# Districts around the county, and the largest cities.
_DISTRICT = either("""
    MTK F WI HG MZ GG OF DA RÜD RUD FB LM MKK DI ERB HP LDK MR VB FD KS USI GN HU SLÜ SWA
    B M K D S HH HB H HL N L DD E DO DU BO W BN MS KA MA HD LU A WÜ AB KO
""")
_KNOWN = re.compile(rf"(?<![A-Za-z0-9-]){_DISTRICT}[ :][A-Z]{{1,2}}[ -]?[1-9]\d{{0,3}}[EH]?(?![A-Za-z0-9]|\.\d)")
_CUE = re.compile(
    r"\b(?:(?:kfz-?)?kennzeichen|nummernschild|kfz|auto|wagen|pkw)\b[\s:]{1,3}(?:ist |lautet |hat |mit |war ){0,2}"
    rf"(?P<it>[a-z]{{1,3}}[ -]?{_TAIL})"
)
_CUE_AFTER = re.compile(
    rf"(?<![a-z0-9-])(?P<it>[a-z]{{1,3}}[ -]?{_TAIL})"
    r" (?:ist |lautet |war )(?:mein |unser |sein |ihr |das |der )?(?:kfz-?)?(?:kennzeichen|nummernschild)\b"
)


def plates(view: View) -> list[Finding]:
    """Number plates of cars."""
    return [
        *found(Kind.PLATE, _HYPHEN, view.plain),
        *found(Kind.PLATE, _KNOWN, view.text),
        *found(Kind.PLATE, _CUE, view.plain),
        *found(Kind.PLATE, _CUE_AFTER, view.plain),
    ]
