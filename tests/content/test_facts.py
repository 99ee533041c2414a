"""Amounts by day: the valid one, the neutral wording, and examples only in the demo."""

from __future__ import annotations

from datetime import date
from typing import Any, Optional

import pytest

from lotse.content.facts import fill_in, named_in, written
from lotse.content.loader import Content
from lotse.content.schema import Fact

NEW_YEARS_EVE, SECOND_OF_JANUARY = date(2026, 12, 31), date(2027, 1, 2)


def _fact(unit: str, value: Any, confirmed_on: Optional[str] = "2026-11-22") -> Fact:
    return Fact.parse_obj(
        {
            "id": "satz",
            "title": "Satz",
            "unit": unit,
            "neutral": "der aktuelle Satz",
            "values": [{"value": value, "valid_from": "2026-01-01", "valid_until": "2026-12-31"}],
            "source": {"title": "Gesetz", "url": "/"},
            "confirmed_on": confirmed_on,
        }
    )


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("Euro", 563, "563\u00a0Euro"),
        ("Euro", 1250.5, "1.250,50\u00a0Euro"),
        ("Prozent", 2.3, "2,3\u00a0Prozent"),
        ("Quadratmeter", 50, "50\u00a0Quadratmeter"),
        ("Datum", date(2026, 7, 1), "1.\u00a0Juli 2026"),
        ("Text", "das Eineinhalbfache", "das Eineinhalbfache"),
    ],
)
def test_fact_is_written_with_its_unit(unit: str, value: Any, text: str) -> None:
    fact = _fact(unit, value)
    assert written(fact, fact.values[0]) == text


@pytest.mark.parametrize("production", [True, False], ids=["production", "demo"])
@pytest.mark.parametrize(
    ("name", "on", "text"),
    [
        ("regelbedarf_1", NEW_YEARS_EVE, "563\u00a0Euro"),
        ("regelbedarf_1", SECOND_OF_JANUARY, "den aktuellen Betrag"),
        ("regelbedarf_1", date(2025, 12, 31), "den aktuellen Betrag"),
        ("kindergeld", NEW_YEARS_EVE, "259\u00a0Euro"),
        ("kindergeld", SECOND_OF_JANUARY, "265\u00a0Euro"),
    ],
)
def test_fact_shows_the_value_of_the_day_and_never_a_stale_one(
    content: Content, name: str, on: date, text: str, production: bool
) -> None:
    assert fill_in(f"{{{name}}}", content.facts, on, production) == text


def test_fact_that_is_not_confirmed_is_marked_in_the_demo(content: Content) -> None:
    assert fill_in("{mietgrenze}", content.facts, NEW_YEARS_EVE, False) == "480,50\u00a0Euro (Beispielangabe)"


def test_fact_that_is_not_confirmed_is_hidden_in_production(content: Content) -> None:
    assert fill_in("{mietgrenze}", content.facts, NEW_YEARS_EVE, True) == "so viel, wie der Kreis festlegt,"


def test_fact_that_is_neither_confirmed_nor_valid_is_neutral_in_the_demo() -> None:
    assert fill_in("{satz}", {"satz": _fact("Euro", 1, None)}, SECOND_OF_JANUARY, False) == "der aktuelle Satz"


def test_facts_are_filled_in_wherever_they_stand(content: Content) -> None:
    text = fill_in("Erst {regelbedarf_1}, dann **{kindergeld}**.", content.facts, NEW_YEARS_EVE, True)
    assert text == "Erst 563\u00a0Euro, dann **259\u00a0Euro**."


def test_fact_that_is_unknown_is_left_out(content: Content) -> None:
    assert fill_in("Du bekommst {unbekannt}.", content.facts, NEW_YEARS_EVE, False) == "Du bekommst …."


@pytest.mark.parametrize("text", ["{Groß}", "{ a }", "{}", "{a-b}"])
def test_facts_other_braces_stay_as_they_are(content: Content, text: str) -> None:
    assert fill_in(text, content.facts, NEW_YEARS_EVE, False) == text


def test_facts_named_in_a_text_are_found_in_order() -> None:
    assert named_in("{kindergeld} und {regelbedarf_1}") == ["kindergeld", "regelbedarf_1"]
