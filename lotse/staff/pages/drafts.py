"""Drafts of new answers: from a group of questions to a file that can be published."""

from __future__ import annotations

from dataclasses import replace

from sanic.response import HTTPResponse
from sqlalchemy import select

from lotse.content.markup import blocks
from lotse.privacy.redaction import redact
from lotse.questions import audit, decisions
from lotse.questions.acceptance import accepted, mark_taken
from lotse.questions.decisions import Decision
from lotse.questions.models import question as question_table
from lotse.questions.states import State
from lotse.staff import drafting
from lotse.staff.drafting import Draft, DraftError
from lotse.staff.errors import NotFoundError
from lotse.staff.pages.deciding import chosen_versions
from lotse.staff.visit import Visit


def listing(visit: Visit) -> HTTPResponse:
    """GET /entwuerfe"""
    found = drafting.drafts(visit.desk.content.root)
    return visit.page("entwuerfe.html", drafts=found)


def new(visit: Visit) -> HTTPResponse:
    """POST /entwuerfe/neu: the form for a group. Nothing is written yet."""
    texts = _texts(visit)
    return _new(visit, texts, texts[0] if texts else "", "")


def create(visit: Visit) -> HTTPResponse:
    """POST /entwuerfe: writes the file, then decides on the questions."""
    desk, versions, texts = visit.desk, chosen_versions(visit), _texts(visit)
    question, topic = visit.field("frage"), visit.field("thema")
    try:
        draft = drafting.create(desk.content, topic, question, texts, desk.today)
    except DraftError as error:
        return _new(visit, texts, question, topic, str(error))
    try:
        decisions.decide(desk.engine, versions, Decision(State.DRAFT, draft.intent), visit.login)
    except Exception:
        draft.path(desk.content.root).unlink()
        raise
    audit.note(desk.engine, visit.login, "entwurf_angelegt", draft.intent)
    return visit.redirect(f"/entwuerfe/{draft.intent}")


def one(visit: Visit, intent: str) -> HTTPResponse:
    """GET /entwuerfe/<intent>"""
    return _one(visit, _draft(visit, intent))


def save(visit: Visit, intent: str) -> HTTPResponse:
    """POST /entwuerfe/<intent>"""
    desk, before = visit.desk, _draft(visit, intent)
    names = ("question", "answer", "next_step", "office", "source_title", "source_url")
    examples = tuple(line.strip() for line in visit.field("examples").splitlines() if line.strip())
    # A field that browsers send with other line ends, which YAML would write as escapes.
    values = {name: visit.field(name).replace("\r\n", "\n") for name in names}
    draft = replace(before, **values, examples=examples)
    try:
        if any(redact(text)[1] for text in examples):
            raise DraftError("In einem Beispiel stehen persönliche Angaben. Nimm sie heraus.")
        drafting.save(desk.content, draft, visit.field("hash"), desk.today)
    except DraftError as error:
        return _one(visit, replace(draft, hash=visit.field("hash")), list(error.lines), 409)
    audit.note(desk.engine, visit.login, "entwurf_geaendert", intent)
    return visit.redirect(f"/entwuerfe/{intent}", gespeichert="1")


def publish(visit: Visit, intent: str) -> HTTPResponse:
    """POST /entwuerfe/<intent>/veroeffentlichen"""
    desk, draft = visit.desk, _draft(visit, intent)
    try:
        drafting.publish(desk.content, draft, desk.today)
    except DraftError as error:
        return _one(visit, draft, ["So lässt er sich noch nicht veröffentlichen.", *error.lines], 422)
    desk.store.refresh()
    for item in accepted(desk.engine, State.DRAFT):
        if item.intent == intent:
            mark_taken(desk.engine, item.versions, visit.login)
    audit.note(desk.engine, visit.login, "entwurf_veroeffentlicht", intent)
    return visit.redirect(f"/antworten/{intent}")


def _draft(visit: Visit, intent: str) -> Draft:
    draft = drafting.find(visit.desk.content.root, intent)
    if draft is None:
        raise NotFoundError("Diesen Entwurf gibt es nicht, oder er ist schon veröffentlicht.")
    return draft


def _texts(visit: Visit) -> list[str]:
    versions = chosen_versions(visit)
    statement = select(question_table.c.id, question_table.c.text).where(question_table.c.id.in_(list(versions)[:500]))
    with visit.desk.engine.connect() as connection:
        texts = {row.id: row.text for row in connection.execute(statement)}
    return list(dict.fromkeys(texts[item] for item in versions if item in texts))


def _new(visit: Visit, texts: list[str], question: str, topic: str, error: str = "") -> HTTPResponse:
    return visit.page(
        "entwurf_neu.html",
        422 if error else 200,
        texts=texts,
        stamps=visit.fields("fragen"),
        question=question[:90],
        topic=topic,
        error=error,
        back=visit.field("zurueck") or "/fragen",
    )


def _one(visit: Visit, draft: Draft, problems: list[str] | None = None, status: int = 200) -> HTTPResponse:
    return visit.page(
        "entwurf.html",
        status,
        draft=draft,
        problems=problems or [],
        preview=blocks(draft.answer) if draft.answer else [],
        saved=bool(visit.asked("gespeichert")),
    )
