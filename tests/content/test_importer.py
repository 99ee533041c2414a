"""Rasa gets an intent, examples and a rule for each FAQ, and nothing of an answer's text."""

# ruff: noqa: E402
from __future__ import annotations

from pathlib import Path

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.shared.core.events import ActionExecuted, UserUttered

from lotse.content.importer import ContentImporter
from lotse.content.problems import ContentError
from lotse.settings import PROJECT


@pytest.fixture
def importer(environment) -> ContentImporter:
    """The importer of the small data folder with the project's domain."""
    return ContentImporter(str(PROJECT / "config.yml"), str(PROJECT / "domain.yml"))


def _rules(importer: ContentImporter) -> dict[str, str]:
    found = {}
    for step in importer.get_stories().story_steps:
        intents = [event.intent["name"] for event in step.events if isinstance(event, UserUttered)]
        actions = [event.action_name for event in step.events if isinstance(event, ActionExecuted)]
        found[intents[0]] = next(name for name in actions if name != "...")
    return found


def test_importer_domain_has_an_intent_for_each_entry(importer: ContentImporter) -> None:
    assert {"kaution", "bg_hoehe", "oeffnungszeiten", "begruessung", "notfall_krise"} <= set(
        importer.get_domain().intents
    )


def test_importer_domain_has_a_response_for_each_entry_without_action(importer: ContentImporter) -> None:
    responses = importer.get_domain().responses
    assert "utter_kaution" in responses
    assert "utter_oeffnungszeiten" not in responses


def test_importer_domain_keeps_slots_and_actions_of_the_project(importer: ContentImporter) -> None:
    domain = importer.get_domain()
    assert {"office", "benefit", "town"} <= {slot.name for slot in domain.slots}
    assert "action_fallback" in domain.user_actions


def test_importer_without_a_domain_file_has_the_content_only(environment) -> None:
    assert "kaution" in ContentImporter().get_domain().intents


def test_importer_gives_rasa_no_word_of_an_answer(importer: ContentImporter) -> None:
    assert "Darlehen" not in str(importer.get_domain().as_dict())


def test_importer_rule_leads_to_the_response_or_the_action(importer: ContentImporter) -> None:
    assert _rules(importer) == {
        "kaution": "utter_kaution",
        "bg_hoehe": "utter_bg_hoehe",
        "oeffnungszeiten": "action_office_hours",
        "begruessung": "utter_begruessung",
        "notfall_krise": "utter_notfall_krise",
        "nlu_fallback": "action_fallback",
    }


def test_importer_works_without_own_rules(importer: ContentImporter, content_folder: Path) -> None:
    (content_folder / "dialog" / "rules.yml").unlink()
    assert "nlu_fallback" not in _rules(importer)


def test_importer_examples_begin_with_the_question_of_an_faq(importer: ContentImporter) -> None:
    examples = [m.get("text") for m in importer.get_nlu_data().intent_examples if m.get("intent") == "kaution"]
    assert examples == ["Zahlt das Jobcenter die Kaution?", "zahlt ihr die kaution", "mietkaution jobcenter"]


def test_importer_examples_of_small_talk_are_without_its_title(importer: ContentImporter) -> None:
    examples = [m.get("text") for m in importer.get_nlu_data().intent_examples if m.get("intent") == "notfall_krise"]
    assert examples == ["ich will nicht mehr leben"]


def test_importer_takes_an_example_only_once(importer: ContentImporter, content_folder: Path) -> None:
    path = content_folder / "faq" / "geld" / "bg_hoehe.yml"
    path.write_text(
        "question: Wie viel?\nanswer: Viel.\nexamples:\n- Wie viel?\n- was gibts\n- was gibts\n", encoding="utf-8"
    )
    examples = [m.get("text") for m in importer.get_nlu_data().intent_examples if m.get("intent") == "bg_hoehe"]
    assert examples == ["Wie viel?", "was gibts"]


def test_importer_refuses_broken_content(importer: ContentImporter, content_folder: Path) -> None:
    (content_folder / "faq" / "geld" / "bg_hoehe.yml").write_text("question: [", encoding="utf-8")
    with pytest.raises(ContentError, match="bg_hoehe.yml"):
        importer.get_domain()


def test_importer_gives_the_configuration_of_the_project(importer: ContentImporter) -> None:
    assert [step["name"] for step in importer.get_config()["pipeline"]][
        -1
    ] == "lotse.nlu.classifier.LotseIntentClassifier"


def test_importer_without_configuration_gives_none(environment) -> None:
    assert ContentImporter("gibt-es-nicht.yml").get_config() == {}
