"""Tables as CSV and XLSX. A cell that a spreadsheet would take for a formula is disarmed: people typed these texts."""

from __future__ import annotations

import csv
import io
from typing import Any, Sequence

import xlsxwriter

BOM = "\ufeff"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CELL_AT_MOST = 32_000


def as_csv(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """UTF-8 with BOM and semicolons: what a German Excel opens by a double click."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(headings)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return (BOM + out.getvalue()).encode("utf-8")


def as_xlsx(title: str, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with one sheet; texts stay texts."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, headings, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, (int, float)):
                    sheet.write_number(number, column, value)
                else:
                    sheet.write_string(number, column, str(value)[:CELL_AT_MOST])
        for column, heading in enumerate(headings):
            longest = max([len(heading), *(len(str(row[column])) for row in rows[:500])])
            sheet.set_column(column, column, min(60, longest + 2))
        sheet.freeze_panes(1, 0)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(headings) - 1)
    return out.getvalue()


def _safe(value: Any) -> Any:
    """A text that begins like a formula gets a quote before it, also behind blanks, which spreadsheets skip."""
    if not isinstance(value, str):
        return value
    begins = value.lstrip(" \u00a0\u200b")
    return f"'{value}" if begins.startswith(_DANGEROUS) or value.startswith(_DANGEROUS) else value
