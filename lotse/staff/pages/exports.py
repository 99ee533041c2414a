"""Export as CSV and XLSX. Each one is noted in the log: what leaves the app is no longer deleted by it."""

from __future__ import annotations

from typing import Any

from sanic.response import HTTPResponse

from lotse.questions import audit
from lotse.questions.queries import export_rows
from lotse.questions.states import REASON_LABELS
from lotse.staff.exporting import as_csv, as_xlsx
from lotse.staff.pages import figures
from lotse.staff.pages.filters import STANDINGS, chosen
from lotse.staff.visit import Visit

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    "Tag",
    "Frage",
    "Grund",
    "Stand",
    "Antwort",
    "Satz zum Lernen",
    "Vorschläge",
    "Abgelehnt",
    "Gefunden",
    "Entschieden von",
    "Automatisch",
    "Notiz",
    "Modell",
)


def show(visit: Visit) -> HTTPResponse:
    """GET /export"""
    return visit.page("export.html", standings=STANDINGS, reasons=REASON_LABELS, periods=figures.PERIODS)


def questions_csv(visit: Visit) -> HTTPResponse:
    """GET /export/fragen.csv"""
    headings, rows = _questions(visit)
    return _file(visit, as_csv(headings, rows), CSV, "fragen.csv", len(rows))


def questions_xlsx(visit: Visit) -> HTTPResponse:
    """GET /export/fragen.xlsx"""
    headings, rows = _questions(visit)
    return _file(visit, as_xlsx("Fragen", headings, rows), XLSX, "fragen.xlsx", len(rows))


def figures_csv(visit: Visit) -> HTTPResponse:
    """GET /export/zahlen.csv"""
    headings, rows = figures.table(visit.desk, figures.chosen_period(visit))
    return _file(visit, as_csv(headings, rows), CSV, "zahlen.csv", len(rows))


def figures_xlsx(visit: Visit) -> HTTPResponse:
    """GET /export/zahlen.xlsx"""
    headings, rows = figures.table(visit.desk, figures.chosen_period(visit))
    return _file(visit, as_xlsx("Zahlen", headings, rows), XLSX, "zahlen.xlsx", len(rows))


def _questions(visit: Visit) -> tuple[list[str], list[list[Any]]]:
    rows = export_rows(visit.desk.engine, chosen(visit).filter(), visit.desk.today)
    headings = list(rows[0]) if rows else list(HEADINGS)
    return headings, [list(row.values()) for row in rows]


def _file(visit: Visit, data: bytes, media_type: str, name: str, count: int) -> HTTPResponse:
    audit.note(visit.desk.engine, visit.login, "exportiert", name, {"rows": count})
    stem, _, ending = name.partition(".")
    named = f'attachment; filename="soziallotse-{stem}-{visit.desk.today.isoformat()}.{ending}"'
    return HTTPResponse(data, content_type=media_type, headers={"Content-Disposition": named})
