"""Decisions of the staff: whole or not at all, told who was faster, undone with all that followed."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from typing import Any

import pytest

from lotse.questions import audit
from lotse.questions.decisions import (
    ConflictError,
    Decision,
    Done,
    GoneError,
    UndoneError,
    annotate,
    decide,
    reword,
    split,
    undo,
)
from lotse.questions.queries import Filter, list_groups, state_counts
from lotse.questions.states import State
from tests.questions.helpers import DAY, Store

TO_RENT = Decision(State.ASSIGNED, "kdu_angemessen")
NONSENSE = Decision(State.IGNORED)


def states(store: Store) -> dict[str, str]:
    return {row.text: row.state for row in store.rows()}


def by_id(store: Store, question_id: str) -> Any:
    return next(row for row in store.rows() if row.id == question_id)


def test_a_decision_names_answer_and_person(store: Store) -> None:
    ids = store.add("bude zu fett", "wohnung zu teuer")
    done = decide(store.engine, store.versions(), TO_RENT, "erika")

    assert done.count == 2
    assert done.versions == store.versions()
    row = by_id(store, ids[0])
    assert (row.state, row.intent, row.decided_by) == ("zugeordnet", "kdu_angemessen", "erika")


def test_who_comes_second_sees_what_the_first_decided(store: Store) -> None:
    ids = store.add("bude zu fett", "wohnung zu teuer", "miete zu hoch")
    seen = store.versions()
    decide(store.engine, {ids[1]: seen[ids[1]]}, TO_RENT, "erika")

    with pytest.raises(ConflictError) as conflict:
        decide(store.engine, seen, NONSENSE, "holger")

    assert (conflict.value.login, conflict.value.state, conflict.value.intent) == (
        "erika",
        State.ASSIGNED,
        "kdu_angemessen",
    )
    assert conflict.value.ids == (ids[1],)
    assert "erika war schneller: gehört zu kdu_angemessen" in str(conflict.value)
    assert states(store) == {"bude zu fett": "neu", "wohnung zu teuer": "zugeordnet", "miete zu hoch": "neu"}


def test_of_two_at_the_same_moment_one_wins(store: Store) -> None:
    store.add("bude zu fett", "wohnung zu teuer")
    seen = store.versions()
    results: dict[str, Any] = {}
    start = threading.Barrier(2)

    def reviewer(login: str, decision: Decision) -> None:
        start.wait()
        try:
            results[login] = decide(store.engine, seen, decision, login)
        except ConflictError as conflict:
            results[login] = conflict

    threads = [
        threading.Thread(target=reviewer, args=("erika", TO_RENT)),
        threading.Thread(target=reviewer, args=("holger", NONSENSE)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winner = next(login for login, result in results.items() if isinstance(result, Done))
    (loser,) = (result for result in results.values() if isinstance(result, ConflictError))
    assert loser.login == winner
    assert {row.decided_by for row in store.rows()} == {winner}


def test_the_same_wording_that_came_in_meanwhile_is_decided_too(store: Store) -> None:
    (first,) = store.add("bude zu fett")
    seen = store.versions()
    store.add("Bude zu fett!")
    done = decide(store.engine, seen, NONSENSE, "erika")

    assert done.count == 2
    assert set(states(store).values()) == {"ignoriert"}


def test_later_news_about_a_question_is_no_conflict(store: Store) -> None:
    """The recorder may learn that suggestions were rejected while somebody looks at the question."""
    (first,) = store.add("bude zu fett")
    seen = store.versions()
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE question SET reason = 'vorschlaege_abgelehnt'")

    decide(store.engine, seen, NONSENSE, "erika")
    assert by_id(store, first).state == "ignoriert"


def test_undoing_brings_back_what_was_before(store: Store) -> None:
    (first,) = store.add("bude zu fett")
    decide(store.engine, store.versions(), TO_RENT, "erika")
    done = decide(store.engine, store.versions(), NONSENSE, "holger")
    undone = undo(store.engine, done.audit_id, "holger")

    row = by_id(store, first)
    assert (row.state, row.intent, row.decided_by) == ("zugeordnet", "kdu_angemessen", "erika")
    assert undone.versions == store.versions()
    (memory,) = store.rows("decision")
    assert (memory.state, memory.intent, memory.decided_by) == ("zugeordnet", "kdu_angemessen", "erika")


def test_undoing_opens_what_was_decided_by_itself(store: Store) -> None:
    store.add("bude zu fett")
    done = decide(store.engine, store.versions(), NONSENSE, "erika")
    store.add("bude zu fett!", "zu fett bude")
    assert list_groups(store.engine, Filter(), DAY).hidden == 2
    undo(store.engine, done.audit_id, "erika")

    page = list_groups(store.engine, Filter(), DAY)
    assert (page.question_count, page.hidden) == (3, 0)
    assert store.rows("decision") == []


def test_another_decision_takes_along_what_was_decided_by_itself(store: Store) -> None:
    (first,) = store.add("bude zu fett")
    decide(store.engine, store.versions(), NONSENSE, "erika")
    store.add("zu fett bude")
    decide(store.engine, store.versions(first), TO_RENT, "holger")

    assert {(row.state, row.intent) for row in store.rows()} == {("zugeordnet", "kdu_angemessen")}


def test_what_was_decided_by_itself_can_be_decided_by_a_person(store: Store) -> None:
    store.add("bude zu fett")
    decide(store.engine, store.versions(), NONSENSE, "erika")
    (other,) = store.add("zu fett bude")
    done = decide(store.engine, store.versions(other), TO_RENT, "holger")

    assert states(store) == {"bude zu fett": "ignoriert", "zu fett bude": "zugeordnet"}
    assert not by_id(store, other).automatic
    undo(store.engine, done.audit_id, "holger")
    assert states(store) == {"bude zu fett": "ignoriert", "zu fett bude": "ignoriert"}
    assert by_id(store, other).automatic


def test_a_decision_is_undone_once(store: Store) -> None:
    store.add("bude zu fett")
    done = decide(store.engine, store.versions(), NONSENSE, "erika")
    undo(store.engine, done.audit_id, "erika")

    with pytest.raises(UndoneError, match="erika"):
        undo(store.engine, done.audit_id, "holger")
    with pytest.raises(UndoneError):
        undo(store.engine, 999, "holger")


def test_what_was_decided_anew_cannot_be_undone_behind_it(store: Store) -> None:
    store.add("bude zu fett")
    done = decide(store.engine, store.versions(), NONSENSE, "erika")
    decide(store.engine, store.versions(), TO_RENT, "holger")

    with pytest.raises(ConflictError, match="holger"):
        undo(store.engine, done.audit_id, "erika")
    assert states(store) == {"bude zu fett": "zugeordnet"}


def test_a_reopened_question_is_forgotten(store: Store) -> None:
    store.add("bude zu fett")
    decide(store.engine, store.versions(), NONSENSE, "erika")
    decide(store.engine, store.versions(), Decision(State.NEW), "erika")

    assert states(store) == {"bude zu fett": "neu"}
    assert store.rows("decision") == []


def test_what_is_put_off_comes_back_on_its_day(store: Store) -> None:
    store.add("bude zu fett")
    due = DAY + timedelta(days=7)
    decide(store.engine, store.versions(), Decision(State.LATER, due=due), "erika")

    assert list_groups(store.engine, Filter(), DAY).groups == []
    assert state_counts(store.engine, DAY)[State.LATER] == 1
    assert list_groups(store.engine, Filter(), due).question_count == 1
    assert state_counts(store.engine, due)[State.NEW] == 1


def test_a_variant_split_off_makes_a_group_of_its_own(store: Store) -> None:
    store.add("wie hoch darf die miete sein", "wie hoch darf die miete so sein", "wie hoch darf meine miete sein")
    (whole,) = list_groups(store.engine, Filter(), DAY).groups
    apart = {item.id: item.version for item in whole.variants[-1].questions}
    done = split(store.engine, apart, "erika")

    groups = list_groups(store.engine, Filter(), DAY).groups
    assert sorted(group.count for group in groups) == [1, 2]
    undo(store.engine, done.audit_id, "erika")
    assert [group.count for group in list_groups(store.engine, Filter(), DAY).groups] == [3]


def test_notes_and_sentences_stay_out_of_the_log(store: Store) -> None:
    (first,) = store.add("bude zu fett")
    annotate(store.engine, store.versions(), "frag mal Frau Kunz", "erika")
    reword(store.engine, first, store.versions()[first], "Ist meine Wohnung zu groß?", "erika")

    row = by_id(store, first)
    assert (row.note, row.sentence) == ("frag mal Frau Kunz", "Ist meine Wohnung zu groß?")
    log = repr(store.rows("audit")) + repr(store.rows("audit_item"))
    assert "Kunz" not in log
    assert "Wohnung" not in log
    assert "bude" not in log


def test_the_log_says_who_did_what_to_a_question(store: Store) -> None:
    (first,) = store.add("bude zu fett")
    (other,) = store.add("ganz was anderes")
    done = decide(store.engine, store.versions(first), TO_RENT, "erika")
    undo(store.engine, done.audit_id, "holger")
    decide(store.engine, store.versions(other), NONSENSE, "holger")

    lines = audit.entries(store.engine, question_id=first)
    assert [(line.login, line.action, line.subject) for line in lines] == [
        ("holger", "rueckgaengig", str(done.audit_id)),
        ("erika", "entschieden", "kdu_angemessen"),
    ]
    assert lines[1].undone_by == "holger"
    assert [line.login for line in audit.entries(store.engine, login="erika")] == ["erika"]
    item = next(row for row in store.rows("audit_item") if row.audit_id == done.audit_id)
    before = json.loads(item.before) if isinstance(item.before, str) else item.before
    assert before["state"] == "neu"


def test_questions_that_are_gone_are_said_to_be_gone(store: Store) -> None:
    with pytest.raises(GoneError):
        decide(store.engine, {"0" * 32: 1}, NONSENSE, "erika")


@pytest.mark.parametrize(
    ("state", "more"),
    [
        (State.ASSIGNED, {}),
        (State.IGNORED, {"intent": "kaution"}),
        (State.LATER, {}),
        (State.CHECKED, {}),
        (State.NEW, {"due": DAY}),
    ],
)
def test_half_a_decision_is_refused(state: State, more: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=state.value):
        Decision(state, **more)


def test_thousands_are_decided_at_once(store: Store) -> None:
    store.add(*(f"frage nummer {number}" for number in range(2000)))
    done = decide(store.engine, store.versions(), NONSENSE, "erika")
    undo(store.engine, done.audit_id, "erika")

    assert set(states(store).values()) == {"neu"}
