"""Figures: right sums, no small counts, nothing to be worked out from a total."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lotse.questions.entries import Batch, Entry, Tally
from lotse.questions.figures import Figures, hide, over_time, per_answer, share, totals
from lotse.questions.states import Measure
from lotse.questions.writing import BatchWriter
from tests.questions.helpers import DAY, Store

LAST_WEEK = DAY - timedelta(days=7)


def count(store: Store, *tallies: Tally) -> None:
    writer = BatchWriter(store.url, lambda: DAY)
    writer.write(Batch((Entry(tallies=tallies),)))
    writer.close()


def tally(measure: Measure, by: int, outcome: str = "answered", intent: str = "", reason: str = "", day=DAY) -> Tally:  # type: ignore[no-untyped-def]
    return Tally(day, measure, outcome, intent, reason, by)


def test_totals_add_up(store: Store) -> None:
    count(
        store,
        tally(Measure.ASKED, 60, intent="kaution"),
        tally(Measure.ASKED, 10, intent="umzug"),
        tally(Measure.ASKED, 20, "suggested"),
        tally(Measure.ASKED, 10, "unanswered"),
        tally(Measure.TAKEN, 15, intent="kaution"),
        tally(Measure.REJECTED, 5, "unanswered"),
        tally(Measure.FORWARDED, 8, "unanswered"),
        tally(Measure.UP, 30, intent="kaution"),
        tally(Measure.DOWN, 10, intent="kaution", reason="falsch"),
    )

    figures = totals(store.engine, DAY, DAY)
    assert (figures.asked, figures.answered, figures.suggested, figures.unanswered) == (100, 70, 20, 10)
    assert (figures.taken, figures.rejected, figures.forwarded) == (15, 5, 8)
    assert (figures.answer_rate, figures.taken_rate, figures.up_rate) == (0.7, 0.75, 0.75)


def test_counts_of_several_batches_add_up(store: Store) -> None:
    for _ in range(3):
        count(store, tally(Measure.ASKED, 1), tally(Measure.ASKED, 1))

    assert totals(store.engine, DAY, DAY).asked == 6


def test_small_counts_are_hidden_until_they_are_large(store: Store) -> None:
    count(store, tally(Measure.UP, 4, intent="kaution", day=LAST_WEEK), tally(Measure.UP, 4, intent="kaution"))

    assert totals(store.engine, DAY, DAY).up is None
    assert totals(store.engine, DAY, DAY).up_rate is None
    assert totals(store.engine, LAST_WEEK, DAY).up == 8


def test_a_few_greetings_hide_nothing_else(store: Store) -> None:
    counts = {"answered": 60, "suggested": 20, "unanswered": 8, "out_of_scope": 9, "smalltalk": 2, "error": 1}
    count(store, *(tally(Measure.ASKED, number, outcome) for outcome, number in counts.items()))

    figures = totals(store.engine, DAY, DAY)
    assert (figures.asked, figures.unanswered, figures.smalltalk) == (97, 8, None)
    assert figures.answer_rate == pytest.approx(60 / 88)


def test_a_hidden_cell_cannot_be_worked_out() -> None:
    assert hide({"a": 100, "b": 7, "c": 3, "d": 0}) == {"a": 100, "b": None, "c": None, "d": 0}
    assert hide({"a": 100, "b": 2, "c": 3}) == {"a": 100, "b": None, "c": None}
    assert hide({"a": 3}) == {"a": None}


@pytest.mark.parametrize(("by", "periods"), [("day", 9), ("week", 2), ("month", 1)])
def test_time_goes_on_without_gaps(store: Store, by: str, periods: int) -> None:
    count(store, tally(Measure.ASKED, 9), tally(Measure.ASKED, 7, day=LAST_WEEK))

    course = over_time(store.engine, DAY - timedelta(days=8), DAY, by)
    assert len(course) == periods
    assert sum(figures.asked or 0 for figures in course.values()) == 16
    assert list(course) == sorted(course)


def test_answers_are_ranked_by_thumbs_down(store: Store) -> None:
    count(
        store,
        tally(Measure.ASKED, 50, intent="kaution"),
        tally(Measure.ASKED, 20, intent="umzug"),
        tally(Measure.TAPPED, 5, intent="umzug"),
        tally(Measure.UP, 6, intent="umzug"),
        tally(Measure.DOWN, 9, intent="umzug", reason="falsch"),
        tally(Measure.DOWN, 3, intent="umzug"),
        tally(Measure.DOWN, 2, intent="kaution"),
    )

    first, second = per_answer(store.engine, DAY, DAY)
    assert (first.intent, first.given, first.up, first.down) == ("umzug", 25, 6, 12)
    assert first.reasons == {"falsch": 9}
    assert (second.intent, second.down, second.up_rate) == ("kaution", None, None)


def test_nothing_asked_is_no_error(store: Store) -> None:
    assert totals(store.engine, DAY, DAY) == Figures()
    assert per_answer(store.engine, DAY, DAY) == []
    assert share(0, 0) is None
