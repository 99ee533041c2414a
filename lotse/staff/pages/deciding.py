"""Decisions on questions: one click each, in one transaction; who comes second is told who was faster."""

from __future__ import annotations

from datetime import timedelta
from typing import Callable

from sanic.response import HTTPResponse
from sqlalchemy import select

from lotse.privacy.finding import Kind
from lotse.privacy.redaction import redact
from lotse.questions import decisions
from lotse.questions.decisions import Decision, Done
from lotse.questions.models import question as question_table
from lotse.questions.states import State
from lotse.staff.errors import StaffError
from lotse.staff.visit import Visit

BELONGS_TO = "zu:"
SEARCH = "andere"
SIMPLE = {
    "ausserhalb": State.OUTSIDE,
    "unsinn": State.IGNORED,
    "offen": State.NEW,
}


def decide(visit: Visit) -> HTTPResponse:
    """POST /fragen/entscheiden"""
    versions, deed = chosen_versions(visit), visit.field("tat")
    if deed == SEARCH:
        words = visit.field("antwort")
        intent = _named(visit, words)
        if intent is None:
            return _choices(visit, words)
        deed = BELONGS_TO + intent
    return _back(visit, decisions.decide(visit.desk.engine, versions, _decision(visit, deed), visit.login))


def split(visit: Visit) -> HTTPResponse:
    """POST /fragen/trennen: the ticked wordings make a group of their own."""
    return _simple(visit, lambda versions: decisions.split(visit.desk.engine, versions, visit.login), "teil")


def annotate(visit: Visit) -> HTTPResponse:
    """POST /fragen/notiz"""
    note = visit.field("notiz")[:500]
    # Names may be those of colleagues. Nobody needs a number or an address to tell them something.
    found = [kind for kind in redact(note)[1] if kind is not Kind.NAME]
    if found:
        named = ", ".join(dict.fromkeys(kind.value.strip("[]") for kind in found))
        raise StaffError(f"In der Notiz stehen persönliche Angaben ({named}). Schreib sie ohne.")
    return _simple(visit, lambda versions: decisions.annotate(visit.desk.engine, versions, note, visit.login))


def undo(visit: Visit) -> HTTPResponse:
    """POST /fragen/rueckgaengig"""
    number = visit.field("nummer")
    if not number.isdecimal():
        raise StaffError("Es gibt nichts rückgängig zu machen.")
    return _back(visit, decisions.undo(visit.desk.engine, int(number), visit.login))


def chosen_versions(visit: Visit, field: str = "fragen") -> dict[str, int]:
    """The questions of a form with the versions that the person saw. Raises StaffError without any."""
    found: dict[str, int] = {}
    for pair in ",".join(visit.fields(field)).split(","):
        question, _, version = pair.partition(":")
        if question and version.isdecimal():
            found[question] = int(version)
    if not found:
        raise StaffError("Du hast keine Frage ausgewählt. Kreuz mindestens eine an.")
    return found


def texts_of(visit: Visit) -> list[str]:
    """The wordings of the questions of a form, each once."""
    versions = chosen_versions(visit)
    statement = select(question_table.c.id, question_table.c.text).where(question_table.c.id.in_(list(versions)[:500]))
    with visit.desk.engine.connect() as connection:
        texts = {row.id: row.text for row in connection.execute(statement)}
    return list(dict.fromkeys(texts[item] for item in versions if item in texts))


def _decision(visit: Visit, deed: str) -> Decision:
    if deed.startswith(BELONGS_TO):
        intent = deed.removeprefix(BELONGS_TO)
        if intent not in visit.desk.content.faqs:
            raise StaffError("Diese Antwort gibt es nicht mehr. Such eine andere.")
        return Decision(State.ASSIGNED, intent)
    if deed == "spaeter":
        days = visit.field("tage")
        return Decision(
            State.LATER, due=visit.desk.today + timedelta(days=int(days) if days in ("1", "7", "30") else 7)
        )
    if deed in SIMPLE:
        return Decision(SIMPLE[deed])
    raise StaffError("Diese Entscheidung kenne ich nicht. Lade die Seite neu.")


def _named(visit: Visit, words: str) -> str | None:
    """The answer whose question was typed in full, or picked from the list."""
    same = words.casefold()
    faqs = visit.desk.content.faqs.values()
    return next((faq.intent for faq in faqs if faq.entry.question.casefold() == same), None)


def _choices(visit: Visit, words: str) -> HTTPResponse:
    desk = visit.desk
    texts = texts_of(visit)
    # Without a word to look for, what the questions themselves are like.
    found = desk.proposer.search(words or " ".join(texts[:1]), desk.content)
    back = visit.field("zurueck") or "/fragen"
    return visit.page(
        "antwort_waehlen.html",
        words=words,
        texts=texts,
        found=found,
        stamps=visit.fields("fragen"),
        back=back,
        answer_of=desk.answer,
    )


def _simple(visit: Visit, action: Callable[[dict[str, int]], Done], field: str = "fragen") -> HTTPResponse:
    return _back(visit, action(chosen_versions(visit, field)))


def _back(visit: Visit, done: Done) -> HTTPResponse:
    return visit.redirect(visit.field("zurueck") or "/fragen", getan=done.audit_id)
