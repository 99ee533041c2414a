"""Two concerns in one message."""

from __future__ import annotations

from typing import Optional

import pytest

from lotse.nlu.concerns import MOST_CUTS, cuts, two_concerns

BEST = {
    "umzug": ("umzug_melden", 0.95),
    "termin": ("termin", 0.97),
    "wetter": ("out_of_scope", 0.99),
    "vage": ("termin", 0.4),
}


def _two(
    text: str, possible: tuple[str, ...] = ("umzug_melden", "termin"), sure: float = 0.9
) -> Optional[tuple[str, str]]:
    def best(words: list[str]) -> tuple[str, float]:
        return next((BEST[word] for word in words if word in BEST), ("nichts", 0.1))

    sides = [(before.split(), after.split()) for before, after in cuts(text)]
    return two_concerns(sides, best, possible, sure)


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("ich ziehe um und brauche geld", [("ich ziehe um", "brauche geld")]),
        ("bin umgezogen, noch kein termin", [("bin umgezogen", "noch kein termin")]),
        ("miete zu hoch? termin wann", [("miete zu hoch", "termin wann")]),
        ("die miete + der strom", [("die miete", "der strom")]),
        ("erst das. außerdem noch jenes", [("erst das", "noch jenes")]),
    ],
)
def test_cuts_at_what_joins_two_concerns(text: str, sides: list[tuple[str, str]]) -> None:
    assert sides[0] in cuts(text) or (sides[0][0], f"außerdem {sides[0][1]}") in cuts(text)


@pytest.mark.parametrize("text", ["wie hoch ist die miete", "und dann", "brot, butter", "rundfunkbeitrag", ""])
def test_cuts_nothing_out_of_one_thought(text: str) -> None:
    assert cuts(text) == []


def test_cuts_a_long_story_only_so_often() -> None:
    assert len(cuts("ich war da, " * 50)) == MOST_CUTS


def test_two_concerns_come_in_the_order_of_the_message() -> None:
    assert _two("nach dem umzug bin ich da und einen termin hab ich nicht") == ("umzug_melden", "termin")
    assert _two("einen termin hab ich nicht, und der umzug war gestern") == ("termin", "umzug_melden")


@pytest.mark.parametrize(
    "text",
    [
        "der umzug ist durch und der umzug war teuer",
        "der umzug ist durch und das wetter schlecht",
        "der umzug ist durch und irgendwie vage alles",
        "der umzug ist durch",
    ],
)
def test_two_concerns_need_two_sure_and_different_questions(text: str) -> None:
    assert _two(text) is None


def test_two_concerns_must_both_be_possible_for_the_whole() -> None:
    assert _two("der umzug ist durch und ein termin fehlt", possible=("umzug_melden",)) is None


def test_two_concerns_are_those_of_the_clearest_cut() -> None:
    text = "der umzug ist durch, ein termin fehlt und noch einen termin bitte"
    assert _two(text, sure=0.2) == ("umzug_melden", "termin")
