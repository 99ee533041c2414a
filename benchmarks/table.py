"""The table: one row a figure, both sides beside each other, how many times as good, and the goal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Callable, Optional, Sequence

from benchmarks.result import Result
from benchmarks.rounds import CLIENTS, LOOKED_AT

NOT_MEASURED = "–"


class Kind(Enum):
    """What a figure means."""

    COST = "less is better"
    RATE = "more is better"
    SHARE = "a share of questions, more is better"
    BAD_SHARE = "a share of questions, less is better"


@dataclass(frozen=True)
class Row:
    """One figure of both sides. Its goal: how many times as good as the peer's (`factor`), or a `limit` of its own."""

    title: str
    unit: str
    kind: Kind
    own: Optional[float]
    peer: Optional[float] = None
    factor: float = 0
    limit: str = ""

    @property
    def advantage(self) -> Optional[float]:
        """How many times as good the own figure is; for shares, the difference in points."""
        if self.own is None or self.peer is None:
            return None
        if self.kind in (Kind.SHARE, Kind.BAD_SHARE):
            return (self.own - self.peer) * 100 * (1 if self.kind is Kind.SHARE else -1)
        better, worse = (self.peer, self.own) if self.kind is Kind.COST else (self.own, self.peer)
        return better / worse if worse else None

    def cells(self, peer: bool) -> list[str]:
        """The row as texts."""
        if not peer:
            return [self.title, self._figure(self.own), self.limit]
        goal = f"{german(self.factor, 0)}-mal" if self.factor else self.limit
        return [self.title, self._figure(self.own), self._figure(self.peer), self._advantage(), goal]

    def _figure(self, value: Optional[float]) -> str:
        if value is None:
            return NOT_MEASURED
        if self.kind in (Kind.SHARE, Kind.BAD_SHARE):
            return f"{german(value * 100, 1)} %"
        return f"{german(value)} {self.unit}".strip()

    def _advantage(self) -> str:
        advantage = self.advantage
        if advantage is None:
            return NOT_MEASURED
        if self.kind in (Kind.SHARE, Kind.BAD_SHARE):
            return f"{german(advantage, 1, sign=True)} Punkte"
        return f"{german(advantage)}-mal"


def german(value: float, digits: Optional[int] = None, sign: bool = False) -> str:
    """A number as Germans write it; without `digits`, with three that mean something."""
    if digits is None:
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    return text.translate(str.maketrans(",.-", ".,−"))


def rows(own: Result, peer: Optional[Result], foreign: Sequence[str]) -> list[Row]:
    """All rows, in the order in which a person meets them."""

    def row(title: str, unit: str, kind: Kind, figure: Figure, factor: float = 0, limit: str = "") -> Row:
        return Row(title, unit, kind, figure(own), figure(peer) if peer else None, goal)

    def serving(name: str) -> Callable[[Result], Optional[float]]:
        return lambda result: getattr(result.serving, name) if result.serving else None

    def turn(number: int) -> Callable[[Result], Optional[float]]:
        return lambda result: result.serving.turns[number] if result.serving else None

    def understood(name: str) -> Callable[[Result], Optional[float]]:
        return lambda result: getattr(result.understanding, name) if result.understanding else None

    def training(name: str) -> Callable[[Result], Optional[float]]:
        return lambda result: getattr(result.training, name) if result.training else None

    def outside(name: str, figure: str) -> Callable[[Result], Optional[float]]:
        return lambda result: getattr(result.foreign[name], figure) if name in result.foreign else None

    found = [
        row("Platz auf der Festplatte", "MB", Kind.COST, lambda result: result.megabytes, "3-mal"),
        row("Training", "s", Kind.COST, training("seconds"), "5-mal"),
        row("Training, Rechenzeit", "s", Kind.COST, training("processor_seconds")),
        row("Start bis zur ersten Antwort", "s", Kind.COST, serving("start"), "4-mal"),
        row("Arbeitsspeicher nach dem Warmlaufen", "MB", Kind.COST, serving("memory"), "3-mal"),
        row("Antwort, 1 Person, p50", "ms", Kind.COST, serving("alone_p50")),
        row("Antwort, 1 Person, p99", "ms", Kind.COST, serving("alone_p99"), "unter 8 ms"),
        row("Rechenzeit einer Antwort", "ms", Kind.COST, serving("processor")),
        row(f"Antwort, {CLIENTS} Personen, p50", "ms", Kind.COST, serving("together_p50")),
        row(f"Antwort, {CLIENTS} Personen, p99", "ms", Kind.COST, serving("together_p99")),
        row(f"Antworten je Sekunde, {CLIENTS} Personen", "", Kind.RATE, serving("per_second"), "5-mal"),
        *(row(f"{number}. Frage eines Gesprächs", "ms", Kind.COST, turn(number)) for number in LOOKED_AT),
        row(f"{LOOKED_AT[-1]}. Frage im Vergleich zur ersten", "", Kind.COST, serving("growth"), "höchstens 1,3"),
        row("Fragen ohne Antwort vom Server", "", Kind.COST, serving("unanswered"), "0"),
        row("Eigene Testfragen: bester Treffer richtig", "", Kind.SHARE, understood("top1"), "mindestens 95 %"),
        row(
            "Eigene Testfragen: falsch beantwortet", "", Kind.BAD_SHARE, understood("answered_wrong"), "höchstens 2,5 %"
        ),
        row("Fragen zu anderem: trotzdem beantwortet", "", Kind.BAD_SHARE, understood("outside_answered")),
    ]
    for name in foreign:
        found.append(row(f"{name}: richtig", "", Kind.SHARE, outside(name, "accuracy")))
        found.append(row(f"{name}: Training", "s", Kind.COST, outside(name, "train_seconds")))
    return found


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
