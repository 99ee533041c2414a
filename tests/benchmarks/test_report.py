"""The report says what was measured, on what, and how to repeat it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Optional

import pytest

from benchmarks.machine import Machine
from benchmarks.report import Setting, text, write
from benchmarks.result import Result
from benchmarks.row import Measure, Row


def _nothing(result: Result) -> Optional[float]:
    return None


MACHINE = Machine(date(2026, 11, 24), "Prozessor X", 2, 25.3, "Linux x86_64", "3.10.13", 51.4, 0.37)
SETTING = Setting(
    examples=16384,
    intents=91,
    all_examples=True,
    questions=1340,
    peer_parts=["DIETClassifier", "TEDPolicy"],
    epochs=100,
    foreign_epochs=100,
    stories=False,
    rounds=3,
    notes=["chitchat-de: für Rasa nicht gemessen."],
    command='make bench-peer BENCH="--rounds 3"',
)
ROWS = [Row(Measure("Training", _nothing, "s"), 20, 2000)]


@pytest.mark.parametrize(
    "part",
    [
        "24.11.2026 in 51 Minuten: 2 Kerne (Prozessor X), 25 GB",
        "Python 3.10.13",
        "37 % der Prozessoren",
        "| Training | 20 s | 2.000 s | 100-mal |",
        "16.384 Beispiele für 91 Themen (alle)",
        "100 Epochen",
        "Hier gibt es nur Regeln",
        "- chitchat-de: für Rasa nicht gemessen.",
        'make bench-peer BENCH="--rounds 3"',
    ],
)
def test_report_says_what_was_measured(part: str) -> None:
    assert part in " ".join(text(MACHINE, SETTING, ROWS).split())


def test_report_of_a_subset_says_so() -> None:
    assert "1.500 Beispiele für 91 Themen (ein Teil," in text(
        MACHINE, replace(SETTING, examples=1500, all_examples=False), []
    )


def test_report_of_fewer_epochs_says_what_rasa_would_take() -> None:
    found = " ".join(text(MACHINE, replace(SETTING, epochs=10), []).split())
    assert "10 Epochen (100 für die fremden Datensätze); Rasas Vorgabe sind 100" in found


def test_report_of_stories_says_so() -> None:
    assert "Jedes Thema ist auch eine Story" in text(MACHINE, replace(SETTING, stories=True), [])


def test_report_lines_are_short_but_for_tables_and_lists() -> None:
    lines = text(MACHINE, replace(SETTING, notes=[]), ROWS).splitlines()
    assert [line for line in lines if len(line) > 120 and not line.startswith("|")] == []


def test_report_is_written_into_a_new_folder(tmp_path) -> None:
    path = tmp_path / "docs" / "benchmarks.md"
    write(path, MACHINE, SETTING, ROWS)
    assert path.read_text(encoding="utf-8").startswith("# Vergleich")
