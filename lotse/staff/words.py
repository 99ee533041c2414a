"""How decisions and the lines of the log are told in German."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from lotse.questions.audit import AuditEntry
from lotse.questions.changing import ACTION_LABELS
from lotse.questions.states import STATE_LABELS, Role, State
from lotse.staff.desk import Desk
from lotse.staff.permissions import ROLE_LABELS

_ACTIONS = {
    "entschieden": "entschieden",
    "uebernommen": "in die Inhalte übernommen",
    "geprueft": "noch einmal gefragt und geprüft",
    "konto_angelegt": "Konto angelegt",
    "konto_geaendert": "Konto geändert",
    "angemeldet": "angemeldet",
    "abgemeldet": "abgemeldet",
    "anmeldung_misslungen": "Anmeldung misslungen",
    "exportiert": "exportiert",
    "entwurf_angelegt": "Entwurf angelegt",
    "entwurf_geaendert": "Entwurf geändert",
    "entwurf_veroeffentlicht": "Entwurf veröffentlicht",
    "entwurf_verworfen": "Entwurf verworfen",
    "probelauf": "Probelauf gestartet",
    "freigegeben": "Änderungen freigegeben",
    "verworfen": "Probelauf verworfen",
}
ACTIONS = {**ACTION_LABELS, **_ACTIONS}


def what_was_done(desk: Desk, action: str, state: Optional[State], intent: Optional[str]) -> str:
    """gehört zu «Wie teuer darf meine Wohnung sein?»"""
    if action in ACTION_LABELS or state is None:
        return ACTIONS.get(action, action)
    if state in (State.ASSIGNED, State.DRAFT) and intent:
        return f"{STATE_LABELS[state]} «{desk.title(intent)}»"
    return "wieder offen" if state is State.NEW else STATE_LABELS[state]


def line(desk: Desk, entry: AuditEntry) -> str:
    """A line of the log in words."""
    detail: Mapping[str, Any] = entry.detail
    if entry.action == "entschieden":
        return what_was_done(desk, entry.action, State(detail["state"]), entry.subject or None)
    words = ACTIONS.get(entry.action, entry.action)
    if entry.action == "rueckgaengig":
        return f"{words} (Nummer {entry.subject})"
    extra = []
    if "role" in detail:
        extra.append(f"Rolle {ROLE_LABELS[Role(detail['role'])]}")
    if "active" in detail:
        extra.append("freigeschaltet" if detail["active"] else "gesperrt")
    if detail.get("password"):
        extra.append("neues Passwort")
    return f"{words} {entry.subject}".strip() + (f" ({', '.join(extra)})" if extra else "")
