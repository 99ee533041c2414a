"""When two questions are the same."""

from __future__ import annotations

import unicodedata

import pytest

from lotse.questions.wording import nearly_same, normalised, text_hash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wie hoch darf die Miete sein?", "wie hoch   darf die miete sein"),
        ("Wo ist das Büro für Straßen?", "wo ist das buero fuer strassen"),
        ("hiiiilfe!!!", "hiilfe"),
        ("Müll", unicodedata.normalize("NFD", "Müll")),
        ("🐸", " 🐸 "),
    ],
)
def test_spelling_does_not_make_another_question(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
    assert text_hash(normalised(one)) == text_hash(normalised(other))


def test_hashes_stay_what_they_are() -> None:
    """Decisions are found by them for years: a change here needs a migration."""
    assert text_hash(normalised("Wie hoch darf die Miete sein?")) == "c93e148f13fd0a5ed7b42646ee6b16e2"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wo bekomme ich wohngeld", "wo bekomme ich denn wohngeld"),
        ("wie hoch darf die miete sein", "wie hoch darf meine miete sein"),
        ("wann habt ihr auf heute", "heute wann habt ihr auf"),
    ],
)
def test_nearly_the_same_words_are_nearly_the_same(one: str, other: str) -> None:
    assert nearly_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wohngeld", "wo bekomme ich wohngeld"),
        ("miete zu hoch", "miete zu hoch und kein geld fuer strom"),
        ("wie hoch ist das kindergeld", "wie hoch ist das wohngeld"),
    ],
)
def test_a_part_of_a_question_is_another_question(one: str, other: str) -> None:
    assert not nearly_same(one, other)
