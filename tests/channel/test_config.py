"""What the widget needs before the first question."""

from __future__ import annotations

from typing import Any

import pytest

from lotse.channel.config import widget_config
from lotse.content.loader import Content
from lotse.settings import Settings


def _config(content: Content, **variables: str) -> dict[str, Any]:
    return widget_config(content, Settings.from_environment(variables))


def test_config_lists_topics_in_order_with_their_questions(content: Content) -> None:
    topics = _config(content)["topics"]
    assert [topic["id"] for topic in topics] == ["wohnen", "geld", "termin_kontakt"]
    assert topics[0] == {
        "id": "wohnen",
        "title": "Wohnen und Umzug",
        "label": "Wohnen",
        "questions": [{"intent": "kaution", "question": "Zahlt das Jobcenter die Kaution?"}],
    }


def test_config_leaves_out_a_topic_without_questions(content: Content) -> None:
    faqs = {name: faq for name, faq in content.faqs.items() if faq.topic != "geld"}
    bare = Content(root=content.root, faqs=faqs, topics=content.topics, offices=content.offices)
    assert "geld" not in [topic["id"] for topic in _config(bare)["topics"]]


def test_config_says_that_it_is_no_human(content: Content) -> None:
    assert "kein Mensch" in _config(content)["notice"]


def test_config_names_the_limits_of_the_server(content: Content) -> None:
    config = _config(content, LOTSE_MAX_TEXT="300", LOTSE_SESSION_MINUTES="30")
    assert (config["max_text"], config["idle_minutes"]) == (300, 30)


@pytest.mark.parametrize("env", ["demo", "production"])
def test_config_has_an_office_to_call_when_the_server_is_away(content: Content, env: str) -> None:
    card = _config(content, LOTSE_ENV=env)["offline"]["card"]
    assert card["title"] == "Jobcenter Musterkreis"
    assert card["phones"][0]["number"] == "06192 2010"


def test_config_in_production_has_no_examples(content: Content) -> None:
    assert "Beispielangabe" not in str(_config(content, LOTSE_ENV="production"))


def test_config_without_the_office_has_no_card(content: Content) -> None:
    assert _config(Content(root=content.root))["offline"]["card"] is None
