"""No stale amount: every real answer, composed on a day after the amounts of 2026 have expired."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from lotse.clock import BERLIN
from lotse.content.answer import Composer
from lotse.content.facts import fact_text, written
from lotse.content.loader import Content, load
from lotse.settings import PROJECT

NEW_YEAR = date(2027, 1, 2)


@pytest.fixture(scope="module")
def real() -> Content:
    return load(PROJECT / "data")


def shown_on(content: Content, day: date) -> str:
    make = Composer(content, datetime(day.year, day.month, day.day, 10, tzinfo=BERLIN), production=True)
    answers = [
        make.faq(faq, situation)
        for faq in content.faqs.values()
        for situation in [None, *(item.situation for item in faq.entry.variants)]
    ]
    return "\n".join(answer.text() for answer in answers)


def test_new_year_shows_no_amount_that_has_expired(real: Content) -> None:
    after = shown_on(real, NEW_YEAR)
    valid = {written(fact, value) for fact in real.facts.values() if (value := fact.value_on(NEW_YEAR))}
    expired = {
        written(fact, value) for fact in real.facts.values() if fact.value_on(NEW_YEAR) is None for value in fact.values
    } - valid
    assert len(expired) > 20
    assert [amount for amount in expired if amount in after] == []


def test_new_year_shows_them_before(real: Content) -> None:
    fact = real.facts["regelbedarf_1"]
    assert fact_text(fact, date(2026, 12, 31), production=True) in shown_on(real, date(2026, 12, 31))


def test_new_year_switches_prepared_amounts_on_by_itself(real: Content) -> None:
    minijob = real.facts["minijobgrenze"]
    assert fact_text(minijob, date(2026, 12, 31), production=True) == "603\u00a0Euro"
    assert fact_text(minijob, date(2027, 1, 1), production=True) == "633\u00a0Euro"
