"""Word lists of this package: first names, surnames, and words that look like names to the rules but are none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Iterator

from lotse.privacy.finding import fold

_FOLDER = Path(__file__).resolve().parent / "wordlists"
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True)
class Words:
    """Folded words. A word is in a list in each of its spellings: "jurgen" and "juergen" for Jürgen."""

    first_names: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]

    def is_first_name(self, word: str) -> bool:
        """Whether a folded word is a first name; of a double name, its first part counts."""
        return word in self.first_names or ("-" in word and word.split("-")[0] in self.first_names)

    def is_surname(self, word: str) -> bool:
        """Whether a folded word is a surname on the list; of a double name, one part is enough."""
        return word in self.surnames or ("-" in word and any(part in self.surnames for part in word.split("-")))

    def is_common(self, word: str) -> bool:
        """Whether a folded word is an ordinary word of such questions."""
        return word in self.common


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Reads the lists, once."""
    ambiguous = frozenset(_read("ambiguous_names.txt"))
    return Words(
        first_names=frozenset(_read("first_names.txt")) | ambiguous,
        ambiguous=ambiguous,
        surnames=frozenset(_read("surnames.txt")),
        common=frozenset(_read("common_words.txt")),
    )


def _read(name: str) -> Iterator[str]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            for word in line.split():
                yield from spellings(word)


def spellings(word: str) -> set[str]:
    """The folded spellings of a word: with and without the umlauts written out, and with one s for ß or two."""
    lowered = word.lower()
    return {fold(word), fold(lowered.translate(_WRITTEN_OUT)), fold(lowered.replace("ß", "ss"))}
