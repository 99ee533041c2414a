"""What the actions share: what the message named, and which office is meant."""

from __future__ import annotations

from datetime import date
from typing import Any, Optional

import pytest
from rasa_sdk import Tracker

from actions.common import answered, intent_of, named, office_asked_for
from lotse.content.answer import Composer, paragraph
from lotse.content.loader import Content
from lotse.content.schema import Outcome
from lotse.nlu.county_words import Named


def _tracker(
    entities: Optional[dict[str, str]] = None, slots: Optional[dict[str, str]] = None, **message: Any
) -> Tracker:
    found = [{"entity": name, "value": value} for name, value in (entities or {}).items()]
    return Tracker("sitzung", slots or {}, {"entities": found, **message}, [], False, None, {}, "action_listen")


def test_actions_named_is_what_the_message_named() -> None:
    tracker = _tracker({"office": "jobcenter", "day": "2026-12-24", "fremd": "x"})
    assert named(tracker) == Named(office="jobcenter", day=date(2026, 12, 24))


def test_actions_named_is_not_what_an_earlier_message_named() -> None:
    assert named(_tracker(slots={"office": "jobcenter"})) == Named()


@pytest.mark.parametrize("message", [{}, {"intent": None}, {"intent": {}}, {"intent": {"name": None}}])
def test_actions_intent_of_a_message_without_one_is_empty(message: dict[str, Any]) -> None:
    assert intent_of(_tracker(**message)) == ""


@pytest.mark.parametrize(
    ("entities", "slots", "office"),
    [
        ({}, {}, "jobcenter"),
        ({"office": "landratsamt"}, {}, "landratsamt"),
        ({"benefit": "wohngeld"}, {}, "wohngeldstelle"),
        ({"office": "landratsamt", "benefit": "wohngeld"}, {}, "landratsamt"),
        ({}, {"office": "landratsamt"}, "landratsamt"),
        ({}, {"benefit": "wohngeld"}, "wohngeldstelle"),
        ({"benefit": "wohngeld"}, {"office": "landratsamt"}, "wohngeldstelle"),
        ({"office": "gibt_es_nicht"}, {"benefit": "gibt_es_nicht"}, "jobcenter"),
    ],
)
def test_actions_office_is_the_one_named_last(
    content: Content, entities: dict[str, str], slots: dict[str, str], office: str
) -> None:
    assert office_asked_for(_tracker(entities, slots), content).id == office


def test_actions_office_without_memory_is_the_jobcenter(content: Content) -> None:
    assert office_asked_for(_tracker(slots={"office": "landratsamt"}), content, remember=False).id == "jobcenter"


def test_actions_answer_has_sources_and_follow_ups_of_the_entry(content: Content) -> None:
    answer = answered(
        Composer(content, production=False), _tracker(intent={"name": "oeffnungszeiten"}), [paragraph("Ja.")]
    )
    assert (answer.intent, answer.as_of) == ("oeffnungszeiten", "2026-11-22")
    assert [source["title"] for source in answer.sources] == ["Internetseite des Kreises"]
    assert [item.intent for item in answer.suggestions] == ["kaution"]


def test_actions_answer_without_an_entry_is_still_an_answer(content: Content) -> None:
    answer = answered(Composer(content, production=False), _tracker(intent={"name": "geloescht"}), [paragraph("Ja.")])
    assert (answer.outcome, answer.blocks, answer.sources) == (Outcome.ANSWERED, [paragraph("Ja.")], [])
