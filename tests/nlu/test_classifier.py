"""The component that decides: a crisis goes first, then two concerns, the turns before, the bands."""

# ruff: noqa: E402
from __future__ import annotations

from typing import Any

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from lotse.nlu.bands import Borders
from lotse.nlu.classifier import LotseIntentClassifier
from lotse.nlu.components import GermanNormaliser

NOUNS = {"kaution": "kaution", "bg_hoehe": "geld", "oeffnungszeiten": "offen"}
EXAMPLES = [
    Message.build(text=f"{start} {noun} {end}", intent=intent)
    for intent, noun in NOUNS.items()
    for start in ("wer zahlt", "wann kommt", "was ist mit")
    for end in ("bitte", "vom amt", "im mai")
]


def _normaliser(storage: LocalModelStorage) -> GermanNormaliser:
    return GermanNormaliser.create({}, storage, Resource("normaliser"), execution_context=None)


def _classifier(storage: LocalModelStorage, **config: Any) -> LotseIntentClassifier:
    whole = {**LotseIntentClassifier.get_default_config(), "seen_at_least": 1, **config}
    return LotseIntentClassifier.create(whole, storage, Resource("classifier"), execution_context=None)


@pytest.fixture
def trained(environment, no_language_model, storage: LocalModelStorage) -> LotseIntentClassifier:
    """A classifier trained on a few dozen made-up examples, loaded as the server does."""
    data = _normaliser(storage).process_training_data(TrainingData(EXAMPLES))
    _classifier(storage, wrong_at_most=0.5).train(data)
    config = {**LotseIntentClassifier.get_default_config(), "ranking_length": 2}
    return LotseIntentClassifier.load(config, storage, Resource("classifier"), execution_context=None)


def _classified(classifier: LotseIntentClassifier, text: str, words: list[str]) -> Message:
    return classifier.process([Message({"text": text, "words": words})])[0]


@pytest.mark.parametrize(
    ("word", "intent"), [("kaution", "kaution"), ("geld", "bg_hoehe"), ("offen", "oeffnungszeiten")]
)
def test_classifier_component_ranks_the_right_intent_first(
    trained: LotseIntentClassifier, word: str, intent: str
) -> None:
    ranking = _classified(trained, word, [word]).get("intent_ranking")
    assert ranking[0]["name"] == intent
    assert len(ranking) == 2


def test_classifier_component_decision_reaches_the_output(trained: LotseIntentClassifier) -> None:
    message = _classified(trained, "wer zahlt kaution bitte", ["wer", "zahlt", "kaution", "bitte"])
    output = message.as_dict(only_output_properties=True)
    assert output["decision"]["band"] == "answer"
    assert output["intent"]["name"] == "kaution"
    assert 0 < output["intent"]["confidence"] <= 1


def test_classifier_component_puts_a_crisis_first(trained: LotseIntentClassifier) -> None:
    message = _classified(trained, "wer zahlt kaution? ich will nicht mehr leben", ["wer", "zahlt", "kaution"])
    assert message.get("intent") == {"name": "notfall_krise", "confidence": 1.0}
    assert message.get("decision")["band"] == "answer"


def test_classifier_component_is_unsure_without_words(trained: LotseIntentClassifier) -> None:
    message = _classified(trained, "...", [])
    assert message.get("intent") == {"name": "nlu_fallback", "confidence": 0.0}
    assert message.get("decision") == {"band": "unsure", "candidates": []}


def test_classifier_component_is_unsure_before_training(storage: LocalModelStorage) -> None:
    assert _classified(_classifier(storage), "kaution", ["kaution"]).get("intent")["name"] == "nlu_fallback"


def _read(
    classifier: LotseIntentClassifier, storage: LocalModelStorage, text: str, *earlier: str, topic: str = "Kaution?"
) -> Message:
    """A message through the normaliser too, after turns that were answered with these intents."""
    turns = [{"intent": intent, "offered": []} for intent in earlier]
    message = Message({"text": text, "metadata": {"earlier": turns, "topic": topic} if turns else None})
    return classifier.process(_normaliser(storage).process([message]))[0]


def test_classifier_component_understands_a_mistyped_word(
    trained: LotseIntentClassifier, storage: LocalModelStorage
) -> None:
    assert _read(trained, storage, "wer zahlt kauition bitte").get("intent")["name"] == "kaution"
    assert _read(trained, storage, "wer zahlt kauition bitte").get("intent_ranking") == (
        _read(trained, storage, "wer zahlt kaution bitte").get("intent_ranking")
    )


def test_classifier_component_doubts_a_message_full_of_unknown_words(
    trained: LotseIntentClassifier, storage: LocalModelStorage
) -> None:
    plain = _read(trained, storage, "kaution").get("intent_ranking")[0]["confidence"]
    strange = _read(trained, storage, "kaution zwiebelturm schnabeltier pfefferminz").get("intent_ranking")[0]
    assert strange["confidence"] < 0.6 * plain


def test_classifier_component_offers_the_other_of_two_concerns(
    trained: LotseIntentClassifier, storage: LocalModelStorage
) -> None:
    trained._config["concerns_sure"] = 0.5
    decision = _read(trained, storage, "wer zahlt kaution bitte, was ist mit offen im mai").get("decision")
    assert decision["both"] == ["kaution", "oeffnungszeiten"]
    assert "both" not in _read(trained, storage, "wer zahlt kaution bitte, wann kommt kaution im mai").get("decision")


def test_classifier_component_reads_a_message_with_the_turn_before(
    trained: LotseIntentClassifier, storage: LocalModelStorage
) -> None:
    message = _read(trained, storage, "und was brauche ich dafür", "kaution")
    assert message.get("intent") == {"name": "kaution", "confidence": 1.0}
    assert message.get("decision") == {
        "band": "answer",
        "candidates": [],
        "follow_up": True,
        "part": "documents",
    }
    assert "follow_up" not in _read(trained, storage, "und was brauche ich dafür").get("decision")


def test_classifier_component_weighs_a_message_that_points_back_with_the_topic(
    trained: LotseIntentClassifier, storage: LocalModelStorage
) -> None:
    trained._borders = Borders(answer=1.1, margin=0, suggest=0)
    assert _read(trained, storage, "und das ist").get("decision")["candidates"][0] != "kaution"
    message = _read(trained, storage, "und das ist", "kaution", topic="wer zahlt kaution bitte")
    assert message.get("decision")["follow_up"]
    assert "kaution" in (message.get("intent")["name"], *message.get("decision")["candidates"][:1])


def test_classifier_component_puts_a_crisis_before_the_turn_before(
    trained: LotseIntentClassifier, storage: LocalModelStorage
) -> None:
    message = _read(trained, storage, "und das? ich will nicht mehr leben", "kaution")
    assert message.get("intent")["name"] == "notfall_krise"


def test_classifier_component_does_not_lean_what_is_written_in_another_language(
    trained: LotseIntentClassifier, storage: LocalModelStorage
) -> None:
    decision = _read(trained, storage, "Що мені треба зробити, щоб отримати гроші?", "kaution").get("decision")
    assert decision["language"] == "uk"
    assert "follow_up" not in decision
