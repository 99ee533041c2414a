"""The groups of questions, one question with its history, and the answers to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Sequence

from sanic.response import HTTPResponse
from sqlalchemy import select

from lotse.content.loader import Faq
from lotse.questions import audit
from lotse.questions.grouping import Group, Variant
from lotse.questions.models import question as question_table
from lotse.questions.question import COLUMNS, Question
from lotse.questions.states import REASON_LABELS, State
from lotse.staff import words
from lotse.staff.done import just_done
from lotse.staff.errors import NotFoundError
from lotse.staff.pages.filters import AUTOMATIC, STANDINGS, chosen
from lotse.staff.visit import Visit, with_query

PER_PAGE = 15
SHOWN_VARIANTS = 5
LATER_DAYS = (1, 7, 30)


@dataclass(frozen=True)
class Card:
    """A group as it is shown."""

    group: Group
    proposals: list[Faq]

    @property
    def first_id(self) -> str:
        """A question that leads back to the group, whatever else joins it."""
        return self.group.questions[0].id

    @property
    def stamp(self) -> str:
        """The questions with the versions that the person sees."""
        return stamp(self.group.questions)

    @property
    def notes(self) -> list[str]:
        """The notes of all questions, each once."""
        return list(dict.fromkeys(item.note for item in self.group.questions if item.note))

    @property
    def decided(self) -> set[tuple[State, str]]:
        """What was decided, where it was."""
        return {(item.state, item.intent or "") for item in self.group.questions}

    def stamp_of(self, variant: Variant) -> str:
        """The questions of one wording."""
        return stamp(variant.questions)


def stamp(questions: Sequence[Question]) -> str:
    """id:version,id:version"""
    return ",".join(f"{item.id}:{item.version}" for item in questions)


def listing(visit: Visit) -> HTTPResponse:
    """GET /fragen"""
    desk, filtered = visit.desk, chosen(visit)
    number = max(1, visit.asked_number("seite", 1, 10_000))
    page = desk.groups.page(filtered.filter(), desk.today, (number - 1) * PER_PAGE, PER_PAGE)
    last = max(1, -(-page.group_count // PER_PAGE))
    if number > last:
        return visit.redirect("/fragen", **filtered.query(), seite=last, getan=visit.asked("getan"))
    here = with_query("/fragen", **filtered.query(), seite=number if number > 1 else "")
    return visit.page(
        "fragen_liste.html",
        cards=[_card(visit, found, filtered.is_undecided) for found in page.groups],
        page=page,
        filtered=filtered,
        number=number,
        last=last,
        here=here,
        pages={turn: with_query(here, seite=turn) for turn in (number - 1, number + 1) if 1 <= turn <= last},
        hidden_link=with_query("/fragen", stand=AUTOMATIC, von=filtered.first, bis=filtered.last),
        standings=STANDINGS,
        reasons=REASON_LABELS,
        undo=just_done(desk, visit.asked("getan"), visit.login),
        **shared(visit),
    )


def one(visit: Visit, question: str) -> HTTPResponse:
    """GET /fragen/<id>: the group of a question with all wordings, and what was done with it."""
    desk = visit.desk
    with desk.engine.connect() as connection:
        row = connection.execute(select(*COLUMNS).where(question_table.c.id == question)).first()
    if row is None:
        raise NotFoundError("Diese Frage ist gelöscht, weil ihre Frist abgelaufen ist, oder die Adresse stimmt nicht.")
    item = Question.from_row(row)
    filtered = chosen(visit)
    group = desk.groups.of(question, filtered.filter(), desk.today) or Group(item.hash, (Variant(item.text, (item,)),))
    history = audit.entries(desk.engine, question_id=question)
    here = with_query(f"/fragen/{question}", **filtered.query())
    return visit.page(
        "frage_einzeln.html",
        card=_card(visit, group, item.state in (State.NEW, State.LATER)),
        item=item,
        history=[(entry, desk.person(entry.login), words.line(desk, entry)) for entry in history],
        here=here,
        back=with_query("/fragen", **filtered.query()),
        undo=just_done(desk, visit.asked("getan"), visit.login),
        **shared(visit),
    )


def answers(visit: Visit) -> HTTPResponse:
    """GET /antworten: searches all answers."""
    wanted = visit.asked("suche").strip()[:200]
    found = visit.desk.proposer.search(wanted, visit.desk.content)
    return visit.page("antworten.html", wanted=wanted, found=found, answer_of=visit.desk.answer)


def answer(visit: Visit, intent: str) -> HTTPResponse:
    """GET /antworten/<intent>: the answer as applicants read it."""
    faq = visit.desk.content.faqs.get(intent)
    if faq is None:
        raise NotFoundError("Diese Antwort gibt es nicht.")
    return visit.page("antwort_einzeln.html", faq=faq, answer=visit.desk.answer(faq))


def shared(visit: Visit) -> dict[str, Any]:
    """What the cards of groups need."""
    desk = visit.desk
    titles = sorted(faq.entry.question for faq in desk.content.faqs.values())
    return {
        "titles": titles,
        "title_of": desk.title,
        "answer_of": desk.answer,
        "shown_variants": SHOWN_VARIANTS,
        "later": [(days, desk.today + timedelta(days=days)) for days in LATER_DAYS],
    }


def _card(visit: Visit, group: Group, with_proposals: bool) -> Card:
    return Card(group, visit.desk.proposer.for_group(group, visit.desk.content) if with_proposals else [])
