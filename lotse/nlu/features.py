"""From words to a sparse vector: character n-grams inside words, words and their stems, and pairs of them.

Character n-grams carry compounds ("Mietschulden") and typing errors ("wohngld"); stems carry inflection ("zahlt",
"zahlen"); pairs carry some order.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Callable, Iterable, Optional

import numpy as np
import snowballstemmer

SHORTEST, LONGEST = 2, 5


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
    """Words and pairs of words; the leading "=" keeps them apart from character n-grams."""
    return _singles_and_pairs(words, "=")


def stem_grams(words: list[str]) -> Counter[str]:
    """Stems and pairs of stems, marked by "~"."""
    return _singles_and_pairs([stem(word) for word in words], "~")


def _singles_and_pairs(words: list[str], mark: str) -> Counter[str]:
    grams = Counter(f"{mark}{word}" for word in words)
    grams.update(f"{mark}{first} {second}" for first, second in pairwise(words))
    return grams


@lru_cache(maxsize=1)
def _stemmer() -> Callable[[str], str]:
    return snowballstemmer.stemmer("german").stemWord


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word that the normaliser spelled. The stemmer knows umlauts only, so they are put back."""
    return _stemmer()(word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü"))


# Each kind of n-gram is a block of its own with this length, so that none drowns the others. Weights: see docs/nlu.md.
BLOCKS: tuple[tuple[Callable[[list[str]], Counter[str]], float], ...] = (
    (char_grams, 1.0),
    (word_grams, 0.5),
    (stem_grams, 0.5),
)


class Vocabulary:
    """The n-grams that training saw often enough, with their weights (inverse document frequency)."""

    def __init__(self, names: list[str], idf: np.ndarray) -> None:
        self.names = names
        self.idf = idf
        self._index = {name: position for position, name in enumerate(names)}
        self._idf = idf.tolist()
        self.words = frozenset(name[1:] for name in names if name[0] == "=" and " " not in name)

    def __len__(self) -> int:
        return len(self.names)

    def common(self) -> dict[str, float]:
        """Each word with how common it is; only the order of the values means something."""
        return {word: -self._idf[self._index[f"={word}"]] for word in self.words}

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
        idf = np.array([math.log((1 + total) / (1 + counts[name])) + 1 for name in names], dtype=np.float32)
        return cls(names, idf)

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
