"""Training on a few made-up examples: it learns, repeats itself exactly, and holds near copies out together."""

from __future__ import annotations

import numpy as np
import pytest

from lotse.nlu.bands import Borders
from lotse.nlu.features import Vocabulary
from lotse.nlu.linear_model import LinearModel
from lotse.nlu.training import TrainingGoal, _folds, _matrix, train

EXAMPLES = {
    "kaution": ["zahlt ihr die kaution", "kaution fuer die wohnung", "wer zahlt meine kaution", "kaution als darlehen",
                "mietkaution vom amt", "brauche kaution", "kaution zurueck zahlen", "hilfe bei der kaution"],
    "geld": ["wie viel geld bekomme ich", "wann kommt mein geld", "geld reicht nicht", "wie hoch ist das geld",
             "geld fuer essen", "mein geld ist weg", "geld im monat", "mehr geld bitte"],
    "termin": ["ich brauche einen termin", "termin absagen", "wann ist mein termin", "termin verschieben",
               "termin beim amt", "neuer termin bitte", "termin vergessen", "termin online buchen"],
}  # fmt: skip
GOAL = TrainingGoal(seen_at_least=1)


def _train(intents: list[str]) -> tuple[LinearModel, Borders]:
    texts = [text.split() for intent in intents for text in EXAMPLES[intent]]
    return train(texts, [intent for intent in intents for _ in EXAMPLES[intent]], GOAL)


@pytest.fixture(scope="module")
def trained() -> tuple[LinearModel, Borders]:
    """A model of three intents."""
    return _train(list(EXAMPLES))


@pytest.mark.parametrize(
    ("text", "intent"),
    [("kaution bezahlen", "kaution"), ("kautoin", "kaution"), ("wo bleibt geld", "geld"), ("termine", "termin")],
)
def test_training_learns_the_intents(trained: tuple[LinearModel, Borders], text: str, intent: str) -> None:
    assert trained[0].ranking(text.split(), 1)[0][0] == intent


def test_training_names_the_intents_in_a_stable_order(trained: tuple[LinearModel, Borders]) -> None:
    assert trained[0].intents == ["geld", "kaution", "termin"]


def test_training_fits_borders_that_are_probabilities(trained: tuple[LinearModel, Borders]) -> None:
    assert all(0 <= value <= 1 for value in trained[1].as_dict().values())


def test_training_gives_the_same_model_each_time(trained: tuple[LinearModel, Borders]) -> None:
    model, borders = _train(list(EXAMPLES))
    assert np.array_equal(model.weights, trained[0].weights)
    assert (model.temperature, borders) == (trained[0].temperature, trained[1])


@pytest.mark.parametrize(("text", "intent"), [("kaution", "kaution"), ("geld", "geld")])
def test_training_works_with_two_intents(text: str, intent: str) -> None:
    model, _ = _train(["kaution", "geld"])
    assert model.ranking([text], 1)[0][0] == intent


def test_training_with_one_example_each_uses_careful_borders() -> None:
    _, borders = train([["kaution"], ["geld"]], ["kaution", "geld"], TrainingGoal(seen_at_least=1, folds=1))
    assert borders == Borders(answer=0.5, margin=0.1, suggest=0.2)


def test_training_holds_near_copies_out_together() -> None:
    texts = [text.split() for text in EXAMPLES["kaution"]]
    copies = [[*words, "?"] for words in texts]
    vocabulary = Vocabulary.learn([*texts, *copies], 1)
    folds = _folds(_matrix([*texts, *copies], vocabulary), np.zeros(len(texts) * 2, dtype=int), GOAL)
    assert list(folds[: len(texts)]) == list(folds[len(texts) :])


def test_training_gives_every_fold_examples_of_every_intent() -> None:
    texts = [text.split() for examples in EXAMPLES.values() for text in examples]
    labels = np.repeat(np.arange(3), 8)
    folds = _folds(_matrix(texts, Vocabulary.learn(texts, 1)), labels, GOAL)
    assert {(fold, label) for fold, label in zip(folds, labels, strict=True)} == {
        (fold, label) for fold in range(3) for label in range(3)
    }
