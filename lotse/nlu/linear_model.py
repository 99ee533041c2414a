"""One linear model over the sparse vectors: a weight for each n-gram and intent, and calibrated probabilities.

Stored as arrays and JSON, never as pickle. Serving needs numpy only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Optional

import numpy as np

from lotse.nlu.encoder import encode
from lotse.nlu.features import BLOCKS, BLOCKS_OF_MESSAGES, BLOCKS_OF_WORDS, Block, Vocabulary
from lotse.nlu.meanings import LENGTH as LENGTH_OF_MEANINGS
from lotse.nlu.meanings import Meanings
from lotse.nlu.spelling import Spelling

ARRAYS_FILE = "classifier.npz"
NAMES_FILE = "classifier.json"
# So many words of the messages are remembered with what they say about the intents.
REMEMBERED = 5_000
_LENGTHS = np.array([LENGTH_OF_MEANINGS, *(block.length for block in BLOCKS)], dtype=np.float32)


@dataclass
class LinearModel:
    """Intents, vocabulary, meanings and weights: a row for each n-gram, then one for each dimension of a meaning.

    `temperature` turns scores into calibrated probabilities.

    What it is asked about is read with its `spelling`: mistyped words as those of the examples.
    """

    intents: list[str]
    vocabulary: Vocabulary
    meanings: Meanings
    weights: np.ndarray
    bias: np.ndarray
    temperature: float = 1.0

    def __post_init__(self) -> None:
        self.spelling = Spelling(self.vocabulary.words)
        self._votes_of_word = lru_cache(maxsize=REMEMBERED)(
            lambda word: np.vstack([self._votes_of_meaning(word), self._votes(BLOCKS_OF_WORDS, [word])])
        )

    def scores(self, words: list[str]) -> np.ndarray:
        """One score for each intent; without a known n-gram only the bias."""
        words = self.spelling(words)
        of_words = np.zeros((1 + len(BLOCKS_OF_WORDS), len(self.intents) + 1), dtype=np.float32)
        for word in words:
            of_words += self._votes_of_word(word)
        votes = np.concatenate([of_words, self._votes(BLOCKS_OF_MESSAGES, words)])
        lengths = np.sqrt(votes[:, -1])
        scales = np.divide(_LENGTHS, lengths, out=np.zeros_like(lengths), where=lengths > 0)
        return scales @ votes[:, :-1] + self.bias

    def _votes(self, blocks: tuple[Block, ...], words: list[str]) -> np.ndarray:
        """A row for each block: what its n-grams say about each intent, and last their squared length."""
        votes = np.zeros((len(blocks), len(self.intents) + 1), dtype=np.float32)
        for row, block in zip(votes, blocks, strict=True):
            entries = self.vocabulary.entries(block, words)
            if entries:
                values = np.array([value for _, value in entries], dtype=np.float32)
                row[:-1] = values @ self.weights[[position for position, _ in entries]].astype(np.float32)
                row[-1] = values @ values
        return votes

    def _votes_of_meaning(self, word: str) -> np.ndarray:
        meaning = self.meanings.vector(word)
        return np.append(meaning @ self.weights[len(self.vocabulary) :].astype(np.float32), meaning @ meaning)

    def probabilities(self, words: list[str]) -> np.ndarray:
        """Calibrated probabilities of the intents; they add up to 1."""
        return softmax(self.scores(words), self.temperature)

    def ranking(self, words: list[str], length: int) -> list[tuple[str, float]]:
        """The most probable intents, best first."""
        probabilities = self.probabilities(words)
        best = np.argsort(-probabilities)[:length]
        return [(self.intents[position], float(probabilities[position])) for position in best]

    def save(self, folder: Path) -> None:
        """Writes the model into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / ARRAYS_FILE,
            weights=self.weights.astype(np.float16),
            bias=self.bias.astype(np.float32),
            idf=self.vocabulary.idf,
            meanings=self.meanings.vectors.astype(np.float16),
            projection=self.meanings.projection.astype(np.float32),
        )
        vocabulary = self.vocabulary
        names = {
            "intents": self.intents,
            "vocabulary": vocabulary.names,
            "words": dict(vocabulary.words),
            "rarity": self.meanings.rarity,
            "temperature": self.temperature,
        }
        (folder / NAMES_FILE).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Reads a model from a folder."""
        names = json.loads((folder / NAMES_FILE).read_text(encoding="utf-8"))
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            vocabulary = Vocabulary(names["vocabulary"], arrays["idf"], names["words"])
            words = sorted(vocabulary.words)
            meanings = Meanings(words, arrays["meanings"], arrays["projection"], names["rarity"], encode)
            return cls(names["intents"], vocabulary, meanings, arrays["weights"], arrays["bias"], names["temperature"])


def softmax(scores: np.ndarray, temperature: float) -> np.ndarray:
    """Scores as probabilities; a low temperature makes them more decided. Works on one row or many."""
    scaled = scores / temperature
    scaled = scaled - scaled.max(axis=-1, keepdims=True)
    powers = np.exp(scaled)
    return powers / powers.sum(axis=-1, keepdims=True)


def fitted_temperature(scores: np.ndarray, right: np.ndarray, candidates: Optional[np.ndarray] = None) -> float:
    """The temperature under which held-out scores are most probable (least mean log loss)."""
    if candidates is None:
        candidates = np.geomspace(0.02, 2.0, 60)
    rows = np.arange(len(right))
    losses = [-np.log(softmax(scores, value)[rows, right] + 1e-12).mean() for value in candidates]
    return float(candidates[int(np.argmin(losses))])
