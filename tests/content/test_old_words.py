"""Who uses an old word reads what it is called today."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lotse.content.loader import Content
from lotse.content.old_words import todays_word
from lotse.content.schema import Word

WORDS = (
    Word(
        official="Grundsicherungsgeld", explanation="Geld zum Leben.", said=["Hartz 4"], historic=["Hartz", "Hartz 4"]
    ),
    Word(official="Rundfunkbeitrag", explanation="Beitrag.", said=["GEZ"], historic=["GEZ"]),
    Word(official="Bescheid", explanation="Brief.", said=["Zusage"]),
)


@pytest.fixture
def spoken(content: Content) -> Content:
    return replace(content, words=WORDS)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("bekomme ich hartz 4", "„hartz 4“ heißt heute **Grundsicherungsgeld**."),
        ("muss ich GEZ zahlen bei Hartz", "„GEZ“ heißt heute **Rundfunkbeitrag**."),
    ],
)
def test_old_words_names_the_word_of_today_for_the_first_old_word(spoken: Content, text: str, sentence: str) -> None:
    found = todays_word(text, spoken)
    assert found is not None
    assert found[1] == sentence


@pytest.mark.parametrize("text", ["bekomme ich grundsicherungsgeld", "die zusage fehlt", "hartzreise", ""])
def test_old_words_says_nothing_where_no_old_word_stands(spoken: Content, text: str) -> None:
    assert todays_word(text, spoken) is None
