"""One linear model over the sparse vectors: a weight for each n-gram and intent, and calibrated probabilities.

Stored as arrays and JSON, never as pickle. Serving needs numpy only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np

from lotse.nlu.features import Vocabulary
from lotse.nlu.spelling import Spelling

ARRAYS_FILE = "classifier.npz"
NAMES_FILE = "classifier.json"


@dataclass
class LinearModel:
    """Intents, vocabulary and weights. `temperature` turns scores into calibrated probabilities.

    What it is asked about is read with its `spelling`: mistyped words as those of the examples.
    """

    intents: list[str]
    vocabulary: Vocabulary
    weights: np.ndarray
    bias: np.ndarray
    temperature: float = 1.0

    def __post_init__(self) -> None:
        self.spelling = Spelling(self.vocabulary.words)

    def scores(self, words: list[str]) -> np.ndarray:
        """One score for each intent; without a known n-gram only the bias."""
        positions, values = self.vocabulary.vector(self.spelling(words))
        if not positions:
            return self.bias
        return np.asarray(values, dtype=np.float32) @ self.weights[positions] + self.bias

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
        )
        vocabulary = self.vocabulary
        names = {
            "intents": self.intents,
            "vocabulary": vocabulary.names,
            "words": dict(vocabulary.words),
            "temperature": self.temperature,
        }
        (folder / NAMES_FILE).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Reads a model from a folder."""
        names = json.loads((folder / NAMES_FILE).read_text(encoding="utf-8"))
        with np.load(folder / ARRAYS_FILE, allow_pickle=False) as arrays:
            vocabulary = Vocabulary(names["vocabulary"], arrays["idf"], names["words"])
            weights = arrays["weights"].astype(np.float32)
            return cls(names["intents"], vocabulary, weights, arrays["bias"], names["temperature"])


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
