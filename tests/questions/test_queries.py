"""What the staff app asks the store for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lotse.questions.acceptance import accepted, mark_checked, mark_taken
from lotse.questions.decisions import ConflictError, Decision, annotate, decide, reword
from lotse.questions.queries import Filter, export_rows, list_groups, questions, state_counts
from lotse.questions.states import Reason, State
from tests.questions.helpers import DAY, Store
from tests.questions.test_grouping import MANY


def found(store: Store, **wanted: object) -> list[str]:
    groups = list_groups(store.engine, Filter(**wanted), DAY).groups  # type: ignore[arg-type]
    return sorted(group.representative for group in groups)


def test_filters_narrow_by_reason_day_state_and_answer(store: Store) -> None:
    store.add("miete zu hoch", reason=Reason.TIE, day=DAY - timedelta(days=9))
    (second,) = store.add("wann ist offen", reason=Reason.NO_CANDIDATE)
    store.add("geld weg", reason=Reason.TIE)
    decide(store.engine, store.versions(second), Decision(State.ASSIGNED, "oeffnungszeiten"), "erika")

    assert found(store) == ["geld weg", "miete zu hoch"]
    assert found(store, reasons=frozenset({Reason.TIE}), first_day=DAY) == ["geld weg"]
    assert found(store, last_day=DAY - timedelta(days=1)) == ["miete zu hoch"]
    assert found(store, states=frozenset({State.ASSIGNED}), intent="oeffnungszeiten") == ["wann ist offen"]
    assert found(store, states=frozenset()) == ["geld weg", "miete zu hoch", "wann ist offen"]


def test_a_search_finds_whole_groups_however_it_is_spelled(store: Store) -> None:
    store.add("wie hoch darf die miete sein", "wie hoch darf die miete in höchst sein", "wann ist offen")

    page = list_groups(store.engine, Filter(search="MIETE Hoechst"), DAY)
    assert [group.count for group in page.groups] == [2]
    assert (page.group_count, page.question_count) == (1, 2)
    assert found(store, search="gibt es nicht") == []
    assert found(store, search="100%") == []


def test_pages_follow_each_other(store: Store) -> None:
    store.add("miete zu hoch", "wann ist offen", "geld weg")
    pages = [list_groups(store.engine, Filter(), DAY, offset=offset, limit=2) for offset in (0, 2)]

    assert [len(page.groups) for page in pages] == [2, 1]
    assert {page.group_count for page in pages} == {3}


def test_hidden_questions_can_be_looked_at(store: Store) -> None:
    store.add("wo ist der eiffelturm")
    decide(store.engine, store.versions(), Decision(State.OUTSIDE), "erika")
    store.add("Wo ist der Eiffelturm?", "der eiffelturm wo ist")

    hidden = questions(store.engine, Filter(states=frozenset(), automatic=True), DAY)
    assert sorted(item.text for item in hidden) == ["Wo ist der Eiffelturm?", "der eiffelturm wo ist"]
    assert state_counts(store.engine, DAY)[State.OUTSIDE] == 1


def test_an_export_has_plain_values_and_german_headings(store: Store) -> None:
    (first,) = store.add("miete zu hoch", candidates=(("kdu_angemessen", 0.31),), reason=Reason.TIE)
    decide(store.engine, store.versions(), Decision(State.ASSIGNED, "kdu_angemessen"), "erika")
    annotate(store.engine, store.versions(), "oft gefragt", "erika")

    (row,) = export_rows(store.engine, Filter(states=frozenset()), DAY)
    assert row["Frage"] == "miete zu hoch"
    assert row["Grund"] == "mehrere Antworten möglich"
    assert row["Stand"] == "gehört zu"
    assert row["Vorschläge"] == "kdu_angemessen (31%)"
    assert row["Notiz"] == "oft gefragt"
    assert all(isinstance(value, str) for value in row.values())


def test_assigned_wordings_become_examples_and_are_asked_again(store: Store) -> None:
    (first, same, other) = store.add("bude zu fett", "Bude zu fett!", "geld weg")
    decide(store.engine, store.versions(first, same), Decision(State.ASSIGNED, "kdu_angemessen"), "erika")
    decide(store.engine, store.versions(other), Decision(State.ASSIGNED, "auszahlung"), "erika")
    store.add("zu fett bude")
    reword(store.engine, first, store.versions()[first], "Ist meine Bude zu groß?", "erika")

    money, rent = accepted(store.engine)
    assert (rent.intent, rent.sentence, len(rent.questions)) == ("kdu_angemessen", "Ist meine Bude zu groß?", 2)
    for item in (money, rent):
        mark_taken(store.engine, item.versions, "holger")
    money, rent = accepted(store.engine, State.TAKEN)
    mark_checked(store.engine, rent.versions, "answered", "kdu_angemessen", "holger")
    mark_checked(store.engine, money.versions, "suggested", None, "holger")

    money, rent = accepted(store.engine, State.CHECKED)
    assert (rent.answered, money.answered) == (True, False)
    assert accepted(store.engine) == []


def test_ten_thousand_questions_are_listed(store: Store) -> None:
    store.add(*(f"frage {number} zu thema {number % 7}" for number in range(MANY)))

    assert list_groups(store.engine, Filter(), DAY).question_count == MANY


def test_what_was_decided_anew_is_not_taken(store: Store) -> None:
    store.add("bude zu fett")
    decide(store.engine, store.versions(), Decision(State.ASSIGNED, "kdu_angemessen"), "erika")
    (item,) = accepted(store.engine)
    decide(store.engine, store.versions(), Decision(State.IGNORED), "erika")

    with pytest.raises(ConflictError, match="erika"):
        mark_taken(store.engine, item.versions, "holger")
