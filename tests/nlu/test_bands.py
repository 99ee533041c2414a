"""Three bands: answer, suggest, or an honest "I don't know"."""

from __future__ import annotations

import numpy as np
import pytest

from lotse.nlu.bands import OUT_OF_SCOPE, Band, Borders, decide, fitted_borders

BORDERS = Borders(answer=0.6, margin=0.2, suggest=0.25)


@pytest.mark.parametrize(
    ("ranking", "band", "intent"),
    [
        ([("a", 0.9), ("b", 0.05)], Band.ANSWER, "a"),
        ([("a", 0.6), ("b", 0.35)], Band.ANSWER, "a"),
        ([("a", 0.59), ("b", 0.1)], Band.SUGGEST, None),
        ([("a", 0.61), ("b", 0.42)], Band.SUGGEST, None),
        ([("a", 0.25), ("b", 0.2)], Band.SUGGEST, None),
        ([("a", 0.24), ("b", 0.2)], Band.UNSURE, None),
        ([(OUT_OF_SCOPE, 0.9), ("a", 0.05)], Band.ANSWER, OUT_OF_SCOPE),
        ([(OUT_OF_SCOPE, 0.5), ("a", 0.3)], Band.SUGGEST, None),
        ([(OUT_OF_SCOPE, 0.5), ("a", 0.2)], Band.UNSURE, None),
        ([(OUT_OF_SCOPE, 0.5)], Band.UNSURE, None),
        ([("a", 1.0)], Band.ANSWER, "a"),
        ([], Band.UNSURE, None),
    ],
    ids=[
        "sure",
        "just sure",
        "not probable enough",
        "too close",
        "just worth suggesting",
        "unsure",
        "surely out of scope",
        "perhaps out of scope",
        "rather out of scope",
        "only out of scope",
        "only one",
        "nothing",
    ],
)
def test_bands_decide(ranking: list[tuple[str, float]], band: Band, intent: str) -> None:
    decision = decide(ranking, BORDERS)
    assert (decision.band, decision.intent) == (band, intent)


def test_bands_offer_three_candidates_and_never_out_of_scope() -> None:
    ranking = [("a", 0.3), (OUT_OF_SCOPE, 0.2), ("b", 0.15), ("c", 0.1), ("d", 0.05)]
    assert decide(ranking, BORDERS).candidates == ("a", "b", "c")


def test_bands_confidence_is_that_of_the_best_intent() -> None:
    assert decide([("a", 0.31), ("b", 0.3)], BORDERS).confidence == 0.31


def test_bands_borders_survive_their_way_through_json() -> None:
    assert Borders(**BORDERS.as_dict()) == BORDERS


def _held_out(seed: int, questions: int = 300) -> tuple[np.ndarray, np.ndarray, list[str]]:
    random = np.random.RandomState(seed)
    intents = ["a", "b", OUT_OF_SCOPE, "c"]
    right = random.randint(0, len(intents), questions)
    scores = random.normal(0, 1, (questions, len(intents)))
    scores[np.arange(questions), right] += 2
    powers = np.exp(scores)
    return powers / powers.sum(axis=1, keepdims=True), right, intents


def _share(band: Band, wrong: bool, borders: Borders, data: tuple[np.ndarray, np.ndarray, list[str]]) -> float:
    probabilities, right, intents = data
    found = 0
    for row, position in zip(probabilities, right, strict=True):
        decision = decide(sorted(zip(intents, row, strict=True), key=lambda item: -item[1]), borders)
        is_wrong = decision.intent not in (intents[position], OUT_OF_SCOPE)
        found += decision.band is band and is_wrong == wrong
    return found / len(right)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("goal", [0.01, 0.05])
def test_bands_fitted_borders_keep_to_the_goal_for_wrong_answers(seed: int, goal: float) -> None:
    data = _held_out(seed)
    assert _share(Band.ANSWER, True, fitted_borders(*data, goal, 0.1), data) <= goal


def test_bands_fitted_borders_answer_more_when_more_may_be_wrong() -> None:
    data = _held_out(0)
    strict, loose = (fitted_borders(*data, goal, 0.1) for goal in (0.01, 0.1))
    assert _share(Band.ANSWER, False, loose, data) > _share(Band.ANSWER, False, strict, data) > 0


@pytest.mark.parametrize("misses", [0.0, 0.1, 0.5])
def test_bands_fitted_suggestions_miss_no_more_than_allowed(misses: float) -> None:
    probabilities, right, intents = data = _held_out(1)
    borders = fitted_borders(*data, 0.02, misses)
    decisions = [
        decide(sorted(zip(intents, row, strict=True), key=lambda item: -item[1]), borders) for row in probabilities
    ]
    undecided = [
        d
        for d, position in zip(decisions, right, strict=True)
        if d.band is not Band.ANSWER and intents[position] != OUT_OF_SCOPE
    ]
    unsure = [decision for decision in undecided if decision.band is Band.UNSURE]
    assert len(unsure) <= misses * len(undecided) + 1


def test_bands_fitted_borders_without_a_right_answer_never_answer() -> None:
    probabilities = np.array([[0.9, 0.1], [0.8, 0.2]])
    borders = fitted_borders(probabilities, np.array([1, 1]), ["a", "b"], 0.0, 0.1)
    assert decide([("a", 0.9), ("b", 0.1)], borders).band is not Band.ANSWER
