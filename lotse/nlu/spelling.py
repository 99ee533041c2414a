"""Mistyped words, put right by the words that the examples use; and how many words of a message they never use.

A word counts as mistyped when no example has it and a common word of the examples is a single slip away: a letter left
out, added, changed, or two swapped. A dictionary would know more words, but not "bürgergeld", "jobcenter" or "u25".
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Collection, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5
# In fewer examples a word is too rare to be what most people meant.
SEEN_AT_LEAST = 8
# A shorter word says nothing about how strange a message is.
SHORTEST_STRANGE = 4
# Up to this share of unknown words a message is as good as any: everyone names something that no example has.
STRANGE_FROM = 0.25


class Spelling:
    """Puts mistyped words right. `seen` tells in how many examples each known word stands."""

    def __init__(self, seen: Mapping[str, int]) -> None:
        self._seen = seen
        # People rarely mistype the first letter.
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word, count in seen.items():
            if word.isalpha() and len(word) >= SHORTEST - 1 and count >= SEEN_AT_LEAST:
                self._alike[word[0], len(word)].append(word)
        self._right = lru_cache(maxsize=5_000)(self._find)

    def __call__(self, words: list[str]) -> list[str]:
        """The words, each as it was probably meant."""
        return [word if word in self._seen else self._right(word) for word in words]

    def _find(self, word: str) -> str:
        if len(word) < SHORTEST or not word.isalpha():
            return word
        lengths = range(len(word) - 1, len(word) + 2)
        likely = [near for length in lengths for near in self._alike.get((word[0], length), ())]
        near = process.extract(word, likely, scorer=OSA.distance, score_cutoff=1, limit=None)
        return max((found for found, _, _ in near), key=self._seen.__getitem__, default=word)


def strangeness(words: list[str], known: Collection[str]) -> float:
    """How much of a message no example knows: 0 for an ordinary one, up to 0.75 when not one long word is known."""
    long = [word for word in words if len(word) >= SHORTEST_STRANGE and word.isalpha()]
    if not long:
        return 0.0
    unknown = sum(word not in known for word in long) / len(long)
    return max(0.0, unknown - STRANGE_FROM)
