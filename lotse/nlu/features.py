"""From words to a sparse vector: n-grams of characters, words, roots and pairs of roots, and where words stand.

Character n-grams carry compounds ("Mietschulden") and typing errors; roots carry inflection ("zahlt", "zahlen"); pairs
and places carry some order.
"""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import Callable, Iterable, Mapping, Optional

import numpy as np

from lotse.nlu.roots import root

SHORTEST, LONGEST = 2, 4
FIRST, LAST = 3, 2
LONG_MESSAGE = 12


def char_grams(words: list[str]) -> Counter[str]:
    """Character n-grams inside each word; a space marks its beginning and end."""
    grams: Counter[str] = Counter()
    for word in words:
        padded = f" {word} "
        length = len(padded)
        for size in range(SHORTEST, LONGEST + 1):
            if size >= length:
                grams[padded] += 1
                break
            for start in range(length - size + 1):
                grams[padded[start : start + size]] += 1
    return grams


def word_grams(words: list[str]) -> Counter[str]:
    """Words as they are; the leading "=" keeps them apart from character n-grams."""
    return Counter(f"={word}" for word in words)


def root_grams(words: list[str]) -> Counter[str]:
    """Roots and pairs of roots, marked by "~". The pairs know where the message begins and ends."""
    roots = [root(word) for word in words]
    grams = Counter(f"~{each}" for each in roots)
    grams.update(f"~{first} {second}" for first, second in pairwise(["^", *roots, "$"]))
    return grams


def root_char_grams(words: list[str]) -> Counter[str]:
    """Character n-grams inside each root, marked by "+"."""
    return Counter({f"+{gram}": count for gram, count in char_grams([root(word) for word in words]).items()})


def place_grams(words: list[str]) -> Counter[str]:
    """The first and the last words with their places, and the length of the message, marked by "#"."""
    grams = Counter(f"#{place} {word}" for place, word in enumerate(words[:FIRST]))
    grams.update(f"#-{place} {word}" for place, word in enumerate(words[: -LAST - 1 : -1]))
    grams[f"#{min(len(words), LONG_MESSAGE)}"] += 1
    return grams


# Each kind of n-gram is a block of its own with this length, so that none drowns the others. Weights: see docs/nlu.md.
BLOCKS: tuple[tuple[Callable[[list[str]], Counter[str]], float], ...] = (
    (char_grams, 1.0),
    (root_char_grams, 0.6),
    (word_grams, 0.3),
    (root_grams, 0.7),
    (place_grams, 0.3),
)


def rarity(name: str, seen: int, total: int) -> float:
    """How much an n-gram counts: the root of its inverse document frequency, so that common words count as well."""
    return 1.0 if name[0] == "#" else math.sqrt(math.log((1 + total) / (1 + seen)) + 1)


class Vocabulary:
    """The n-grams that training saw often enough, with their weights (see `rarity`).

    `words` are all words of the examples, also rare ones, and in how many examples each stands.
    """

    def __init__(self, names: list[str], idf: np.ndarray, words: Mapping[str, int]) -> None:
        self.names = names
        self.idf = idf
        self.words = words
        self._index = {name: position for position, name in enumerate(names)}
        self._idf = idf.tolist()

    def __len__(self) -> int:
        return len(self.names)

    @classmethod
    def learn(cls, texts: Iterable[list[str]], seen_at_least: int) -> Vocabulary:
        """Counts the n-grams of all texts and keeps those in at least so many of them."""
        counts: Counter[str] = Counter()
        total = 0
        for words in texts:
            total += 1
            for grams, _ in BLOCKS:
                counts.update(grams(words).keys())
        names = sorted(name for name, count in counts.items() if count >= seen_at_least)
        idf = np.array([rarity(name, counts[name], total) for name in names], dtype=np.float32)
        return cls(names, idf, {name[1:]: count for name, count in counts.items() if name[0] == "="})

    def vector(self, words: list[str]) -> tuple[list[int], list[float]]:
        """Positions and values of a text, block by block."""
        positions: list[int] = []
        values: list[float] = []
        for grams, length in BLOCKS:
            block = self._block(grams(words))
            if block:
                norm = math.sqrt(sum(value * value for _, value in block)) / length
                positions += [position for position, _ in block]
                values += [value / norm for _, value in block]
        return positions, values

    def _block(self, grams: Counter[str]) -> list[tuple[int, float]]:
        index, idf = self._index, self._idf
        block = []
        for name, count in grams.items():
            position: Optional[int] = index.get(name)
            if position is not None:
                block.append((position, (1 + math.log(count)) * idf[position]))
        return block
