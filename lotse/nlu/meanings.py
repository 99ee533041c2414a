"""What words mean, as vectors: a word that no example has stands near those that mean the same.

The vectors of the examples' words are made while training. Only for other words does a server ask the encoder.
"""

from __future__ import annotations

import math
from typing import Callable, Mapping

import numpy as np

from lotse.nlu.normaliser import with_umlauts

DIMENSIONS = 128
# The length of the block of meanings beside those of `features.BLOCKS`. See docs/nlu.md.
LENGTH = 1.0
# What is longer is no word: a link, or a cat on the keyboard.
LONGEST_WORD = 40

Encode = Callable[[list[str]], np.ndarray]


class Meanings:
    """Vectors of words, the longer the rarer a word is in the examples.

    `words` and `vectors` are those of the examples; `projection` leads from the encoder's vectors to ours; `rarity` is
    how much a word counts that no example has.
    """

    def __init__(
        self, words: list[str], vectors: np.ndarray, projection: np.ndarray, rarity: float, encode: Encode
    ) -> None:
        self.words = words
        self.vectors = vectors
        self.projection = projection
        self.rarity = rarity
        self._encode = encode
        self._row = {word: row for row, word in enumerate(words)}

    @classmethod
    def learn(cls, seen: Mapping[str, int], texts: int, encode: Encode) -> Meanings:
        """Encodes the words of the examples; `seen` tells in how many of the `texts` each stands."""
        words = sorted(seen)
        encoded = encode([with_umlauts(word) for word in words])
        # The directions in which the words of the examples differ most.
        _, directions = np.linalg.eigh(encoded.T @ encoded)
        projection = directions[:, : -DIMENSIONS - 1 : -1]
        rarities = np.array([_rarity(seen[word], texts) for word in words], dtype=np.float32)
        return cls(words, (encoded @ projection) * rarities[:, None], projection, _rarity(0, texts), encode)

    def vector(self, word: str) -> np.ndarray:
        """The vector of a word; zeros for what is no word."""
        row = self._row.get(word)
        if row is not None:
            return self.vectors[row].astype(np.float32)
        if len(word) > LONGEST_WORD or not word.isalpha():
            return np.zeros(self.projection.shape[1], dtype=np.float32)
        return self._encode([with_umlauts(word)])[0] @ self.projection * self.rarity


def _rarity(seen: int, texts: int) -> float:
    return math.log((1 + texts) / (1 + seen)) + 1
