"""Home addresses: a street with a house number. Postcode and town stay, they are needed and name nobody."""

from __future__ import annotations

import re
from typing import Optional

from lotse.privacy import street_words as streets
from lotse.privacy.finding import Finding, Kind, View, found
from lotse.privacy.words import Words

_LETTER = r"(?:\s?[a-h](?![a-z]))?"
_HOUSE = re.compile(
    rf"(?<![\d§])(?<!\d[.,/:-])\d{{1,3}}(?!\d|\.\d|,\d|:\d|\s?{streets.UNIT}){_LETTER}"
    rf"(?:\s?[-/+]\s?\d{{1,3}}(?!\d|\.\d|,\d|\s?{streets.UNIT}){_LETTER})?(?![\d§a-z])"
)
_NUMBER_WORD = r"(?:nr|nummer|hnr|no|haus|hausnr|hausnummer)"
# The words before it: "Mainzer Str. 12", "gartenweg,12", "Ringstraße Nr. 5", "kirchstr.3".
_STREET_WORDS = re.compile(
    rf"(?P<street>(?:[a-z'.-]{{2,30}}\s|\d{{1,2}}\.\s){{0,5}}(?!{_NUMBER_WORD}\b)[a-z'-]{{2,40}})(?P<gap>[.,]?\s{{0,2}})"
    rf"(?:,?\s?{_NUMBER_WORD}\b\.?\s?(?:nr\.? ?)?)?$"
)
_LONGEST_STREET = 70
_WORD = re.compile(r"\S+")
_ORDINAL = re.compile(r"\.\s?[a-z]")
_POSTCODE = re.compile(r"(?:\s?[,;]\s?|\s[/-]\s|\s)(?:d-?|in )?\d{5}\b")
_CLAUSE_END = re.compile(r"\s?(?:$|[,;.!?)]|in\b|und\b)")
_CUE = re.compile(rf"\b{streets.LIVING}\b[^.?!\d]{{0,40}}$")
_NEAR_CUE = re.compile(rf"\b{streets.LIVING}\b(?:\s(?:ist|lautet|in|auf|an|der|dem|den|die)){{0,4}}[\s:,-]{{0,3}}$")
_NAMED_AFTER = re.compile(rf"(?:{streets.STREET}|platz|allee|park|ufer)$")

_POSTBOX = re.compile(r"\bpostfach\s\d[\d ]{1,8}\d")
# "wohne in der Gartenstraße": the number is missing, but in a village the street is enough.
_NO_NUMBER = re.compile(
    rf"\b{streets.LIVING}\b[^\d.?!,;]{{0,24}}?[\s:]"
    rf"(?P<it>[a-z-]{{2,24}}er\s(?:{streets.STREET}|allee|gasse)"
    rf"|(?:[a-z-]{{2,24}}er\s)?[a-z-]{{3,30}}(?:{streets.STREET}|gasse|allee))(?![a-z\d])"
)

# A word before a house number: where it begins, and the word.
_Placed = tuple[int, str]


