"""Writes a message the way the classifier knows it. Used alike for training and for serving.

People type "Jobcenterrr wann offn???", "fuer" and "für", "Hartz IV" and "Bürgergeld". What means the same should look
the same.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Iterable, Mapping, Sequence

_SPELLING = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "’": "'", "–": "-", "—": "-", "„": '"', "“": '"'}
)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_WORD = re.compile(r"\[[\w-]+\]|\w+(?:-\w+)*|[?!]+|:\)|:\(")
_GENDERED = re.compile(r"(?<=\w)[:*_/](?=in(?:nen)?\b)")

ABBREVIATIONS = {
    "jc": "jobcenter",
    "whg": "wohnung",
    "zb": "zum beispiel",
    "u": "und",
    "vllt": "vielleicht",
    "evtl": "eventuell",
    "ka": "keine ahnung",
    "kp": "kein plan",
    "bzgl": "bezueglich",
    "mtl": "monatlich",
    "mon": "monat",
    "tel": "telefon",
    "telnr": "telefonnummer",
    "nr": "nummer",
    "str": "strasse",
    "fsj": "fsj freiwilligendienst",
    "bfd": "bfd freiwilligendienst",
    "uni": "uni studium",
    "azubi": "azubi ausbildung",
    "kv": "krankenversicherung",
    "kk": "krankenkasse",
    "ag": "arbeitgeber",
    "sb": "sachbearbeiter",
    "nk": "nebenkosten",
    "hg": "hausgeld",
    "eur": "euro",
    "iwie": "irgendwie",
    "iwann": "irgendwann",
    "grad": "gerade",
    "ausm": "aus dem",
    "aufm": "auf dem",
    "hab": "habe",
    "hatt": "hatte",
    "krieg": "kriege",
    "bekomm": "bekomme",
    "ned": "nicht",
    "net": "nicht",
    "nich": "nicht",
    "nen": "einen",
    "ne": "eine",
    "n": "ein",
    "is": "ist",
}


def spelled(text: str) -> str:
    """Lower case, umlauts written out, no letter thrice in a row, no gender signs. Numbers stay as they are."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_SPELLING)
    return _REPEATED.sub(r"\1\1", _GENDERED.sub("", text))


def with_umlauts(word: str) -> str:
    """A spelled word with umlauts again: the stemmer and the encoder know words as people write them."""
    return word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")


def words(text: str) -> list[str]:
    """The words of a spelled text; a placeholder such as [IBAN] is one word."""
    return _WORD.findall(text)


# With so many words beside it, a placeholder is not what the message is about.
WORDS_OF_A_CONCERN = 4


def without_placeholders(found: list[str]) -> list[str]:
    """The words of a message without [IBAN] and the like, unless it holds little else."""
    own = [word for word in found if not word.startswith("[")]
    return own if len(own) >= WORDS_OF_A_CONCERN else found


class Normaliser:
    """Spelling, abbreviations and the words of the glossary.

    `aliases` maps what people say to the official word; both stay, so that nothing that was written gets lost.
    """

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._aliases = {tuple(words(spelled(said))): words(spelled(official)) for said, official in aliases.items()}
        self._longest = max((len(said) for said in self._aliases), default=0)

    def __call__(self, text: str) -> list[str]:
        """The words of a message, ready for the classifier."""
        typed = without_placeholders(words(spelled(text)))
        plain = [part for word in typed for part in ABBREVIATIONS.get(word, word).split()]
        return self._with_official_words(plain)

    def _with_official_words(self, plain: list[str]) -> list[str]:
        found: list[str] = []
        position = 0
        while position < len(plain):
            length = self._alias_at(plain, position)
            if length:
                said = tuple(plain[position : position + length])
                found += [*said, *self._aliases[said]]
                position += length
            else:
                found.append(plain[position])
                position += 1
        return found

    def _alias_at(self, plain: list[str], position: int) -> int:
        for length in range(min(self._longest, len(plain) - position), 0, -1):
            if tuple(plain[position : position + length]) in self._aliases:
                return length
        return 0


def aliases_of(glossary: Iterable[tuple[str, Sequence[str]]]) -> dict[str, str]:
    """The glossary as said → official."""
    return {said: official for official, all_said in glossary for said in all_said}
