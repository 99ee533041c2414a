"""Three bands: sure enough to answer, undecided enough to offer choices, or an honest "I don't know".

The borders are fitted on held-out examples to a stated goal, not set by hand.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Sequence

import numpy as np

OUT_OF_SCOPE = "out_of_scope"
CANDIDATES = 3


class Band(str, Enum):
    """What to do with a message."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Borders:
    """Where the bands begin. All are probabilities from 0 to 1.

    answer: least probability of the best intent to answer; margin: least lead over the second;
    suggest: least probability of the best FAQ among the candidates to offer choices.
    """

    answer: float
    margin: float
    suggest: float

    def as_dict(self) -> dict[str, float]:
        """As JSON-like data."""
        return asdict(self)


@dataclass(frozen=True)
class Decision:
    """The band, the intent to answer (None unless it is ANSWER) and the candidates to offer."""

    band: Band
    intent: str | None
    confidence: float
    candidates: tuple[str, ...]


def decide(ranking: Sequence[tuple[str, float]], borders: Borders) -> Decision:
    """The decision for a ranking of intents, best first."""
    if not ranking:
        return Decision(Band.UNSURE, None, 0.0, ())
    best, confidence = ranking[0]
    second = ranking[1][1] if len(ranking) > 1 else 0.0
    candidates = tuple(intent for intent, probability in ranking if intent != OUT_OF_SCOPE)[:CANDIDATES]
    if confidence >= borders.answer and confidence - second >= borders.margin:
        return Decision(Band.ANSWER, best, confidence, candidates)
    in_scope = next((probability for intent, probability in ranking if intent != OUT_OF_SCOPE), 0.0)
    if in_scope >= borders.suggest:
        return Decision(Band.SUGGEST, None, confidence, candidates)
    return Decision(Band.UNSURE, None, confidence, candidates)


def fitted_borders(
    probabilities: np.ndarray,
    right: np.ndarray,
    intents: list[str],
    wrong_at_most: float,
    suggest_misses_at_most: float,
) -> Borders:
    """The borders that answer most while the share of wrong answers among held-out questions stays below the goal.

    Args:
        probabilities: Held-out probabilities, one row a question.
        right: Position of the right intent of each row.
        intents: Names of the columns.
        wrong_at_most: Goal for questions answered with a wrong FAQ, as a share of all questions.
        suggest_misses_at_most: Share of the undecided questions that may get no choices although one would be right.
    """
    order = np.argsort(-probabilities, axis=1)
    rows = np.arange(len(right))
    best, second = probabilities[rows, order[:, 0]], probabilities[rows, order[:, 1]]
    is_right = order[:, 0] == right
    out = intents.index(OUT_OF_SCOPE) if OUT_OF_SCOPE in intents else -1
    wrong = ~is_right & (order[:, 0] != out)
    answer, margin, most = 1.0, 0.0, -1
    for margin_candidate in (0.0, 0.05, 0.1, 0.15, 0.2, 0.3):
        for answer_candidate in np.arange(0.2, 0.96, 0.02):
            answered = (best >= answer_candidate) & (best - second >= margin_candidate)
            if (answered & wrong).mean() <= wrong_at_most and (answered & is_right).sum() > most:
                answer, margin, most = float(answer_candidate), margin_candidate, int((answered & is_right).sum())
    undecided = ~((best >= answer) & (best - second >= margin))
    return Borders(answer, margin, _suggest_border(probabilities, right, out, undecided, suggest_misses_at_most))


def _suggest_border(
    probabilities: np.ndarray, right: np.ndarray, out: int, undecided: np.ndarray, misses_at_most: float
) -> float:
    in_scope = probabilities.copy()
    if out >= 0:
        in_scope[:, out] = 0.0
    helpful = undecided & (right != out)
    if not helpful.any():
        return 0.2
    return float(np.quantile(in_scope.max(axis=1)[helpful], misses_at_most))
