"""Charts as SVG, made on the server. Colours come from the style sheet, so that they follow light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Sequence

from markupsafe import Markup

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 34
LABELS_AT_MOST = 9


@dataclass(frozen=True)
class Series:
    """Values of one kind over time; None where they are hidden or missing."""

    label: str
    style: str
    values: Sequence[Optional[float]]


def stacked(title: str, labels: Sequence[str], series: Sequence[Series]) -> Markup:
    """Columns over time, one part for each series."""
    totals = [sum(part.values[place] or 0 for part in series) for place in range(len(labels))]
    top = _round_up(max(totals, default=0))
    step = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    parts = []
    for place in range(len(labels)):
        below = 0.0
        for item in series:
            value = item.values[place] or 0
            if value:
                height = value / top * (HEIGHT - TOP - BOTTOM)
                below += height
                left, wide = LEFT + step * place + step * 0.12, min(step * 0.76, 60)
                y = HEIGHT - BOTTOM - below
                parts.append(
                    f'<rect class="{item.style}" x="{left:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{height:.1f}"/>'
                )
    return _svg(title, labels, step, [_number(top * part / 4) for part in range(5)], parts)


def line(title: str, labels: Sequence[str], series: Series) -> Markup:
    """A share from 0 to 100 % over time. Gaps stay gaps."""
    step = (WIDTH - LEFT - RIGHT) / max(1, len(labels))
    height = HEIGHT - TOP - BOTTOM
    parts, run = [], list[str]()
    for place, value in enumerate([*series.values, None]):
        if value is None:
            if len(run) > 1:
                parts.append(f'<polyline class="line" points="{" ".join(run)}"/>')
            run = []
            continue
        x, y = LEFT + step * (place + 0.5), HEIGHT - BOTTOM - value * height
        run.append(f"{x:.1f},{y:.1f}")
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    return _svg(title, labels, step, ["0 %", "25 %", "50 %", "75 %", "100 %"], parts)


def _svg(title: str, labels: Sequence[str], step: float, marks: Sequence[str], parts: Sequence[str]) -> Markup:
    height = HEIGHT - TOP - BOTTOM
    lines = []
    for number, mark in enumerate(marks):
        y = HEIGHT - BOTTOM - height * number / (len(marks) - 1)
        lines.append(f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        lines.append(f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{mark}</text>')
    every = -(-len(labels) // LABELS_AT_MOST) or 1
    for place, label in enumerate(labels):
        if place % every == 0:
            x = LEFT + step * (place + 0.5)
            lines.append(f'<text x="{x:.1f}" y="{HEIGHT - 10}" text-anchor="middle">{Markup.escape(label)}</text>')
    inner = "".join([*lines, *parts])
    named = f'role="img" aria-label="{Markup.escape(title)}. Die Werte stehen in der Tabelle."'
    return Markup(f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" {named}>{inner}</svg>')  # noqa: S704 - escaped above


def _round_up(value: float) -> float:
    """The next round number that four equal steps reach."""
    size = 4.0
    while size < value:
        for factor in (1, 2, 2.5, 5, 10):
            if size * factor >= value:
                return size * factor
        size *= 10
    return size


def _number(value: float) -> str:
    return f"{value:.0f}" if value < 10_000 else f"{value / 1000:.0f}k"
