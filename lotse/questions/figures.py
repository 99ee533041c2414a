"""Figures for the staff, from what is counted each day. Small counts are hidden: they could be one person.

A cell of 1 to 4 reads None. Where only one cell of a table would be hidden it could be worked out from the total:
then the next smallest is hidden as well. Greetings are no part of that total, so that a few of them hide nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Iterable, Mapping, Optional

from sqlalchemy import select
from sqlalchemy.engine import Engine

from lotse.content.schema import Outcome
from lotse.questions.models import daily
from lotse.questions.states import Measure

HIDDEN_BELOW = 5
# The outcomes of what is a question: together they are all that was asked.
QUESTIONS = ("answered", "suggested", "unanswered", "out_of_scope")

Count = Optional[int]


@dataclass(frozen=True)
class Figures:
    """What happened in some days. None: too few to be shown.

    asked: typed questions (without greetings and faults, and without those in distress and those that told personal
    data, of which nothing is kept);
    taken: suggestions of which one was tapped; rejected: "Nichts davon"; forwarded: sent on to an office.
    """

    asked: Count = 0
    answered: Count = 0
    suggested: Count = 0
    taken: Count = 0
    rejected: Count = 0
    unanswered: Count = 0
    out_of_scope: Count = 0
    smalltalk: Count = 0
    error: Count = 0
    forwarded: Count = 0
    tapped: Count = 0
    up: Count = 0
    down: Count = 0

    @property
    def answer_rate(self) -> Optional[float]:
        """Answered, of all questions on our topics."""
        parts = (self.answered, self.suggested, self.unanswered)
        if self.answered is None or any(part is None for part in parts):
            return None
        return share(self.answered, sum(part for part in parts if part is not None))

    @property
    def taken_rate(self) -> Optional[float]:
        """Suggestions of which one was tapped, of all suggestions."""
        return share(self.taken, self.suggested)

    @property
    def up_rate(self) -> Optional[float]:
        """Thumbs up, of all thumbs."""
        return None if self.up is None or self.down is None else share(self.up, self.up + self.down)


@dataclass(frozen=True)
class AnswerFigures:
    """One answer in some days."""

    intent: str
    given: Count
    up: Count
    down: Count
    reasons: Mapping[str, Count]

    @property
    def up_rate(self) -> Optional[float]:
        """Thumbs up, of all thumbs."""
        return None if self.up is None or self.down is None else share(self.up, self.up + self.down)


def totals(engine: Engine, first_day: date, last_day: date) -> Figures:
    """The figures of all days together."""
    return _figures(_sums(_rows(engine, first_day, last_day)))


def over_time(engine: Engine, first_day: date, last_day: date, by: str = "week") -> dict[date, Figures]:
    """The figures by `day`, `week` or `month`, each under its first day. Periods without any are there as well."""
    periods: dict[date, list[Any]] = defaultdict(list)
    for row in _rows(engine, first_day, last_day):
        periods[_start(row.day, by)].append(row)
    days = (first_day + timedelta(days=number) for number in range((last_day - first_day).days + 1))
    return {start: _figures(_sums(periods[start])) for start in dict.fromkeys(_start(day, by) for day in days)}


def per_answer(engine: Engine, first_day: date, last_day: date) -> list[AnswerFigures]:
    """Each answer with its thumbs; those with most thumbs down first, then those given most often."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _rows(engine, first_day, last_day):
        if row.outcome != Outcome.ANSWERED.value or not row.intent:
            continue
        if row.measure in (Measure.ASKED.value, Measure.TAKEN.value, Measure.TAPPED.value):
            counts[row.intent]["given"] += row.count
        elif row.measure in (Measure.UP.value, Measure.DOWN.value):
            counts[row.intent]["up" if row.measure == Measure.UP.value else "down"] += row.count
            if row.reason:
                reasons[row.intent][row.reason] += row.count
    ordered = sorted(counts, key=lambda intent: (-counts[intent]["down"], -counts[intent]["given"], intent))
    return [_answer_figures(intent, counts[intent], reasons[intent]) for intent in ordered]


def shown(count: int) -> Count:
    """The count, or None when it is too small to be shown."""
    return None if 0 < count < HIDDEN_BELOW else max(0, count)


def share(part: Count, whole: Count) -> Optional[float]:
    """A share; None when one of both is hidden, or there is nothing to share."""
    return part / whole if part is not None and whole else None


def hide(cells: Mapping[str, int]) -> dict[str, Count]:
    """The cells of a table whose total is shown."""
    found = {name: shown(count) for name, count in cells.items()}
    hidden = [name for name, count in found.items() if count is None]
    others = [name for name, count in found.items() if count]
    if len(hidden) == 1 and others:
        found[min(others, key=lambda name: cells[name])] = None
    return found


def _answer_figures(intent: str, counts: Mapping[str, int], reasons: Mapping[str, int]) -> AnswerFigures:
    given, up, down = (shown(counts.get(name, 0)) for name in ("given", "up", "down"))
    return AnswerFigures(intent, given, up, down, hide(reasons))


def _rows(engine: Engine, first_day: date, last_day: date) -> list[Any]:
    with engine.connect() as connection:
        return connection.execute(select(daily).where(daily.c.day >= first_day, daily.c.day <= last_day)).all()


def _sums(rows: Iterable[Any]) -> Counter[str]:
    names = {
        Measure.TAPPED.value: "tapped",
        Measure.TAKEN.value: "taken",
        Measure.REJECTED.value: "rejected",
        Measure.FORWARDED.value: "forwarded",
        Measure.UP.value: "up",
        Measure.DOWN.value: "down",
    }
    sums: Counter[str] = Counter()
    for row in rows:
        sums[names.get(row.measure, row.outcome)] += row.count
        if row.measure == Measure.ASKED.value and row.outcome in QUESTIONS:
            sums["asked"] += row.count
    return sums


def _figures(sums: Counter[str]) -> Figures:
    cells = hide({name: sums[name] for name in QUESTIONS})
    rest = {field.name: shown(sums[field.name]) for field in fields(Figures) if field.name not in QUESTIONS}
    return Figures(**cells, **rest)


def _start(day: date, by: str) -> date:
    if by == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if by == "week" else day
