"""The Rasa components: the language model is used and recorded, a crisis goes first, decisions reach the message."""

# ruff: noqa: E402
from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Callable

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from lotse.nlu.classifier import LotseIntentClassifier
from lotse.nlu.component import code_fingerprint
from lotse.nlu.components import CountyEntityExtractor, GermanNormaliser
from lotse.nlu.language import LanguageModelMismatchError


def _normaliser(storage: LocalModelStorage) -> GermanNormaliser:
    return GermanNormaliser.create({}, storage, Resource("normaliser"), execution_context=None)


def _words(normaliser: GermanNormaliser, text: str) -> list[str]:
    return normaliser.process([Message({"text": text})])[0].get("words")


def _meta(storage: LocalModelStorage) -> dict[str, Any]:
    with storage.read_from(Resource("normaliser")) as folder:
        return json.loads((folder / "meta.json").read_text(encoding="utf-8"))


def test_normaliser_component_knows_the_glossary(environment, no_language_model, storage: LocalModelStorage) -> None:
    assert _words(_normaliser(storage), "Mietsicherheit?") == ["mietsicherheit", "kaution", "?"]


def test_normaliser_component_uses_the_lemmas_of_the_language_model(
    environment, language_model, storage: LocalModelStorage
) -> None:
    assert _words(_normaliser(storage), "Wohnungen") == ["wohnungen", "wohnung"]


def test_normaliser_component_without_the_language_model_has_no_lemmas(
    environment, no_language_model, storage: LocalModelStorage
) -> None:
    assert _words(_normaliser(storage), "Wohnungen") == ["wohnungen"]


def test_normaliser_component_leaves_messages_without_text(
    environment, no_language_model, storage: LocalModelStorage
) -> None:
    message = Message({"intent": "kaution"})
    assert _normaliser(storage).process([message])[0].get("words") is None


def test_normaliser_component_prepares_training_like_serving(
    environment, no_language_model, storage: LocalModelStorage
) -> None:
    data = TrainingData([Message.build(text="Bürgergeld", intent="bg_hoehe")])
    prepared = _normaliser(storage).process_training_data(data)
    assert prepared.training_examples[0].get("words") == ["buergergeld", "grundsicherungsgeld"]


def test_normaliser_component_records_the_language_model(
    environment, language_model, storage: LocalModelStorage
) -> None:
    _normaliser(storage).train(TrainingData([]))
    assert _meta(storage)["language_model"] == "de_core_news_md-3.4.0"


def test_normaliser_component_loads_with_the_same_language_model(
    environment, language_model, storage: LocalModelStorage
) -> None:
    _normaliser(storage).train(TrainingData([]))
    assert _words(GermanNormaliser.load({}, storage, Resource("normaliser"), execution_context=None), "Wohnungen") == [
        "wohnungen",
        "wohnung",
    ]


def test_normaliser_component_refuses_a_model_trained_with_another_language_model(
    environment, language_model, storage: LocalModelStorage, request: pytest.FixtureRequest
) -> None:
    _normaliser(storage).train(TrainingData([]))
    request.getfixturevalue("no_language_model")
    with pytest.raises(LanguageModelMismatchError, match=r"«de_core_news_md-3.4.0».*«spacy-blank-de»"):
        GermanNormaliser.load({}, storage, Resource("normaliser"), execution_context=None)


def test_normaliser_component_refuses_a_model_trained_without_the_language_model(
    environment, language_model, storage: LocalModelStorage
) -> None:
    with storage.write_to(Resource("normaliser")) as folder:
        (folder / "meta.json").write_text(json.dumps({"language_model": "spacy-blank-de", "aliases": {}}))
    with pytest.raises(LanguageModelMismatchError):
        GermanNormaliser.load({}, storage, Resource("normaliser"), execution_context=None)


def test_normaliser_component_keeps_the_glossary_it_was_trained_with(
    environment, no_language_model, storage: LocalModelStorage, content_folder: Path
) -> None:
    _normaliser(storage).train(TrainingData([]))
    (content_folder / "glossary.yml").write_text(
        "- {official: Miete, explanation: Geld., said: [Mietsicherheit]}\n", encoding="utf-8"
    )
    loaded = GermanNormaliser.load({}, storage, Resource("normaliser"), execution_context=None)
    assert _words(loaded, "mietsicherheit") == ["mietsicherheit", "kaution"]


def test_entity_component_finds_what_a_message_names(environment, stopped_clock: Callable[[str], None]) -> None:
    message = Message({"text": "Hat die Wohngeldstelle morgen auf?"})
    CountyEntityExtractor.create({}).process([message])
    found = {item["entity"]: item["value"] for item in message.get("entities")}
    assert found == {"office": "wohngeldstelle", "day": "2026-11-25"}


def test_entity_component_sees_a_new_word_at_once(environment, content_folder: Path) -> None:
    from lotse.content.store import shared_store

    extractor = CountyEntityExtractor.create({})
    extractor.process([Message({"text": "kreishaus"})])
    offices = content_folder / "county" / "offices.yml"
    offices.write_text(
        offices.read_text(encoding="utf-8").replace("[landratsamt,", "[kreishaus, landratsamt,"), encoding="utf-8"
    )
    shared_store().refresh()
    message = Message({"text": "kreishaus"})
    extractor.process([message])
    assert [item["value"] for item in message.get("entities")] == ["landratsamt"]


def test_entity_component_gives_examples_no_entities(environment) -> None:
    data = TrainingData([Message.build(text="jobcenter", intent="kontakt")])
    extractor = CountyEntityExtractor.create({})
    assert extractor.process_training_data(data).training_examples[0].get("entities") is None


def test_components_are_trained_anew_when_their_code_changes() -> None:
    assert len(code_fingerprint()) == 64
    assert LotseIntentClassifier.fingerprint_addon({}) == GermanNormaliser.fingerprint_addon({}) == code_fingerprint()


def test_entity_component_day_is_written_for_machines(environment, stopped_clock: Callable[[str], None]) -> None:
    message = Message({"text": "Silvester"})
    CountyEntityExtractor.create({}).process([message])
    assert date.fromisoformat(message.get("entities")[0]["value"]) == date(2026, 12, 31)
