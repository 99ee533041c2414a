"""Mistyped words, and messages full of words that no example knows."""

from __future__ import annotations

import pytest

from lotse.nlu.spelling import STRANGE_FROM, Spelling, strangeness

COMMON = {"kaution": 5.0, "wohngeld": 9.0, "miete": 8.0, "mieter": 3.0, "wann": 9.0, "u25": 2.0, "amt": 7.0}
spelling = Spelling(COMMON)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kauton", "kaution"),
        ("kauttion", "kaution"),
        ("kautoin", "kaution"),
        ("kautiom", "kaution"),
        ("wohnegld", "wohngeld"),
        ("wonngeld", "wohngeld"),
        ("whongeld", "wohngeld"),
        ("wnan", "wann"),
    ],
)
def test_spelling_puts_one_slip_right(typed: str, meant: str) -> None:
    assert spelling([typed]) == [meant]


@pytest.mark.parametrize("typed", ["kaution", "mieter", "katoi", "wohnung", "att", "u26", "[iban]", "?!", ""])
def test_spelling_leaves_what_is_known_far_off_or_short(typed: str) -> None:
    assert spelling([typed]) == [typed]


def test_spelling_leaves_a_known_word_though_a_more_common_one_is_near() -> None:
    assert spelling(["mieter", "miete"]) == ["mieter", "miete"]


def test_spelling_prefers_the_same_first_letter_then_the_more_common_word() -> None:
    chooses = Spelling({"wiese": 1.0, "miese": 9.0, "wiege": 5.0})
    assert chooses(["wiebe"]) == ["wiege"]
    assert chooses(["xiese"]) == ["miese"]


def test_spelling_without_words_changes_nothing() -> None:
    assert Spelling({})(["kauton"]) == ["kauton"]


def test_strangeness_grows_with_the_share_of_unknown_words() -> None:
    assert strangeness(["wohngeld", "miete", "wann", "kublai"], COMMON) == 0.0
    assert strangeness(["kublais", "invasion", "wohngeld", "miete"], COMMON) == pytest.approx(0.5 - STRANGE_FROM)
    assert strangeness(["kublais", "invasion", "japans"], COMMON) == pytest.approx(1 - STRANGE_FROM)


def test_strangeness_counts_only_words_of_some_length() -> None:
    assert strangeness(["der", "die", "[iban]", "?", "u99"], COMMON) == 0.0
    assert strangeness([], COMMON) == 0.0
