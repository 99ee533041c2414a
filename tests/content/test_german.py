"""Numbers, days and times as people in Germany write them."""

from __future__ import annotations

from datetime import date, time
from typing import Union

import pytest

from lotse.content import german


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (563, "563"),
        (1234, "1.234"),
        (1234567, "1.234.567"),
        (480.5, "480,50"),
        (1234.56, "1.234,56"),
        (563.0, "563"),
    ],
)
def test_german_number(value: Union[int, float], text: str) -> None:
    assert german.number(value) == text


@pytest.mark.parametrize(("value", "text"), [(2.3, "2,3"), (50, "50"), (17.55, "17,55"), (0.5, "0,5"), (100.0, "100")])
def test_german_share_has_as_many_decimals_as_it_needs(value: Union[int, float], text: str) -> None:
    assert german.share(value) == text


def test_german_day_keeps_number_and_month_on_one_line() -> None:
    assert german.day(date(2026, 7, 1)) == "1.\u00a0Juli 2026"


def test_german_weekday_and_day() -> None:
    assert german.weekday_and_day(date(2026, 11, 27)) == "Freitag, 27.\u00a0November"


@pytest.mark.parametrize(
    ("value", "text"), [(time(8), "8"), (time(15, 30), "15:30"), (time(9, 5), "9:05"), (time(0), "0")]
)
def test_german_clock_names_minutes_only_where_there_are_some(value: time, text: str) -> None:
    assert german.clock(value) == text


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a und b"), (["a", "b", "c"], "a, b und c")]
)
def test_german_list(parts: list[str], text: str) -> None:
    assert german.listed(parts) == text


def test_german_list_with_another_last_word() -> None:
    assert german.listed(["a", "b", "c"], "oder") == "a, b oder c"
