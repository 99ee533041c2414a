"""Rasa's responses come live from the content."""

# ruff: noqa: E402
from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, Optional

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from lotse.content.answer import Answer
from lotse.content.nlg import ContentResponses
from lotse.content.store import ContentStore


def _generate(
    store: ContentStore, action: str, metadata: Optional[dict[str, Any]] = None, **decision: Any
) -> Optional[dict[str, Any]]:
    message = UserUttered("frage", parse_data={"decision": decision}, metadata=metadata)  # type: ignore[typeddict-item]
    tracker = DialogueStateTracker.from_events("sitzung", [message])
    return asyncio.run(ContentResponses(store=store).generate(action, tracker, "widget"))


def test_nlg_gives_the_answer_as_text_and_as_blocks(store: ContentStore) -> None:
    response = _generate(store, "utter_kaution")
    assert response is not None
    answer = Answer.from_dict(response["answer"])
    assert answer.intent == "kaution"
    assert response["text"] == answer.text()


def test_nlg_gives_the_answer_of_the_tapped_situation(store: ContentStore) -> None:
    response = _generate(store, "utter_kaution", {"situation": "unter_25"})
    assert response is not None
    assert "Zieh erst um" in response["text"]


def test_nlg_gives_only_the_part_that_was_asked_for(store: ContentStore) -> None:
    response = _generate(store, "utter_kaution", part="documents")
    assert response is not None
    assert response["text"].startswith("Zahlt das Jobcenter die Kaution?\n\nDas brauchst du:\n- Mietvertrag")
    assert "Darlehen" not in response["text"]


def test_nlg_says_that_the_whole_answer_is_all_there_is(store: ContentStore) -> None:
    response = _generate(store, "utter_kaution", again=True)
    assert response is not None
    assert response["text"].startswith("Auf deine Nachfrage habe ich keine eigene Antwort.")
    assert "Darlehen" in response["text"]


def test_nlg_answer_is_live(store: ContentStore, content_folder: Path) -> None:
    (content_folder / "faq" / "wohnen" / "kaution.yml").write_text(
        "question: Kaution?\nanswer: Ganz neu.\n", encoding="utf-8"
    )
    store.refresh()
    response = _generate(store, "utter_kaution")
    assert response is not None
    assert response["text"] == "Ganz neu."


def test_nlg_answer_that_is_gone_is_logged_without_any_message(
    store: ContentStore, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, logger="lotse.content.nlg"):
        assert _generate(store, "utter_geloescht") is None
    assert "utter_geloescht" in caplog.text
    assert "frage" not in caplog.text


def test_nlg_is_made_by_rasa_from_the_endpoints(environment) -> None:
    endpoint = EndpointConfig.from_dict({"type": "lotse.content.nlg.ContentResponses"})
    assert isinstance(NaturalLanguageGenerator.create(endpoint, Domain.empty()), ContentResponses)
