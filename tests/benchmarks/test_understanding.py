"""Both sides are counted by the same rules."""

from __future__ import annotations

import pytest

from benchmarks.questions import Question, foreign_sets, own_questions
from benchmarks.understanding import Understanding

KNOWN = {"kaution", "umzug", "out_of_scope"}


def test_peer_is_counted_like_the_own_evaluation() -> None:
    asked = [
        (Question("a", "kaution"), {"top": "kaution", "intent": "kaution"}),
        (Question("b", "kaution"), {"top": "kaution", "intent": "nlu_fallback"}),
        (Question("c", "kaution"), {"top": "umzug", "intent": "umzug"}),
        (Question("d", "umzug"), {"top": "kaution", "intent": "nlu_fallback"}),
        (Question("e", "out_of_scope"), {"top": "kaution", "intent": "kaution"}),
        (Question("f", "out_of_scope"), {"top": "out_of_scope", "intent": "out_of_scope"}),
        (Question("g", "unbekannt"), {"top": "kaution", "intent": "kaution"}),
    ]
    found = Understanding.from_peer([item for item, _ in asked], [item for _, item in asked], KNOWN)
    assert found == Understanding(questions=6, top1=0.5, answered_wrong=0.25, outside_answered=0.5)


def test_own_evaluation_is_taken_as_it_is() -> None:
    result = {"in_scope": {"n": 90, "top1": 0.95, "answered_wrong": 0.02}, "out_of_scope": {"n": 10, "answered": 0.1}}
    assert Understanding.from_evaluation(result) == Understanding(100, 0.95, 0.02, 0.1)


def test_nothing_asked_is_nothing_understood() -> None:
    assert Understanding.from_peer([], [], KNOWN) == Understanding(0, 0.0, 0.0, 0.0)


def test_answers_must_be_as_many_as_questions() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Understanding.from_peer([Question("a", "kaution")], [], KNOWN)


def test_own_questions_are_read_from_every_file(tmp_path) -> None:
    (tmp_path / "b.csv").write_text('text,intent\n"Und, was nun?",umzug\n,umzug\n', encoding="utf-8")
    (tmp_path / "a.csv").write_text("\ufefftext,intent\nWie hoch?,kaution \n", encoding="utf-8")
    assert own_questions(tmp_path) == [Question("Wie hoch?", "kaution"), Question("Und, was nun?", "umzug")]


def test_foreign_sets_have_both_parts(tmp_path) -> None:
    for name in ("ganz/split_train.tsv", "ganz/split_test.tsv", "halb/split_train.tsv", "pool/alles.tsv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text\tlabel\n", encoding="utf-8")
    assert [item.name for item in foreign_sets(tmp_path)] == ["ganz"]


def test_foreign_sets_of_a_folder_that_is_not_there_are_none(tmp_path) -> None:
    assert foreign_sets(tmp_path / "fehlt") == []
