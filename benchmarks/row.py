"""One figure of both sides: as a number, as a text, and how many times as good."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Callable, Optional

from benchmarks.result import Result

NOT_MEASURED = "–"


class Kind(Enum):
    """What a figure means."""

    COST = "less is better"
    RATE = "more is better"
    SHARE = "a share of questions, more is better"
    BAD_SHARE = "a share of questions, less is better"

    @property
    def share(self) -> bool:
        """Whether it is a share, from 0 to 1."""
        return self in (Kind.SHARE, Kind.BAD_SHARE)


@dataclass(frozen=True)
class Measure:
    """What is compared. Its goal: how many times as good as the peer (`factor`), or a `limit` of its own."""

    title: str
    figure: Callable[[Result], Optional[float]]
    unit: str = ""
    kind: Kind = Kind.COST
    factor: float = 0
    limit: str = ""


@dataclass(frozen=True)
class Row:
    """A measure with the figures of both sides; None where there is none."""

    measure: Measure
    own: Optional[float]
    peer: Optional[float] = None

    @property
    def advantage(self) -> Optional[float]:
        """How many times as good the own figure is; for shares, the difference in points."""
        if self.own is None or self.peer is None:
            return None
        if self.measure.kind.share:
            return (self.own - self.peer) * 100 * (1 if self.measure.kind is Kind.SHARE else -1)
        better, worse = (self.own, self.peer) if self.measure.kind is Kind.RATE else (self.peer, self.own)
        return better / worse if worse else None

    def cells(self, peer: bool) -> list[str]:
        """The row as texts, with or without the peer."""
        if not peer:
            return [self.measure.title, self._text(self.own), self.measure.limit]
        goal = f"{german(self.measure.factor, 0)}-mal" if self.measure.factor else self.measure.limit
        return [self.measure.title, self._text(self.own), self._text(self.peer), self._advantage(), goal]

    def _text(self, value: Optional[float]) -> str:
        if value is None:
            return NOT_MEASURED
        return (
            f"{german(value * 100, 1)} %" if self.measure.kind.share else f"{german(value)} {self.measure.unit}".strip()
        )

    def _advantage(self) -> str:
        if self.advantage is None:
            return NOT_MEASURED
        return (
            f"{german(self.advantage, 1, sign=True)} Punkte"
            if self.measure.kind.share
            else f"{german(self.advantage)}-mal"
        )


def german(value: float, digits: Optional[int] = None, sign: bool = False) -> str:
    """A number as Germans write it; without `digits`, with three that mean something."""
    if digits is None:
        digits = 0 if abs(value) >= 100 or value == int(value) else 1 if abs(value) >= 10 else 2
    text = f"{value:{'+' if sign else ''},.{digits}f}"
    return text.translate(str.maketrans(",.-", ".,−"))
