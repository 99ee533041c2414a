"""The words of the review: why a question is kept, what became of it, what is counted, who may do what."""

from __future__ import annotations

from enum import Enum


class Reason(str, Enum):
    """Why a question is kept."""

    NO_CANDIDATE = "kein_kandidat"
    UNSURE = "unsicher"
    TIE = "gleichstand"
    NOT_OUR_TOPIC = "nicht_unser_thema"
    PERSONAL_CASE = "einzelfall"
    OTHER_OFFICE = "andere_stelle"
    OTHER_LANGUAGE = "andere_sprache"
    REPHRASED = "neu_gefragt"
    REJECTED = "vorschlaege_abgelehnt"
    THUMBS_DOWN = "daumen_runter"


class State(str, Enum):
    """Where a question stands in the review."""

    NEW = "neu"
    ASSIGNED = "zugeordnet"
    DRAFT = "entwurf"
    OUTSIDE = "ausserhalb"
    IGNORED = "ignoriert"
    LATER = "zurueckgestellt"
    TAKEN = "uebernommen"
    CHECKED = "geprueft"


# What a person decided for good: remembered, so that the same question does not come back.
FINAL = frozenset({State.ASSIGNED, State.DRAFT, State.OUTSIDE, State.IGNORED})
OPEN = frozenset({State.NEW, State.LATER})


class Measure(str, Enum):
    """What is counted in a day."""

    ASKED = "gefragt"
    TAPPED = "angetippt"
    TAKEN = "vorschlag_genommen"
    REJECTED = "vorschlaege_abgelehnt"
    FORWARDED = "weitergeleitet"
    UP = "daumen_hoch"
    DOWN = "daumen_runter"


class Role(str, Enum):
    """What a member of staff may do; each role includes those before it."""

    READ = "lesen"
    EDIT = "redaktion"
    RELEASE = "freigabe"
    ADMIN = "admin"


REASON_LABELS = {
    Reason.NO_CANDIDATE: "keine passende Antwort",
    Reason.UNSURE: "zu unsicher",
    Reason.TIE: "mehrere Antworten möglich",
    Reason.NOT_OUR_TOPIC: "nicht unser Thema",
    Reason.PERSONAL_CASE: "Einzelfall",
    Reason.OTHER_OFFICE: "andere Stelle zuständig",
    Reason.OTHER_LANGUAGE: "andere Sprache",
    Reason.REPHRASED: "gleich noch einmal gefragt",
    Reason.REJECTED: "Vorschläge abgelehnt",
    Reason.THUMBS_DOWN: "Antwort schlecht bewertet",
}

# What people choose under a thumb down, by the word that the channel sends.
RATING_LABELS = {
    "falsch": "stimmt nicht",
    "unvollstaendig": "es fehlt etwas",
    "nicht_verstanden": "nicht verstanden",
    "falsches_thema": "falsches Thema",
}

STATE_LABELS = {
    State.NEW: "neu",
    State.ASSIGNED: "gehört zu",
    State.DRAFT: "neue Antwort in Arbeit",
    State.OUTSIDE: "nicht unser Thema",
    State.IGNORED: "Unsinn",
    State.LATER: "später",
    State.TAKEN: "übernommen",
    State.CHECKED: "geprüft",
}
