"""Mistyped words, put right by the words that the examples use; and how many words of a message they never use.

A word counts as mistyped when no example has it and one of their words is a single slip away: a letter left out,
added, changed, or two swapped. A dictionary would know more words, but not "bürgergeld", "jobcenter" or "u25".
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Collection, Iterator, Mapping

SHORTEST = 4
# Up to this share of unknown words a message is as good as any: everyone names something that no example has.
STRANGE_FROM = 0.25


class Spelling:
    """Puts mistyped words right. `common` tells how common each known word is; the most common one wins."""

    def __init__(self, common: Mapping[str, float]) -> None:
        self._common = {word: often for word, often in common.items() if word.isalpha()}
        self._known = frozenset(common)
        self._without_a_letter: dict[str, list[str]] = defaultdict(list)
        for word in self._common:
            if len(word) >= SHORTEST - 1:
                for shorter in _without_a_letter(word):
                    self._without_a_letter[shorter].append(word)
        self._right = lru_cache(maxsize=5_000)(self._find)

    def __call__(self, words: list[str]) -> list[str]:
        """The words, each as it was probably meant."""
        known = self._known
        return [word if word in known else self._right(word) for word in words]

    def _find(self, word: str) -> str:
        if len(word) < SHORTEST or not word.isalpha():
            return word
        # People rarely mistype the first letter.
        return max(set(self._near(word)), key=lambda near: (near[0] == word[0], self._common[near]), default=word)

    def _near(self, word: str) -> Iterator[str]:
        yield from self._without_a_letter.get(word, ())
        for shorter in _without_a_letter(word):
            if shorter in self._common and len(shorter) >= SHORTEST - 1:
                yield shorter
            yield from (near for near in self._without_a_letter.get(shorter, ()) if _one_slip(word, near))


def _without_a_letter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _one_slip(word: str, near: str) -> bool:
    """Whether two words of the same length differ in one letter, or in two neighbours that are swapped."""
    different = [at for at in range(len(word)) if word[at] != near[at]]
    if len(different) == 1:
        return True
    if len(different) != 2 or different[1] != different[0] + 1:
        return False
    first, second = different
    return word[first] == near[second] and word[second] == near[first]


def strangeness(words: list[str], known: Collection[str]) -> float:
    """How much of a message no example knows: 0 for an ordinary one, up to 0.75 when not one long word is known."""
    long = [word for word in words if len(word) >= SHORTEST and word.isalpha()]
    if not long:
        return 0.0
    unknown = sum(word not in known for word in long) / len(long)
    return max(0.0, unknown - STRANGE_FROM)