class AddressFinder:
    """Finds addresses. `words` tells where the name of a street begins."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __call__(self, view: View) -> list[Finding]:
        """All addresses in the view."""
        plain = view.plain
        findings = []
        for house in _HOUSE.finditer(plain):
            start = self._start(view, house)
            if start is not None:
                findings.append(Finding(Kind.ADDRESS, start, house.end()))
        if "postfach" in plain:
            findings += found(Kind.ADDRESS, _POSTBOX, plain)
        if "str" in plain or "gasse" in plain or "allee" in plain:
            findings += found(Kind.ADDRESS, _NO_NUMBER, plain)
        return findings

    def _start(self, view: View, house: re.Match[str]) -> Optional[int]:
        """Where the street before a house number begins; None when there is no street."""
        first = max(0, house.start() - _LONGEST_STREET)
        match = _STREET_WORDS.search(view.plain[first : house.start()])
        if match is None:
            return None
        words = [(first + match.start("street") + word.start(), word[0]) for word in _WORD.finditer(match["street"])]
        # "schwanger, 19" and "im 2. Lehrjahr": only a clear street stands before a comma or an ordinal.
        counts = "," in match["gap"] or _ORDINAL.match(view.plain, house.end()) is not None
        if counts and not streets.CLEAR.search(words[-1][1]):
            return None
        candidates = (self._street(words), _named_after(words), self._place(view, words, house.end()))
        return next((start for start in candidates if start is not None), None)

    def _street(self, words: list[_Placed]) -> Optional[int]:
        """Gartenstraße, Mainzer Str., Kurt-Schumacher-Allee, Alter Weg."""
        last = words[-1][1]
        clear = streets.CLEAR.search(last)
        ending = clear or streets.VAGUE.search(last)
        # "Anlage 3" belongs to an application, the "Friedrich-Ebert-Anlage 3" is a street.
        if ending is None or (last.endswith("anlage") and "-" not in last):
            return None
        stem = last[: ending.start()].strip("-")
        if len(stem) >= 2:
            no_street = not clear and streets.NO_STREET.fullmatch(stem)
            return None if no_street else _with_prefix(words, len(words) - 1, clear is not None)
        name = self._name_before(words)
        # "mein weg 5 km" has a word before it, too: a vague ending needs one that looks like a street's.
        if name is None or not (clear or words[-2][1].endswith(("er", "-"))):
            return None
        return _with_prefix(words, name, clear is not None)

    def _name_before(self, words: list[_Placed]) -> Optional[int]:
        """Which word begins the name that stands apart from its ending: "kurt schumacher | straße"."""
        first = None
        for position in range(len(words) - 2, max(-1, len(words) - 5), -1):
            word = words[position][1]
            if word in streets.FUNCTION_WORDS or (first is not None and self._words.is_common(word)):
                break
            first = position
        return first

    def _place(self, view: View, words: list[_Placed], end: int) -> Optional[int]:
        """Im Langgewann 3, Alte Bleiche 12: with a cue, with a postcode after it, or at the end of a clause."""
        noun_start, noun = words[-1]
        if len(noun) < 4 or streets.NO_PLACE.fullmatch(noun):
            return None
        start = _place_start(words)
        if start is None:
            name = self._name_before(words)
            start = noun_start if name is None else words[name][0]
            return start if _POSTCODE.match(view.plain, end) or _has_near_cue(view.plain, start, end) else None
        if _POSTCODE.match(view.plain, end) or _CUE.search(view.plain[max(0, start - _LONGEST_STREET) : start]):
            return start
        capital = view.text[noun_start].isupper() and not view.text.isupper()
        at_end = view.plain[end - 1].isalpha() or _CLAUSE_END.match(view.plain, end)
        return start if capital and not self._words.is_common(noun) and at_end else None


def _named_after(words: list[_Placed]) -> Optional[int]:
    """Straße der Republik, Platz der Deutschen Einheit."""
    for position in range(len(words) - 2, -1, -1):
        start, word = words[position]
        follows = words[position + 1][1]
        if _NAMED_AFTER.search(word) and (follows in streets.ARTICLES or follows in streets.PLACES):
            return start
    return None


def _with_prefix(words: list[_Placed], first: int, is_clear: bool) -> int:
    """Where a street's name begins that starts with small words: Am Kirchplatz, An der Bleiche, Untere Hauptstraße."""
    before = [word for _, word in words[:first]]
    if before and (before[-1] in streets.ADJECTIVES or (not is_clear and before[-1] in streets.PREFIXES)):
        return words[first - 1][0]
    if not is_clear and len(before) > 1 and before[-1] in streets.ARTICLES and before[-2] in streets.PREPOSITIONS:
        return words[first - 2][0]
    return words[first][0]


def _place_start(words: list[_Placed]) -> Optional[int]:
    """Where "am", "in der", "alte" begins before the noun; None without it."""
    before = words[:-1][-3:]
    for position, (start, word) in enumerate(before):
        between = [follows for _, follows in before[position + 1 :]]
        is_name = all(follows in streets.ARTICLES or follows not in streets.FUNCTION_WORDS for follows in between)
        if word in streets.PLACES and is_name:
            return start
    return None


def _has_near_cue(plain: str, start: int, end: int) -> bool:
    is_clause = _CLAUSE_END.match(plain, end) is not None
    return is_clause and _NEAR_CUE.search(plain[max(0, start - 40) : start]) is not None
