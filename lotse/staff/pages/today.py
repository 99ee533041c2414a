"""The start page: what is to be done today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sanic.response import HTTPResponse

from lotse.content.loader import Content
from lotse.questions import figures
from lotse.questions.queries import Filter, state_counts
from lotse.questions.states import State
from lotse.staff.visit import Visit

DAYS = 7
TOP_GROUPS = 5
BAD_ANSWERS = 5
WARNED_DAYS = 30


@dataclass(frozen=True)
class Due:
    """Something in the content that is or gets out of date."""

    day: date
    what: str
    kind: str
    over: bool


def today(visit: Visit) -> HTTPResponse:
    """GET /"""
    desk = visit.desk
    first = desk.today - timedelta(days=DAYS - 1)
    week = desk.groups.page(Filter(first_day=first), desk.today, limit=TOP_GROUPS)
    counts = state_counts(desk.engine, desk.today)
    answers = figures.per_answer(desk.engine, desk.today - timedelta(days=29), desk.today)
    due = due_soon(desk.content, desk.today)
    return visit.page(
        "heute.html",
        open_count=counts[State.NEW],
        assigned=counts[State.ASSIGNED],
        groups=week.groups,
        group_count=week.group_count,
        bad=[item for item in answers if item.down][:BAD_ANSWERS],
        due=due[:10],
        due_count=len(due),
        totals=figures.totals(desk.engine, first, desk.today),
        first=first,
        today=desk.today,
        title_of=desk.title,
        problems=desk.store.problems,
    )


def due_soon(content: Content, day: date) -> list[Due]:
    """Facts that end, facts without a value, and answers whose review is due; the most urgent first."""
    border = day + timedelta(days=WARNED_DAYS)
    found = []
    for fact in content.facts.values():
        value = fact.value_on(day)
        later = any(item.valid_from and item.valid_from > day for item in fact.values)
        last = max((item.valid_until for item in fact.values if item.valid_until), default=day)
        if value is None:
            found.append(Due(last, fact.title, "Kein gültiger Wert", True))
        elif value.valid_until and value.valid_until <= border and not later:
            found.append(Due(value.valid_until, fact.title, "Wert läuft ab", False))
    for faq in content.faqs.values():
        review = faq.entry.review_by
        if review and review <= border:
            found.append(Due(review, faq.entry.question, "Antwort prüfen", review < day))
    return sorted(found, key=lambda item: (not item.over, item.day, item.what))
