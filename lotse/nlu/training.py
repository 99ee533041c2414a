"""Trains the linear model and fits its calibration and its bands on examples that it has not seen.

Held-out folds are made by groups of similar examples: a chance split would put near copies on both sides.
"""
from __future__ import annotations

import logging
import warnings
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from lotse.nlu.bands import Borders, fitted_borders
from lotse.nlu.features import Vocabulary
from lotse.nlu.linear_model import LinearModel, fitted_temperature, softmax

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class TrainingGoal:
    """How the classifier is trained and to which goal its bands are fitted.

    regularisation: C of the linear model; seen_at_least: examples that must hold an n-gram; folds: held-out folds;
    similar: cosine from which two examples count as near copies; wrong_at_most, suggest_misses_at_most: see bands.
    """

    regularisation: float = 1.0
    seen_at_least: int = 2
    folds: int = 3
    similar: float = 0.7
    wrong_at_most: float = 0.04
    suggest_misses_at_most: float = 0.1


def train(texts: list[list[str]], intents: list[str], goal: TrainingGoal) -> tuple[LinearModel, Borders]:
    """Trains on all examples; calibration and bands come from held-out folds."""
    names = sorted(set(intents))
    labels = np.array([names.index(intent) for intent in intents])
    model = _fit(texts, labels, names, goal)
    folds = _folds(_matrix(texts, model.vocabulary), labels, goal)
    scores = np.zeros((len(texts), len(names)), dtype=np.float32)
    held_out = np.zeros(len(texts), dtype=bool)
    for fold in range(goal.folds):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        if len(outside) == 0 or len(set(labels[inside])) < 2:
            continue
        part = _fit([texts[i] for i in inside], labels[inside], names, goal)
        scores[outside] = _matrix([texts[i] for i in outside], part.vocabulary) @ part.weights + part.bias
        held_out[outside] = True
    if not held_out.any():
        return model, Borders(answer=0.5, margin=0.1, suggest=0.2)
    model.temperature = fitted_temperature(scores[held_out], labels[held_out])
    probabilities = softmax(scores[held_out], model.temperature)
    borders = fitted_borders(
        probabilities, labels[held_out], names, goal.wrong_at_most, goal.suggest_misses_at_most
    )
    right = (probabilities.argmax(axis=1) == labels[held_out]).mean()
    logger.info("Held-out top-1 %.3f, temperature %.3f, borders %s", right, model.temperature, borders)
    return model, borders


def _fit(texts: list[list[str]], labels: np.ndarray, names: list[str], goal: TrainingGoal) -> LinearModel:
    from sklearn.svm import LinearSVC

    vocabulary = Vocabulary.learn(texts, goal.seen_at_least)
    machine = LinearSVC(C=goal.regularisation, random_state=42)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        machine.fit(_matrix(texts, vocabulary), labels)
    weights = np.zeros((len(vocabulary), len(names)), dtype=np.float32)
    bias = np.full(len(names), -10.0, dtype=np.float32)
    if len(machine.classes_) == 2:
        columns, offsets = np.vstack([-machine.coef_[0], machine.coef_[0]]), np.array([-1, 1]) * machine.intercept_[0]
    else:
        columns, offsets = machine.coef_, machine.intercept_
    weights[:, machine.classes_] = columns.T
    bias[machine.classes_] = offsets
    return LinearModel(names, vocabulary, weights, bias)


def _matrix(texts: list[list[str]], vocabulary: Vocabulary) -> csr_matrix:
    positions: list[int] = []
    values: list[float] = []
    starts = [0]
    for words in texts:
        row_positions, row_values = vocabulary.vector(words)
        positions += row_positions
        values += row_values
        starts.append(len(positions))
    shape = (len(texts), len(vocabulary))
    return csr_matrix((np.array(values, dtype=np.float32), positions, starts), shape=shape)


def _folds(matrix: csr_matrix, labels: np.ndarray, goal: TrainingGoal) -> np.ndarray:
    """A fold for each example; near copies share one, and every fold has its part of each intent."""
    groups = _groups_of_similar(matrix, goal.similar)
    folds = np.zeros(len(labels), dtype=int)
    random = np.random.RandomState(42)
    for label in np.unique(labels):
        members = np.flatnonzero(labels == label)
        own_groups = random.permutation(np.unique(groups[members]))
        fold_of = {group: position % goal.folds for position, group in enumerate(own_groups)}
        folds[members] = [fold_of[group] for group in groups[members]]
    return folds


def _groups_of_similar(matrix: csr_matrix, similar: float) -> np.ndarray:
    """Connected groups of examples whose vectors are nearly the same."""
    from sklearn.preprocessing import normalize

    matrix = normalize(matrix)
    rows: list[np.ndarray] = []
    columns: list[np.ndarray] = []
    step = 1000
    transposed = matrix.T.tocsc()
    for start in range(0, matrix.shape[0], step):
        near = (matrix[start : start + step] @ transposed).tocoo()
        close = near.data >= similar
        rows.append(near.row[close] + start)
        columns.append(near.col[close])
    pairs = np.concatenate(rows), np.concatenate(columns)
    graph = csr_matrix((np.ones(len(pairs[0])), pairs), shape=(matrix.shape[0], matrix.shape[0]))
    return connected_components(graph, directed=False)[1]
