"""Mistyped words, and messages full of words that no example knows."""

from __future__ import annotations

import pytest

from lotse.nlu.spelling import STRANGE_FROM, Spelling, strangeness

SEEN = {"kaution": 50, "wohngeld": 90, "miete": 80, "mieter": 9, "frist": 9, "u25": 20, "amt": 70, "fristen": 2}
spelling = Spelling(SEEN)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kauton", "kaution"),
        ("kauttion", "kaution"),
        ("kautoin", "kaution"),
        ("kautiom", "kaution"),
        ("wohnegld", "wohngeld"),
        ("wonngeld", "wohngeld"),
        ("wohgneld", "wohngeld"),
        ("fritst", "frist"),
    ],
)
def test_spelling_puts_one_slip_right(typed: str, meant: str) -> None:
    assert spelling([typed]) == [meant]


@pytest.mark.parametrize(
    "typed", ["kaution", "mieter", "katoi", "wohnung", "frst", "u26", "[iban]", "?!", "", "raution", "firsten"]
)
def test_spelling_leaves_what_is_known_far_off_or_short(typed: str) -> None:
    assert spelling([typed]) == [typed]


def test_spelling_leaves_a_known_word_though_a_more_common_one_is_near() -> None:
    assert spelling(["mieter", "miete"]) == ["mieter", "miete"]


def test_spelling_prefers_the_more_common_word() -> None:
    assert Spelling({"wiese": 10, "wiege": 50})(["wiebe"]) == ["wiege"]


def test_spelling_without_words_changes_nothing() -> None:
    assert Spelling({})(["kauton"]) == ["kauton"]


def test_strangeness_grows_with_the_share_of_unknown_words() -> None:
    assert strangeness(["wohngeld", "miete", "frist", "kublai"], SEEN) == 0.0
    assert strangeness(["kublais", "invasion", "wohngeld", "miete"], SEEN) == pytest.approx(0.5 - STRANGE_FROM)
    assert strangeness(["kublais", "invasion", "japans"], SEEN) == pytest.approx(1 - STRANGE_FROM)


def test_strangeness_counts_only_words_of_some_length() -> None:
    assert strangeness(["der", "die", "[iban]", "?", "u99"], SEEN) == 0.0
    assert strangeness([], SEEN) == 0.0
