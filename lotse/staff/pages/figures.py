"""Zahlen: what happened over time, with charts, a table of the same values, and what each of them means."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sanic.response import HTTPResponse

from lotse.questions import figures
from lotse.questions.figures import Figures
from lotse.staff.charts import Series, line, stacked
from lotse.staff.rendering import HIDDEN
from lotse.staff.visit import Visit

PERIODS = {"28": "4 Wochen", "84": "12 Wochen", "182": "26 Wochen", "365": "ein Jahr"}
STEPS = {"28": "day", "84": "week", "182": "week", "365": "month"}
STEP_LABELS = {"day": "Tag", "week": "Woche ab", "month": "Monat ab"}
PARTS = (
    ("answered", "beantwortet", "c1"),
    ("suggested", "Vorschläge gezeigt", "c2"),
    ("unanswered", "ohne Antwort", "c3"),
    ("out_of_scope", "nicht unser Thema", "c4"),
)


def show(visit: Visit) -> HTTPResponse:
    """GET /zahlen"""
    desk, period = visit.desk, chosen_period(visit)
    first, step = first_day(desk.today, period), STEPS[period]
    over_time = figures.over_time(desk.engine, first, desk.today, step)
    labels = [f"{day:%d.%m.}" if step != "month" else f"{day:%m.%Y}" for day in over_time]
    rows = list(over_time.values())
    columns = [Series(label, style, [getattr(row, name) for row in rows]) for name, label, style in PARTS]
    return visit.page(
        "zahlen.html",
        period=period,
        periods=PERIODS,
        first=first,
        today=desk.today,
        step_label=STEP_LABELS[step],
        totals=figures.totals(desk.engine, first, desk.today),
        rows=list(over_time.items()),
        chart=stacked("Fragen nach Ergebnis", labels, columns),
        legend=columns,
        rate=line("Anteil beantwortet", labels, Series("beantwortet", "c1", [row.answer_rate for row in rows])),
        answers=[item for item in figures.per_answer(desk.engine, first, desk.today) if _is_worth_a_line(item)],
        title_of=desk.title,
    )


def chosen_period(visit: Visit) -> str:
    """The number of days that was asked for."""
    return visit.asked("tage") if visit.asked("tage") in PERIODS else "84"


def first_day(today: date, period: str) -> date:
    """The first day of a period, at the start of a week or month, so that the first column is a whole one."""
    first = today - timedelta(days=int(period) - 1)
    step = STEPS[period]
    if step == "week":
        return first - timedelta(days=first.weekday())
    return first.replace(day=1) if step == "month" else first


def table(desk: Any, period: str) -> tuple[list[str], list[list[Any]]]:
    """The figures as a table for an export."""
    over_time = figures.over_time(desk.engine, first_day(desk.today, period), desk.today, STEPS[period])
    names = {
        "asked": "Fragen",
        "answered": "Beantwortet",
        "suggested": "Vorschläge gezeigt",
        "taken": "Vorschlag genommen",
        "rejected": "Vorschläge abgelehnt",
        "unanswered": "Ohne Antwort",
        "out_of_scope": "Nicht unser Thema",
        "smalltalk": "Begrüßung und Ähnliches",
        "error": "Fehler",
        "forwarded": "An eine Stelle verwiesen",
        "tapped": "Angetippt",
        "up": "Daumen hoch",
        "down": "Daumen runter",
    }
    rows = [[day.isoformat(), *(_cell(row, name) for name in names)] for day, row in over_time.items()]
    return [f"{STEP_LABELS[STEPS[period]]}", *names.values()], rows


def _cell(row: Figures, name: str) -> Any:
    value = getattr(row, name)
    return HIDDEN if value is None else value


def _is_worth_a_line(item: figures.AnswerFigures) -> bool:
    return bool(item.given or item.up or item.down)
