"""Templates and how days, numbers and names are written in them."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Optional

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from lotse.questions.states import RATING_LABELS, REASON_LABELS, STATE_LABELS
from lotse.staff.permissions import ROLE_LABELS

TEMPLATES = Path(__file__).parent / "templates"
HIDDEN = "verdeckt"
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=day, moment=moment, count=count, percent=percent, times=times, questions=questions)
    environment.globals.update(state_labels=STATE_LABELS, reason_labels=REASON_LABELS, role_labels=ROLE_LABELS)
    environment.globals.update(rating_labels=RATING_LABELS)
    return environment


def day(value: Optional[date]) -> str:
    """24.11.2026"""
    return f"{value:%d.%m.%Y}" if value else "–"


def moment(value: Optional[datetime]) -> str:
    """24.11.2026, 10:05 Uhr"""
    return f"{value:%d.%m.%Y, %H:%M} Uhr" if value else "–"


def count(value: Optional[int]) -> str:
    """1.234; a hidden count is named as such."""
    return HIDDEN if value is None else f"{value:,}".replace(",", ".")


def percent(value: Optional[float]) -> str:
    """68 %"""
    return "–" if value is None else f"{value * 100:.0f}\u00a0%"


def times(value: int) -> str:
    """einmal, 3-mal"""
    return "einmal" if value == 1 else f"{count(value)}-mal"


def questions(value: int) -> str:
    """1 Frage, 3 Fragen"""
    return "1 Frage" if value == 1 else f"{count(value)} Fragen"


def page(template: str, **values: Any) -> str:
    """A whole page."""
    return templates().get_template(template).render(**values)
