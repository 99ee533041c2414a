"""Rasa reads from the exported YAML exactly what stands in the content."""
# ruff: noqa: E402

from __future__ import annotations

from pathlib import Path

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader

from benchmarks.export import FALLBACK_RESPONSE, export, read_back
from lotse.content.importer import ContentImporter
from lotse.settings import PROJECT

CONFIG, DOMAIN = PROJECT / "config.yml", PROJECT / "domain.yml"


@pytest.fixture
def importer(environment) -> ContentImporter:
    return ContentImporter(str(CONFIG), str(DOMAIN))


@pytest.fixture
def exported(importer: ContentImporter, tmp_path: Path) -> Path:
    export(tmp_path / "content", CONFIG, DOMAIN, stories=True)
    return tmp_path / "content"


def _steps(path: Path) -> dict[str, str]:
    found = {}
    for step in YAMLStoryReader().read_from_file(path):
        intents = [event.intent["name"] for event in step.events if isinstance(event, UserUttered)]
        actions = [event.action_name for event in step.events if isinstance(event, ActionExecuted)]
        found[intents[0]] = next(name for name in actions if name != "...")
    return found


def test_exported_examples_are_read_back_as_they_were(importer: ContentImporter, exported: Path) -> None:
    examples = importer.get_nlu_data().intent_examples
    assert read_back(exported / "nlu.yml") == sorted((item.get("text"), item.get("intent")) for item in examples)


def test_exported_rules_answer_every_intent_and_the_fallback(importer: ContentImporter, exported: Path) -> None:
    expected = {name: f"utter_{name}" for name in importer.content.faqs}
    assert _steps(exported / "rules.yml") == {**expected, "nlu_fallback": FALLBACK_RESPONSE}


def test_exported_stories_are_the_rules_without_the_fallback(importer: ContentImporter, exported: Path) -> None:
    assert _steps(exported / "stories.yml") == {name: f"utter_{name}" for name in importer.content.faqs}


def test_exported_content_has_stories_only_when_asked(importer: ContentImporter, tmp_path: Path) -> None:
    export(tmp_path, CONFIG, DOMAIN)
    assert sorted(path.name for path in tmp_path.glob("*.yml")) == ["domain.yml", "nlu.yml", "rules.yml"]


def test_exported_domain_has_words_for_every_action(importer: ContentImporter, exported: Path) -> None:
    domain = Domain.load(exported / "domain.yml")
    said = set(_steps(exported / "rules.yml").values())
    assert said == set(domain.responses)
    assert all(response[0]["text"].strip() for response in domain.responses.values())


def test_exported_domain_keeps_intents_and_session(importer: ContentImporter, exported: Path) -> None:
    domain = Domain.load(exported / "domain.yml")
    assert set(importer.content.faqs) <= set(domain.intents)
    assert domain.session_config == importer.get_domain().session_config


def test_exported_answers_hold_no_braces_which_rasa_would_fill(exported: Path) -> None:
    responses = Domain.load(exported / "domain.yml").responses
    assert not [name for name, response in responses.items() if set("{}") & set(response[0]["text"])]
