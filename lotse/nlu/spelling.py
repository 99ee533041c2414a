"""Mistyped words, put right by the words that the examples use; and how many words of a message they never use.

A word counts as mistyped when no example has it and one of their words is a single slip away: a letter left out,
added, changed, or two swapped. A dictionary would know more words, but not "bürgergeld", "jobcenter" or "u25".
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Collection, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
# Up to this share of unknown words a message is as good as any: everyone names something that no example has.
STRANGE_FROM = 0.25


class Spelling:
    """Puts mistyped words right. `common` tells how common each known word is; the most common one wins."""

    def __init__(self, common: Mapping[str, float]) -> None:
        self._common = common
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for word in common:
            if word.isalpha() and len(word) >= SHORTEST - 1:
                self._by_length[len(word)].append(word)
        self._right = lru_cache(maxsize=5_000)(self._find)

    def __call__(self, words: list[str]) -> list[str]:
        """The words, each as it was probably meant."""
        return [word if word in self._common else self._right(word) for word in words]

    def _find(self, word: str) -> str:
        if len(word) < SHORTEST or not word.isalpha():
            return word
        likely = [near for length in range(len(word) - 1, len(word) + 2) for near in self._by_length.get(length, ())]
        near = [match[0] for match in process.extract(word, likely, scorer=OSA.distance, score_cutoff=1, limit=None)]
        # People rarely mistype the first letter.
        return max(near, key=lambda found: (found[0] == word[0], self._common[found]), default=word)


def strangeness(words: list[str], known: Collection[str]) -> float:
    """How much of a message no example knows: 0 for an ordinary one, up to 0.75 when not one long word is known."""
    long = [word for word in words if len(word) >= SHORTEST and word.isalpha()]
    if not long:
        return 0.0
    unknown = sum(word not in known for word in long) / len(long)
    return max(0.0, unknown - STRANGE_FROM)
