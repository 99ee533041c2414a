"""The linear model: ranking, probabilities, and storage without pickle."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lotse.nlu.features import Vocabulary
from lotse.nlu.linear_model import LinearModel, fitted_temperature, softmax
from lotse.nlu.meanings import Meanings
from lotse.nlu.training import _matrix, _meant


def _encode(words: list[str]) -> np.ndarray:
    """Two dimensions: whether a word is about money, and whether about a home."""
    return np.array([["geld" in word or "kohle" in word, "miete" in word or "bude" in word] for word in words], float)


MEANINGS = Meanings(["geld", "miete"], np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32), 2.0, _encode)


@pytest.fixture
def model() -> LinearModel:
    """Three intents; "geld" speaks for the first, "miete" for the second."""
    vocabulary = Vocabulary(["=geld", "=miete"], np.array([1.0, 1.0], dtype=np.float32), {"geld": 9, "miete": 3})
    weights = np.array([[2.0, 0.0, 0.0], [0.0, 2.0, 0.0]] * 2, dtype=np.float32)
    intents = ["bg_hoehe", "kdu_angemessen", "dank"]
    return LinearModel(intents, vocabulary, MEANINGS, weights, np.array([0.0, 0.0, 0.5]))


@pytest.mark.parametrize(
    ("word", "intent"),
    [
        ("geld", "bg_hoehe"),
        ("miete", "kdu_angemessen"),
        ("xyz", "dank"),
        ("kohle", "bg_hoehe"),
        ("bude", "kdu_angemessen"),
    ],
)
def test_model_best_intent(model: LinearModel, word: str, intent: str) -> None:
    assert model.ranking([word], 3)[0][0] == intent


@pytest.mark.parametrize(
    "text", ["geld", "geld geld", "wie viel geld fuer miete", "miete xyz miete", "xyz", "wie viele gelder", "die bude"]
)
def test_model_scores_are_those_of_the_vector_that_training_sees(text: str) -> None:
    texts = [["wie", "viel", "geld"], ["wie", "viel", "miete"], ["geld", "geld", "miete"]]
    vocabulary = Vocabulary.learn(texts, seen_at_least=1)
    weights = np.random.RandomState(1).normal(size=(len(vocabulary) + 2, 3)).astype(np.float32)
    model = LinearModel(["a", "b", "c"], vocabulary, MEANINGS, weights, np.array([0.1, 0.2, 0.3], dtype=np.float32))
    words = text.split()
    of_grams, of_meanings = _matrix([words], vocabulary), _meant([words], MEANINGS)
    expected = of_grams @ weights[:-2] + of_meanings @ weights[-2:] + model.bias
    assert model.scores(words) == pytest.approx(expected[0], abs=1e-4)


def test_model_without_words_knows_only_the_bias(model: LinearModel) -> None:
    assert model.scores([]) == pytest.approx(model.bias)


def test_model_ranking_is_as_long_as_asked_and_best_first(model: LinearModel) -> None:
    ranking = model.ranking(["geld"], 2)
    assert [intent for intent, _ in ranking] == ["bg_hoehe", "dank"]
    assert ranking[0][1] > ranking[1][1]


def test_model_probabilities_add_up_to_one(model: LinearModel) -> None:
    assert model.probabilities(["geld", "miete"]).sum() == pytest.approx(1)


def test_model_low_temperature_is_more_decided(model: LinearModel) -> None:
    before = model.ranking(["geld"], 1)[0][1]
    model.temperature = 0.5
    assert model.ranking(["geld"], 1)[0][1] > before


def test_model_is_the_same_after_saving_and_loading(model: LinearModel, tmp_path: Path) -> None:
    model.temperature = 0.3
    model.save(tmp_path / "neu")
    loaded = LinearModel.load(tmp_path / "neu")
    assert (loaded.intents, loaded.vocabulary.names, loaded.temperature) == (model.intents, model.vocabulary.names, 0.3)
    assert loaded.vocabulary.words == {"geld": 9, "miete": 3}
    for words in (["geld"], ["miete"], ["?"]):
        assert loaded.probabilities(words) == pytest.approx(model.probabilities(words))


def test_model_is_stored_without_pickle(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".npz"]
    with np.load(tmp_path / "classifier.npz", allow_pickle=False) as arrays:
        assert {arrays[name].dtype.kind for name in arrays.files} == {"f"}


@pytest.mark.parametrize("scores", [np.array([1000.0, -1000.0]), np.array([-1e6, -1e6]), np.zeros(3)])
def test_softmax_is_finite_for_any_scores(scores: np.ndarray) -> None:
    powers = softmax(scores, 0.02)
    assert np.isfinite(powers).all()
    assert powers.sum() == pytest.approx(1)


def test_softmax_treats_each_row_alone() -> None:
    rows = np.array([[1.0, 2.0], [5.0, 1.0]])
    assert softmax(rows, 0.7) == pytest.approx(np.stack([softmax(row, 0.7) for row in rows]))


def test_fitted_temperature_of_right_scores_is_low() -> None:
    scores = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert fitted_temperature(scores, np.array([0, 1])) == pytest.approx(0.02)


def test_fitted_temperature_of_wrong_scores_is_high() -> None:
    scores = np.array([[1.0, 0.0], [0.0, 1.0]])
    assert fitted_temperature(scores, np.array([1, 0])) == pytest.approx(2.0)


def test_fitted_temperature_is_one_of_the_candidates() -> None:
    scores = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])
    assert fitted_temperature(scores, np.array([0, 1, 1]), np.array([0.1, 1.0])) in (0.1, 1.0)
