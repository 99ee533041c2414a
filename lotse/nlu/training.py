"""Trains the linear model and fits its calibration and its bands on examples that it has not seen.

Held-out folds are made by groups of similar examples: a chance split would put near copies on both sides.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from scipy.sparse.csgraph import connected_components

from lotse.nlu.bands import Borders, fitted_borders
from lotse.nlu.encoder import encode
from lotse.nlu.features import Vocabulary
from lotse.nlu.linear_model import LinearModel, fitted_temperature, softmax
from lotse.nlu.meanings import LENGTH, Meanings

logger = logging.getLogger(__name__)

# A score far below any that a machine gives.
NEVER = -10.0
# An n-gram in more texts than this says little about which two are copies, and costs most of the time to compare.
RARE_SHARE = 0.005
# From so many texts on a fit takes longer than another process; and so many fits run at a time.
MANY_TEXTS, AT_A_TIME = 5_000, 2
# Where nothing could be held out to fit them.
CAREFUL = Borders(answer=0.5, margin=0.1, suggest=0.2)


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
    wrong_at_most: float = 0.08
    suggest_misses_at_most: float = 0.1


def train(texts: list[list[str]], intents: list[str], goal: TrainingGoal) -> tuple[LinearModel, Borders]:
    """Trains on all examples; calibration and bands come from held-out folds."""
    names = sorted(set(intents))
    labels = np.array([names.index(intent) for intent in intents])
    vocabulary = Vocabulary.learn(texts, goal.seen_at_least)
    meanings = Meanings.learn(vocabulary.words, len(texts), encode)
    grams = _matrix(texts, vocabulary)
    folds = _folds(grams, labels, goal)
    matrix = hstack([grams, csr_matrix(_meant(texts, meanings))], format="csr")
    usable = [fold for fold in range(goal.folds) if 0 < (folds == fold).sum() < len(texts)]
    parts = [np.arange(len(texts))] + [np.flatnonzero(folds != fold) for fold in usable]
    (weights, bias), *held_out = _fits([(matrix[rows], labels[rows]) for rows in parts], len(names), goal)
    model = LinearModel(names, vocabulary, meanings, weights, bias)
    if not usable:
        return model, CAREFUL
    tested = [np.flatnonzero(folds == fold) for fold in usable]
    scores = [
        matrix[rows] @ part_weights + part_bias
        for rows, (part_weights, part_bias) in zip(tested, held_out, strict=True)
    ]
    return model, _calibrated(model, np.vstack(scores), labels[np.concatenate(tested)], goal)


def _calibrated(model: LinearModel, scores: np.ndarray, right: np.ndarray, goal: TrainingGoal) -> Borders:
    """Sets the model's temperature and returns its bands, both from held-out scores."""
    model.temperature = fitted_temperature(scores, right)
    probabilities = softmax(scores, model.temperature)
    borders = fitted_borders(probabilities, right, model.intents, goal.wrong_at_most, goal.suggest_misses_at_most)
    share = (probabilities.argmax(axis=1) == right).mean()
    logger.info("Held-out top-1 %.3f, temperature %.3f, borders %s", share, model.temperature, borders)
    return borders


def _fits(
    parts: list[tuple[csr_matrix, np.ndarray]], intents: int, goal: TrainingGoal
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Fits each part; where it takes long, two at a time.

    In processes: liblinear's threads would share its random numbers, and no two models would be the same.
    """
    from joblib import Parallel, delayed

    jobs = AT_A_TIME if len(parts[0][1]) >= MANY_TEXTS else 1
    return Parallel(n_jobs=jobs)(delayed(_fit)(matrix, labels, intents, goal) for matrix, labels in parts)


def _fit(matrix: csr_matrix, labels: np.ndarray, intents: int, goal: TrainingGoal) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of one linear machine per intent. An intent that the rows lack gets a bias that never wins."""
    from sklearn.svm import LinearSVC

    weights = np.zeros((matrix.shape[1], intents), dtype=np.float32)
    bias = np.full(intents, NEVER, dtype=np.float32)
    present = np.unique(labels)
    if len(present) == 1:
        bias[present] = 0.0
        return weights, bias
    machine = LinearSVC(C=goal.regularisation, tol=1e-3, random_state=42).fit(matrix, labels)
    columns, offsets = machine.coef_, machine.intercept_
    if len(present) == 2:
        columns, offsets = np.vstack([-columns[0], columns[0]]), np.array([-1, 1]) * offsets[0]
    weights[:, present] = columns.T
    bias[present] = offsets
    return weights, bias


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
    matrix = csr_matrix((np.array(values, dtype=np.float32), positions, starts), shape=shape)
    matrix.sum_duplicates()
    return matrix


def _meant(texts: list[list[str]], meanings: Meanings) -> np.ndarray:
    """The block of meanings of each text: the sum of its words, with its length measured word by word."""
    rows = np.zeros((len(texts), meanings.projection.shape[1]), dtype=np.float32)
    for row, words in zip(rows, texts, strict=True):
        vectors = np.array([meanings.vector(word) for word in words], dtype=np.float32)
        square = float((vectors * vectors).sum())
        if square:
            row[:] = vectors.sum(axis=0) * (LENGTH / math.sqrt(square))
    return rows


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
    """Connected groups of examples whose vectors are nearly the same, by what is rare enough to tell texts apart."""
    from sklearn.preprocessing import normalize

    texts = matrix.shape[0]
    seen_in = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rare = normalize(matrix[:, np.flatnonzero(seen_in <= max(5, texts * RARE_SHARE))].tocsr())
    pairs = (rare @ rare.T).tocoo()
    close = pairs.data >= similar
    graph = csr_matrix((np.ones(close.sum()), (pairs.row[close], pairs.col[close])), shape=(texts, texts))
    return connected_components(graph, directed=False)[1]
