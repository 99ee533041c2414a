"""What a finder looks at, and what it reports. Finders are pure functions: they see a view and return findings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import Callable, Iterable


class Kind(str, Enum):
    """What was masked; the value is the placeholder that takes its place."""

    EMAIL = "[E-Mail]"
    LINK = "[Link]"
    IBAN = "[IBAN]"
    NUMBER = "[Nummer]"
    DATE = "[Datum]"
    PHONE = "[Telefon]"
    ADDRESS = "[Adresse]"
    NAME = "[Name]"
    PLATE = "[Kennzeichen]"


@dataclass(frozen=True)
class Finding:
    """A piece of personal data: its kind and its place in the text."""

    kind: Kind
    start: int
    end: int


# What is already masked is blanked with a character of the private use area, one for each kind, so that no later finder
# can touch it, and offsets stay. A finder may still ask what stood there.
_BLANKS = {kind: chr(0xE000 + number) for number, kind in enumerate(Kind)}
NAME_BLANK = _BLANKS[Kind.NAME]
KEPT_BLANK = "\ue0ff"
BLANK = "[\ue000-\ue0ff]"

_PLACEHOLDER = re.compile("|".join(re.escape(kind.value) for kind in Kind))
_ANY_BLANK = re.compile(BLANK)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
# Characters that only change how a text looks, and blanks and dashes of every width.
_LOOKS = str.maketrans(
    {
        **dict.fromkeys(map(chr, range(0xE000, 0xE100)), " "),
        **dict.fromkeys("\u00a0\u00ad\u200b\u200c\u200d\u2060\u2007\u2009\u202f\ufeff", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        "\uff0f": "/",
        "\u2215": "/",
        "\uff20": "@",
        "\uff0b": "+",
        "\u2019": "'",
        "\uff0e": ".",
    }
)


def _base_letter(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0]


_SPECIAL_LETTERS = {"ß": "s", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "a", "œ": "o", "ð": "d", "þ": "t"}
_FOLD = str.maketrans({**{chr(code): _base_letter(chr(code)) for code in range(0xC0, 0x180)}, **_SPECIAL_LETTERS})


def fold(text: str) -> str:
    """Lower case and without accents, of the same length: "Straße" is "strase", "Jürgen" is "jurgen"."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a Turkish İ becomes two characters
        lowered = "".join(character.lower()[0] for character in text)
    return lowered.translate(_FOLD)


@dataclass(frozen=True)
class View:
    """A message as the finders see it: as written, and folded. Both have the same length as the message."""

    text: str
    plain: str

    @classmethod
    def of(cls, message: str) -> View:
        """The view of a message. Placeholders that it already has are blanked."""
        text = message
        if not text.isascii():
            text = _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text.translate(_LOOKS))
        if "[" in text:
            text = _PLACEHOLDER.sub(lambda match: _BLANKS[Kind(match[0])] * len(match[0]), text)
        return cls(text, fold(text))

    def without(self, findings: Iterable[Finding]) -> View:
        """The view with findings blanked, for the finders that come later."""
        view = self
        for finding in findings:
            view = view._blanked(finding.start, finding.end, _BLANKS[finding.kind])
        return view

    def keeping(self, spans: Iterable[tuple[int, int]]) -> View:
        """The view with spans hidden that must stay in the message."""
        view = self
        for start, end in spans:
            view = view._blanked(start, end, KEPT_BLANK)
        return view

    def is_open(self, start: int, end: int) -> bool:
        """Whether a span holds something, and nothing in it was found before."""
        return start < end and _ANY_BLANK.search(self.text, start, end) is None

    def _blanked(self, start: int, end: int, blank: str) -> View:
        hole = blank * (end - start)
        return View(self.text[:start] + hole + self.text[end:], self.plain[:start] + hole + self.plain[end:])


Finder = Callable[[View], Iterable[Finding]]


def either(alternatives: str) -> str:
    """A pattern for one of several words or patterns, which blanks separate."""
    return "(?:" + "|".join(alternatives.split()) + ")"


def word_set(words: str) -> frozenset[str]:
    """A set of words, which blanks separate."""
    return frozenset(words.split())


def found(kind: Kind, pattern: re.Pattern[str], text: str) -> list[Finding]:
    """Every match of a pattern, as findings of a kind. A group named "it" narrows the finding."""
    narrow = "it" in pattern.groupindex
    spans = [match.span("it") if narrow else match.span() for match in pattern.finditer(text)]
    return [Finding(kind, start, end) for start, end in spans if start < end]
