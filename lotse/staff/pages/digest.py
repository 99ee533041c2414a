"""The week on one page, to print or to send: figures, the most frequent open questions, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sanic.response import HTTPResponse

from lotse.questions import figures
from lotse.questions.figures import AnswerFigures, Figures
from lotse.questions.grouping import Group
from lotse.questions.queries import Filter, state_counts
from lotse.questions.states import State
from lotse.staff.desk import Desk
from lotse.staff.pages.today import Due, due_soon
from lotse.staff.rendering import page as rendered
from lotse.staff.visit import Visit

GROUPS = 10
ANSWERS = 5


@dataclass(frozen=True)
class Week:
    """What happened from a Monday to a Sunday, and in the week before."""

    first: date
    last: date
    now: Figures
    before: Figures
    groups: list[Group]
    bad: list[AnswerFigures]
    due: list[Due]
    open_count: int


def show(visit: Visit) -> HTTPResponse:
    """GET /woche"""
    week = _week(visit)
    text = mail(visit.desk, week)
    following = week.first + timedelta(days=7)
    return visit.page(
        "woche.html",
        week=week,
        text=text,
        title_of=visit.desk.title,
        earlier=(week.first - timedelta(days=7)).isoformat(),
        later=following.isoformat() if following <= visit.desk.today else "",
    )


def mail_text(visit: Visit) -> HTTPResponse:
    """GET /woche.txt"""
    return HTTPResponse(mail(visit.desk, _week(visit)), content_type="text/plain; charset=utf-8")


def of_week(desk: Desk, first: date) -> Week:
    """The week that begins on a Monday."""
    last = first + timedelta(days=6)
    answers = figures.per_answer(desk.engine, first, last)
    return Week(
        first,
        last,
        figures.totals(desk.engine, first, last),
        figures.totals(desk.engine, first - timedelta(days=7), first - timedelta(days=1)),
        desk.groups.page(Filter(first_day=first, last_day=last), desk.today, limit=GROUPS).groups,
        [item for item in answers if item.down][:ANSWERS],
        due_soon(desk.content, desk.today)[:GROUPS],
        state_counts(desk.engine, desk.today)[State.NEW],
    )


def mail(desk: Desk, week: Week) -> str:
    """The text for a mail. Only counts and masked questions."""
    return rendered("woche.txt", week=week, title_of=desk.title)


def _week(visit: Visit) -> Week:
    """The week that was asked for; without one the last that is over."""
    today = visit.desk.today
    try:
        day = date.fromisoformat(visit.asked("ab"))
    except ValueError:
        day = today - timedelta(days=7)
    day = min(max(day, today - timedelta(days=730)), today)
    return of_week(visit.desk, day - timedelta(days=day.weekday()))
