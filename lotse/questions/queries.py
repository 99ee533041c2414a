"""What the staff app shows: groups of questions by filter and search, how many there are, and rows for an export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Optional

from sqlalchemy import and_, func, or_, select
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from lotse.questions.grouping import Group, group
from lotse.questions.models import question
from lotse.questions.question import COLUMNS, Question
from lotse.questions.states import REASON_LABELS, STATE_LABELS, Reason, State
from lotse.questions.wording import normalised


@dataclass(frozen=True)
class Filter:
    """Which questions to show. Empty means all; `automatic`: those that an earlier decision took care of, or not."""

    states: frozenset[State] = frozenset({State.NEW})
    reasons: frozenset[Reason] = frozenset()
    first_day: Optional[date] = None
    last_day: Optional[date] = None
    intent: Optional[str] = None
    search: str = ""
    automatic: Optional[bool] = False


@dataclass(frozen=True)
class Page:
    """Some of the groups, and how many there are in all. `hidden`: questions that earlier decisions took care of."""

    groups: list[Group]
    group_count: int
    question_count: int
    hidden: int


def list_groups(engine: Engine, wanted: Filter, today: date, offset: int = 0, limit: int = 50) -> Page:
    """A page of groups, those asked most often first. What was put off until `today` is open again."""
    groups = matching(group(questions(engine, wanted, today)), wanted.search)
    count = sum(found.count for found in groups)
    return Page(groups[offset : offset + limit], len(groups), count, hidden_count(engine, wanted))


def questions(engine: Engine, wanted: Filter, today: date) -> list[Question]:
    """The questions of a filter without its search, the newest first."""
    statement = select(*COLUMNS).where(*_conditions(wanted, today)).order_by(question.c.day.desc(), question.c.id)
    with engine.connect() as connection:
        return [Question.from_row(row) for row in connection.execute(statement)]


def matching(groups: list[Group], search: str) -> list[Group]:
    """The groups in which one wording holds all words of a search. The groups stay whole."""
    words = normalised(search).split()
    if not words:
        return groups
    return [found for found in groups if any(_holds(variant.questions[0], words) for variant in found.variants)]


def hidden_count(engine: Engine, wanted: Filter) -> int:
    """How many questions of the days of a filter were decided by an earlier decision, where it leaves them out."""
    if wanted.automatic is not False:
        return 0
    statement = select(func.count()).select_from(question).where(question.c.automatic, *_days(wanted))
    with engine.connect() as connection:
        return int(connection.execute(statement).scalar() or 0)


def state_counts(engine: Engine, today: date) -> dict[State, int]:
    """How many questions stand where. What was put off until `today` counts as new."""
    due = and_(question.c.state == State.LATER.value, question.c.due <= today)
    with engine.connect() as connection:
        rows = connection.execute(
            select(question.c.state, func.count()).where(~question.c.automatic).group_by(question.c.state)
        ).all()
        again = connection.execute(select(func.count()).select_from(question).where(due)).scalar() or 0
    counts = dict.fromkeys(State, 0) | {State(state): count for state, count in rows}
    counts[State.NEW] += again
    counts[State.LATER] -= again
    return counts


def export_rows(engine: Engine, wanted: Filter, today: date) -> list[dict[str, Any]]:
    """One row for each question, with German headings: plain values, for any file format."""
    words = normalised(wanted.search).split()
    return [_row(item) for item in questions(engine, wanted, today) if _holds(item, words)]


def _conditions(wanted: Filter, today: date) -> list[ColumnElement]:
    conditions = _days(wanted)
    if wanted.automatic is not None:
        conditions.append(question.c.automatic if wanted.automatic else ~question.c.automatic)
    if wanted.states:
        states = question.c.state.in_([state.value for state in wanted.states])
        due = and_(question.c.state == State.LATER.value, question.c.due <= today)
        conditions.append(or_(states, due) if State.NEW in wanted.states else states)
    if wanted.reasons:
        conditions.append(question.c.reason.in_([reason.value for reason in wanted.reasons]))
    if wanted.intent:
        conditions.append(question.c.intent == wanted.intent)
    return conditions


def _days(wanted: Filter) -> list[ColumnElement]:
    conditions = []
    if wanted.first_day:
        conditions.append(question.c.day >= wanted.first_day)
    if wanted.last_day:
        conditions.append(question.c.day <= wanted.last_day)
    return conditions


def _holds(item: Question, words: list[str]) -> bool:
    return all(word in item.normalised for word in words)


def _row(item: Question) -> dict[str, Any]:
    return {
        "Tag": item.day.isoformat(),
        "Frage": item.text,
        "Grund": REASON_LABELS[item.reason],
        "Stand": STATE_LABELS[item.state],
        "Antwort": item.intent or "",
        "Satz zum Lernen": item.sentence or "",
        "Vorschläge": ", ".join(f"{intent} ({score:.0%})" for intent, score in item.candidates),
        "Abgelehnt": ", ".join(item.rejected),
        "Gefunden": item.led_to or "",
        "Entschieden von": item.decided_by or "",
        "Automatisch": "ja" if item.automatic else "",
        "Notiz": item.note or "",
        "Modell": item.model,
    }
