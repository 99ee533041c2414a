"""Übernehmen: which sentences wait, the trial and its result, the release."""

from __future__ import annotations

import re

from sanic.response import HTTPResponse

from lotse.content.schema import Outcome
from lotse.privacy.redaction import redact
from lotse.questions import decisions
from lotse.questions.acceptance import Accepted
from lotse.staff.errors import StaffError
from lotse.staff.pages.deciding import chosen_versions
from lotse.staff.pages.questions import stamp
from lotse.staff.takeover.status import STEPS, Phase
from lotse.staff.visit import Visit

LONGEST_SENTENCE = 300
# What redaction leaves in place of personal data. A bot should not learn it as a word.
_PLACEHOLDER = re.compile(r"\[[A-ZÄÖÜ][^\]]{0,40}\]")
OUTCOMES = {
    Outcome.ANSWERED.value: "bekommt",
    Outcome.SUGGESTED.value: "bekommt Vorschläge",
    Outcome.UNANSWERED.value: "bleibt ohne Antwort",
    Outcome.OUT_OF_SCOPE.value: "gilt als «nicht unser Thema»",
}


def show(visit: Visit) -> HTTPResponse:
    """GET /uebernehmen"""
    desk = visit.desk
    status = desk.takeover.status
    waiting = [] if status.running else desk.takeover.waiting()
    return visit.page(
        "uebernehmen.html",
        status=status,
        phase=status.phase.value,
        steps=STEPS,
        waiting=[(item, stamp(item.questions), bool(_PLACEHOLDER.search(item.sentence))) for item in waiting],
        title_of=desk.title,
        person=desk.person,
        outcomes=OUTCOMES,
        done=visit.asked("satz"),
    )


def reword(visit: Visit) -> HTTPResponse:
    """POST /uebernehmen/satz: the sentence to learn, in place of the one typed."""
    sentence = " ".join(visit.field("satz").split())[:LONGEST_SENTENCE]
    masked, kinds = redact(sentence)
    if kinds:
        found = ", ".join(dict.fromkeys(str(kind.value).strip("[]") for kind in kinds))
        raise StaffError(f"In dem Satz stehen persönliche Angaben ({found}). Schreib ihn ohne sie: {masked}")
    (question, version), *_ = chosen_versions(visit).items()
    decisions.reword(visit.desk.engine, question, version, sentence, visit.login)
    return visit.redirect("/uebernehmen", satz="1")


def try_out(visit: Visit) -> HTTPResponse:
    """POST /uebernehmen/probe"""
    wanted = chosen_versions(visit)
    visit.desk.takeover.start([item for item in visit.desk.takeover.waiting() if _is_meant(item, wanted)], visit.login)
    return visit.redirect("/uebernehmen")


def discard(visit: Visit) -> HTTPResponse:
    """POST /uebernehmen/verwerfen"""
    visit.desk.takeover.discard(visit.login)
    return visit.redirect("/uebernehmen")


def release(visit: Visit) -> HTTPResponse:
    """POST /uebernehmen/freigeben"""
    if visit.desk.takeover.status.phase is Phase.READY and not visit.field("gelesen"):
        raise StaffError("Bestätige, dass du die Änderungen gelesen hast. Setz dafür das Häkchen.")
    visit.desk.takeover.release(visit.login)
    return visit.redirect("/uebernehmen")


def _is_meant(item: Accepted, wanted: dict[str, int]) -> bool:
    return any(wanted.get(question) == version for question, version in item.versions.items())
