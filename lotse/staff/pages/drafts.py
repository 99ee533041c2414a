"""Drafts of new answers: from a group of questions to a file that can be published."""

from __future__ import annotations

from dataclasses import replace

from sanic.response import HTTPResponse

from lotse.content.markup import blocks
from lotse.privacy.redaction import redact
from lotse.questions import audit, decisions
from lotse.questions.acceptance import accepted
from lotse.questions.decisions import Decision
from lotse.questions.states import State
from lotse.staff import drafting
from lotse.staff.drafting import Draft, DraftError
from lotse.staff.errors import NotFoundError
from lotse.staff.pages.deciding import chosen_versions, texts_of
from lotse.staff.visit import Visit


def listing(visit: Visit) -> HTTPResponse:
    """GET /entwuerfe"""
    found = drafting.drafts(visit.desk.content.root)
    return visit.page("entwuerfe.html", drafts=found)


def new(visit: Visit) -> HTTPResponse:
    """POST /entwuerfe/neu: the form for a group. Nothing is written yet."""
    texts = texts_of(visit)
    return _new(visit, texts, texts[0] if texts else "", "")


def create(visit: Visit) -> HTTPResponse:
    """POST /entwuerfe: writes the file, then decides on the questions."""
    desk, versions, texts = visit.desk, chosen_versions(visit), texts_of(visit)
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
    # Its questions go the way of all others: only a trial teaches them, and asks them again.
    for item in accepted(desk.engine, State.DRAFT):
        if item.intent == intent:
            decisions.decide(desk.engine, item.versions, Decision(State.ASSIGNED, intent), visit.login)
    audit.note(desk.engine, visit.login, "entwurf_veroeffentlicht", intent)
    return visit.redirect(f"/antworten/{intent}")


def discard(visit: Visit, intent: str) -> HTTPResponse:
    """POST /entwuerfe/<intent>/verwerfen: the file goes, its questions are open again."""
    desk, draft = visit.desk, _draft(visit, intent)
    try:
        drafting.discard(desk.content, draft, visit.field("hash"))
    except DraftError as error:
        return _one(visit, draft, list(error.lines), 409)
    for item in accepted(desk.engine, State.DRAFT):
        if item.intent == intent:
            decisions.decide(desk.engine, item.versions, Decision(State.NEW), visit.login)
    audit.note(desk.engine, visit.login, "entwurf_verworfen", intent)
    return visit.redirect("/entwuerfe")


def _draft(visit: Visit, intent: str) -> Draft:
    draft = drafting.find(visit.desk.content.root, intent)
    if draft is None:
        raise NotFoundError("Diesen Entwurf gibt es nicht, oder er ist schon veröffentlicht.")
    return draft


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
