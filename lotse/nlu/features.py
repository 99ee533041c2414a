"""From words to a sparse vector: n-grams of characters, words, roots and pairs of roots, and where words stand.

Character n-grams carry compounds ("Mietschulden") and typing errors; roots carry inflection ("zahlt", "zahlen"); pairs
and places carry some order. What belongs to a word alone adds up over the words of a message.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Callable, Iterable, Mapping

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


@dataclass(frozen=True)
class Block:
    """A kind of n-gram. Each is a part of the vector with a fixed length, so that none drowns the others."""

    grams: Callable[[list[str]], Counter[str]]
    length: float


# Lengths: see docs/nlu.md. A word has the n-grams of the first three wherever it stands; they are the sum of the words.
BLOCKS_OF_WORDS = (Block(char_grams, 1.0), Block(root_char_grams, 0.6), Block(word_grams, 0.3))
BLOCKS_OF_MESSAGES = (Block(root_grams, 0.7), Block(place_grams, 0.3))
BLOCKS = BLOCKS_OF_WORDS + BLOCKS_OF_MESSAGES
# So many words are remembered with their n-grams while training.
REMEMBERED = 20_000


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
        self._idf: list[float] = idf.tolist()
        self._of_word = lru_cache(maxsize=REMEMBERED)(lambda block, word: self.entries(block, [word]))

    def __len__(self) -> int:
        return len(self.names)

    @classmethod
    def learn(cls, texts: Iterable[list[str]], seen_at_least: int) -> Vocabulary:
        """Counts the n-grams of all texts and keeps those in at least so many of them."""
        counts: Counter[str] = Counter()
        total = 0
        for words in texts:
            total += 1
            for block in BLOCKS:
                counts.update(block.grams(words).keys())
        names = sorted(name for name, count in counts.items() if count >= seen_at_least)
        idf = np.array([rarity(name, counts[name], total) for name in names], dtype=np.float32)
        return cls(names, idf, {name[1:]: count for name, count in counts.items() if name[0] == "="})

    def entries(self, block: Block, words: list[str]) -> list[tuple[int, float]]:
        """Position and value of each n-gram of a block that training knew, before the block gets its length."""
        index, idf = self._index, self._idf
        found = [(index[name], count) for name, count in block.grams(words).items() if name in index]
        return [(position, (1 + math.log(count)) * idf[position]) for position, count in found]

    def vector(self, words: list[str]) -> tuple[list[int], list[float]]:
        """Positions and values of a text, block by block. What several words share comes once for each of them."""
        positions: list[int] = []
        values: list[float] = []
        for block in BLOCKS:
            if block in BLOCKS_OF_WORDS:
                entries = [entry for word in words for entry in self._of_word(block, word)]
            else:
                entries = self.entries(block, words)
            if entries:
                scale = block.length / math.sqrt(sum(value * value for _, value in entries))
                positions += [position for position, _ in entries]
                values += [value * scale for _, value in entries]
        return positions, values
