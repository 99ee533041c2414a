"""Decisions stick: what was decided once is decided when it comes again, or nearly so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lotse.questions.decisions import Decision, decide
from lotse.questions.queries import Filter, list_groups
from lotse.questions.states import State
from tests.questions.helpers import DAY, Store

OUTSIDE = Decision(State.OUTSIDE)
LATER = DAY + timedelta(days=3)


def row(store: Store, text: str):  # type: ignore[no-untyped-def]
    return next(row for row in store.rows() if row.text == text)


@pytest.mark.parametrize("again", ["Wo ist der Eiffelturm?", "wo ist denn der eiffelturm", "der eiffelturm wo ist"])
def test_a_decided_question_does_not_come_back(store: Store, again: str) -> None:
    store.add("wo ist der eiffelturm")
    decide(store.engine, store.versions(), OUTSIDE, "erika")
    store.add(again, day=LATER)

    hidden = row(store, again)
    assert (hidden.state, bool(hidden.automatic), hidden.decided_by) == ("ausserhalb", True, "erika")
    page = list_groups(store.engine, Filter(), LATER)
    assert (page.groups, page.hidden) == ([], 1)


def test_what_only_contains_a_decided_question_comes(store: Store) -> None:
    store.add("eiffelturm")
    decide(store.engine, store.versions(), OUTSIDE, "erika")
    store.add("zahlt das jobcenter einen ausflug zum eiffelturm")

    assert row(store, "zahlt das jobcenter einen ausflug zum eiffelturm").state == "neu"


def test_a_near_duplicate_gets_the_answer_of_its_nearest(store: Store) -> None:
    store.add("wie hoch ist mein regelbedarf jetzt", "wie hoch ist mein regelbedarf")
    near, far = (item.id for item in sorted(store.rows(), key=lambda item: len(item.text)))
    decide(store.engine, store.versions(far), Decision(State.ASSIGNED, "mehrbedarf"), "erika")
    decide(store.engine, store.versions(near), Decision(State.ASSIGNED, "regelbedarf"), "erika")
    store.add("wie hoch ist regelbedarf mein")

    assert row(store, "wie hoch ist regelbedarf mein").intent == "regelbedarf"


def test_what_was_put_off_is_not_decided(store: Store) -> None:
    store.add("wo ist der eiffelturm")
    decide(store.engine, store.versions(), Decision(State.LATER, due=LATER), "erika")
    store.add("wo ist der eiffelturm")

    assert sorted(item.state for item in store.rows()) == ["neu", "zurueckgestellt"]
    assert store.rows("decision") == []


def test_seeing_a_question_again_keeps_its_decision_fresh(store: Store) -> None:
    store.add("wo ist der eiffelturm")
    decide(store.engine, store.versions(), OUTSIDE, "erika")
    store.add("wo ist denn der eiffelturm", day=DAY + timedelta(days=1))
    (near,) = store.rows("decision")
    store.add("Wo ist der Eiffelturm?", day=DAY + timedelta(days=2))
    (same,) = store.rows("decision")

    # A near duplicate is another text: it must not lengthen the life of this one.
    assert (str(near.seen_on), str(near.text_day)) == (str(DAY + timedelta(days=1)), str(DAY))
    assert (str(same.seen_on), str(same.text_day)) == (str(DAY + timedelta(days=2)), str(DAY + timedelta(days=2)))
