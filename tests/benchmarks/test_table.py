"""Figures, ratios and goals as people read them."""

from __future__ import annotations

from typing import Optional

import pytest

from benchmarks.command import Usage
from benchmarks.result import Result
from benchmarks.rounds import Serving
from benchmarks.row import Kind, Measure, Row, german
from benchmarks.table import markdown, plain, rows
from benchmarks.understanding import Foreign, Understanding


def _nothing(result: Result) -> Optional[float]:
    return None


def _serving(factor: float) -> Serving:
    times = {1: 3 * factor, 30: 3 * factor, 60: 4.5 * factor}
    return Serving(
        start=2 * factor,
        memory=200 * factor,
        alone_p50=3 * factor,
        alone_p99=6 * factor,
        together_p50=90 * factor,
        together_p99=120 * factor,
        per_second=300 / factor,
        processor=2.5 * factor,
        turns=times,
        unanswered=0,
    )


@pytest.fixture
def own() -> Result:
    understood = Understanding(1000, 0.95, 0.02, 0.04)
    return Result("Soziallotse", 800, Usage(20, 18), understood, _serving(1), {"fremd": Foreign(0.91, 1.5)})


@pytest.fixture
def peer() -> Result:
    understood = Understanding(1000, 0.85, 0.08, 0.3)
    return Result("Rasa", 2400, Usage(2000, 3600), understood, _serving(4), {"fremd": Foreign(0.85, 300)})


def _advantages(own: Result, peer: Result) -> dict[str, str]:
    return {row.measure.title: row.cells(peer=True)[3] for row in rows(own, peer, ["fremd"])}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Platz auf der Festplatte", "3-mal"),
        ("Training", "100-mal"),
        ("Start bis zur ersten Antwort", "4-mal"),
        ("Antworten je Sekunde, 32 Personen", "4-mal"),
        ("Testfragen: bester Treffer richtig", "+10,0 Punkte"),
        ("Testfragen: falsch beantwortet", "+6,0 Punkte"),
        ("fremd: richtig", "+6,0 Punkte"),
        ("60. Frage, Vielfaches der ersten", "1-mal"),
    ],
)
def test_advantage_says_how_much_better_the_own_figure_is(own: Result, peer: Result, title: str, expected: str) -> None:
    assert _advantages(own, peer)[title] == expected


def test_advantage_below_one_when_the_peer_is_better() -> None:
    assert Row(Measure("Start", _nothing), own=10, peer=5).advantage == 0.5


def test_points_are_negative_when_the_peer_understands_more() -> None:
    row = Row(Measure("richtig", _nothing, kind=Kind.SHARE), own=0.8, peer=0.9)
    assert row.cells(peer=True)[3] == "−10,0 Punkte"


def test_what_was_not_measured_is_a_dash(own: Result) -> None:
    cells = [row.cells(peer=True) for row in rows(own, Result("Rasa", 2400), ["fremd"])]
    assert ["Training", "20 s", "–", "–", "5-mal"] in cells
    assert cells[-2][1:4] == ["91,0 %", "–", "–"]


def test_table_without_peer_shows_no_goal_that_compares(own: Result) -> None:
    cells = [row.cells(peer=False) for row in rows(own, None, [])]
    assert ["Training", "20 s", ""] in cells
    assert ["Antwort, 1 Person, p99", "6 ms", "unter 8 ms"] in cells


def test_markdown_has_as_many_cells_in_each_line(own: Result, peer: Result) -> None:
    lines = markdown(rows(own, peer, ["fremd"]), peer=True).splitlines()
    assert {line.count("|") for line in lines} == {6}


def test_plain_table_is_aligned(own: Result, peer: Result) -> None:
    lines = plain(rows(own, peer, []), peer=True).splitlines()
    assert lines[0].split() == ["Soziallotse", "Rasa", "Vorteil", "Ziel"]
    assert len({line.index("MB") for line in lines if line.count("MB") == 2}) == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.1234, "0,12"), (9.876, "9,88"), (12.34, "12,3"), (1234.5, "1.234"), (3.0, "3"), (0.0, "0"), (-2.5, "−2,50")],
)
def test_numbers_are_written_in_german(value: float, expected: str) -> None:
    assert german(value) == expected
