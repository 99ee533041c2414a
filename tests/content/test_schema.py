"""Declarations refuse what would show a wrong text, day, time or amount."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from pydantic import ValidationError

from lotse.content.schema import Closure, Entry, Fact, FactValue, Phone, Source, Span, Topic

ENTRY = {"question": "Was ist das?", "answer": "Das."}
FACT = {
    "id": "satz",
    "title": "Ein Satz",
    "unit": "Euro",
    "neutral": "der aktuelle Satz",
    "source": {"title": "Gesetz", "url": "https://www.example.org"},
}


def test_schema_refuses_unknown_fields() -> None:
    with pytest.raises(ValidationError, match="extra fields"):
        Entry.parse_obj({**ENTRY, "answr": "Tippfehler"})


def test_schema_declarations_cannot_be_changed() -> None:
    entry = Entry.parse_obj(ENTRY)
    with pytest.raises(TypeError):
        entry.answer = "anders"


@pytest.mark.parametrize("field", ["question", "answer"])
@pytest.mark.parametrize("value", ["", "   "])
def test_schema_refuses_an_empty_text(field: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Entry.parse_obj({**ENTRY, field: value})


def test_schema_refuses_a_question_of_more_than_a_button_holds() -> None:
    with pytest.raises(ValidationError):
        Entry.parse_obj({**ENTRY, "question": "x" * 91})


@pytest.mark.parametrize("intent", ["Kaution", "kau tion", "1_kaution", "kautiön", ""])
def test_schema_refuses_names_that_are_no_ids(intent: str) -> None:
    with pytest.raises(ValidationError):
        Topic.parse_obj({"id": intent, "title": "Titel", "label": "Knopf"})


@pytest.mark.parametrize(
    "url",
    [
        "http://www.mtk.org",
        "javascript:alert(1)",
        "//example.org",
        "/\\example.org",
        "data:text/html,x",
        "www.mtk.org",
        "https://a b",
    ],
)
def test_schema_refuses_links_that_are_not_safe(url: str) -> None:
    with pytest.raises(ValidationError):
        Source.parse_obj({"title": "Quelle", "url": url})


@pytest.mark.parametrize("url", ["https://www.mtk.org", "/fragen", "/"])
def test_schema_takes_secure_and_own_links(url: str) -> None:
    assert Source.parse_obj({"title": "Quelle", "url": url}).url == url


@pytest.mark.parametrize("number", ["0", "abc", "+49 6192 2010", "06192-2010"])
def test_schema_refuses_numbers_that_are_not_written_with_digits_and_spaces(number: str) -> None:
    with pytest.raises(ValidationError):
        Phone.parse_obj({"label": "Zentrale", "number": number})


@pytest.mark.parametrize("day", [2027, 20270115, "2027", "1.5", "15.01.2027", "2027-02-30", True])
def test_schema_refuses_days_that_are_not_written_out(day: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        Entry.parse_obj({**ENTRY, "checked_on": day})
    assert refused.value.errors()[0]["type"] == "value_error.date"


@pytest.mark.parametrize("day", [date(2027, 1, 15), "2027-01-15"])
def test_schema_takes_days_with_and_without_quotes(day: Any) -> None:
    assert Entry.parse_obj({**ENTRY, "checked_on": day}).checked_on == date(2027, 1, 15)


@pytest.mark.parametrize("opens", [480, 840, "8", "8 Uhr", "25:00"])
def test_schema_refuses_times_that_are_not_written_out(opens: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        Span.parse_obj({"opens": opens, "closes": "23:59"})
    assert refused.value.errors()[0]["type"] == "value_error.time"


def test_schema_takes_a_time_in_quotes() -> None:
    assert Span.parse_obj({"opens": "08:30", "closes": "12:00"}).opens == time(8, 30)


@pytest.mark.parametrize("closes", ["08:00", "07:59"])
def test_schema_refuses_hours_that_close_before_they_open(closes: str) -> None:
    with pytest.raises(ValidationError, match="liegt nicht nach opens"):
        Span.parse_obj({"opens": "08:00", "closes": closes})


def test_schema_closure_needs_a_reason() -> None:
    with pytest.raises(ValidationError):
        Closure.parse_obj({"first": "2026-12-24", "last": "2026-12-31"})


def test_fact_value_refuses_an_end_before_its_start() -> None:
    with pytest.raises(ValidationError, match="liegt vor valid_from"):
        FactValue.parse_obj({"value": 1, "valid_from": "2027-01-02", "valid_until": "2027-01-01"})


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2025-12-31", False), ("2026-01-01", True), ("2026-12-31", True), ("2027-01-01", False)],
)
def test_fact_value_holds_from_the_first_to_the_last_day(day: str, holds: bool) -> None:
    value = FactValue.parse_obj({"value": 563, "valid_from": "2026-01-01", "valid_until": "2026-12-31"})
    assert value.holds_on(date.fromisoformat(day)) is holds


def test_fact_value_without_days_always_holds() -> None:
    value = FactValue.parse_obj({"value": 563})
    assert value.holds_on(date(1999, 1, 1))
    assert value.holds_on(date(2099, 1, 1))


@pytest.mark.parametrize(
    "values",
    [
        [{"value": 1, "valid_until": "2026-12-31"}, {"value": 2, "valid_from": "2026-12-31"}],
        [{"value": 1, "valid_from": "2026-01-01"}, {"value": 2, "valid_from": "2027-01-01"}],
        [{"value": 2, "valid_from": "2027-01-01"}, {"value": 1, "valid_from": "2026-01-01"}],
        [{"value": 1}, {"value": 2}],
    ],
    ids=["last day twice", "first without end", "in any order", "both without days"],
)
def test_fact_refuses_two_values_on_one_day(values: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError, match="zwei Werte gelten am selben Tag"):
        Fact.parse_obj({**FACT, "values": values})


def test_fact_gives_the_value_of_the_day() -> None:
    values = [{"value": 259, "valid_until": "2026-12-31"}, {"value": 265, "valid_from": "2027-01-01"}]
    fact = Fact.parse_obj({**FACT, "values": values})
    assert [fact.value_on(day).value for day in (date(2026, 12, 31), date(2027, 1, 1))] == [259, 265]


def test_fact_gives_nothing_in_a_gap_between_two_values() -> None:
    values = [{"value": 1, "valid_until": "2026-06-30"}, {"value": 2, "valid_from": "2026-08-01"}]
    assert Fact.parse_obj({**FACT, "values": values}).value_on(date(2026, 7, 15)) is None


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("Euro", "563"),
        ("Euro", "563,00"),
        ("Prozent", "2,3"),
        ("Quadratmeter", "fünfzig"),
        ("Datum", 563),
        ("Text", 5),
        ("Euro", True),
    ],
)
def test_fact_refuses_a_value_that_does_not_fit_its_unit(unit: str, value: Any) -> None:
    with pytest.raises(ValidationError, match="passt nicht zur Einheit"):
        Fact.parse_obj({**FACT, "unit": unit, "values": [{"value": value}]})


@pytest.mark.parametrize(
    ("unit", "value"),
    [("Euro", 563), ("Euro", 563.5), ("Prozent", 2.3), ("Datum", date(2026, 7, 1)), ("Text", "auf Antrag")],
)
def test_fact_keeps_a_value_that_fits_its_unit(unit: str, value: Any) -> None:
    assert Fact.parse_obj({**FACT, "unit": unit, "values": [{"value": value}]}).values[0].value == value
