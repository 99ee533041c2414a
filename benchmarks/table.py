"""The table: what is compared, in the order in which a person meets it; for a document and for a terminal."""

from __future__ import annotations

from typing import Callable, Optional, Sequence

from benchmarks.result import Result
from benchmarks.rounds import CLIENTS, LOOKED_AT
from benchmarks.row import Kind, Measure, Row

Figure = Callable[[Result], Optional[float]]
# Goals for the data sets that this project knows.
FOREIGN_LIMITS = {"roboai-faq-de": "mindestens 91 %", "chitchat-de": "mindestens 79 %"}


def measures(foreign: Sequence[str]) -> list[Measure]:
    """All that is compared; `foreign` are the names of the foreign sets."""
    share, bad = Kind.SHARE, Kind.BAD_SHARE
    crowd = f"{CLIENTS} Personen"
    found = [
        Measure("Platz auf der Festplatte", lambda result: result.megabytes, "MB", factor=3),
        Measure("Training", _of("training", "seconds"), "s", factor=5),
        Measure("Training, Rechenzeit", _of("training", "processor_seconds"), "s"),
        Measure("Start bis zur ersten Antwort", _of("serving", "start"), "s", factor=4),
        Measure("Arbeitsspeicher nach dem Warmlaufen", _of("serving", "memory"), "MB", factor=3),
        Measure("Antwort, 1 Person, p50", _of("serving", "alone_p50"), "ms"),
        Measure("Antwort, 1 Person, p99", _of("serving", "alone_p99"), "ms", limit="unter 8 ms"),
        Measure("Antwort, 1 Person, Rechenzeit", _of("serving", "processor"), "ms"),
        Measure(f"Antwort, {crowd}, p50", _of("serving", "together_p50"), "ms"),
        Measure(f"Antwort, {crowd}, p99", _of("serving", "together_p99"), "ms"),
        Measure(f"Antworten je Sekunde, {crowd}", _of("serving", "per_second"), kind=Kind.RATE, factor=5),
        *(Measure(f"{number}. Frage eines Gesprächs", _turn(number), "ms") for number in LOOKED_AT),
        Measure(f"{LOOKED_AT[-1]}. Frage, Vielfaches der ersten", _of("serving", "growth"), limit="höchstens 1,3"),
        Measure("Fragen, auf die nichts kam", _of("serving", "unanswered"), limit="0"),
        Measure(
            "Testfragen: bester Treffer richtig", _of("understanding", "top1"), kind=share, limit="mindestens 95 %"
        ),
        Measure(
            "Testfragen: falsch beantwortet", _of("understanding", "answered_wrong"), kind=bad, limit="höchstens 2,5 %"
        ),
        Measure("Fragen zu anderem: trotzdem beantwortet", _of("understanding", "outside_answered"), kind=bad),
    ]
    for name in foreign:
        limit = FOREIGN_LIMITS.get(name, "")
        found.append(Measure(f"{name}: richtig", _foreign(name, "accuracy"), kind=share, limit=limit))
        found.append(Measure(f"{name}: Training", _foreign(name, "train_seconds"), "s", factor=5))
    return found


def _of(part: str, name: str) -> Figure:
    def figure(result: Result) -> Optional[float]:
        found = getattr(result, part)
        return None if found is None else getattr(found, name)

    return figure


def _turn(number: int) -> Figure:
    return lambda result: result.serving.turns[number] if result.serving else None


def _foreign(name: str, figure: str) -> Figure:
    return lambda result: getattr(result.foreign[name], figure) if name in result.foreign else None


def rows(own: Result, peer: Optional[Result], foreign: Sequence[str]) -> list[Row]:
    """All rows."""
    return [Row(measure, measure.figure(own), measure.figure(peer) if peer else None) for measure in measures(foreign)]


def heading(peer: bool) -> list[str]:
    """The names of the columns."""
    return ["", "Soziallotse", "Rasa", "Vorteil", "Ziel"] if peer else ["", "Soziallotse", "Ziel"]


def markdown(found: Sequence[Row], peer: bool) -> str:
    """The table for a document."""
    lines = [heading(peer), ["---", *["---:"] * (len(heading(peer)) - 1)], *(row.cells(peer) for row in found)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def plain(found: Sequence[Row], peer: bool) -> str:
    """The table for a terminal."""
    lines = [heading(peer), *(row.cells(peer) for row in found)]
    widths = [max(len(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(_aligned(cells, widths) for cells in lines)


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    figures = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return "  ".join([cells[0].ljust(widths[0]), *figures]).rstrip()
