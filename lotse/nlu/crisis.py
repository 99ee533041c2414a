"""Recognises a crisis whatever else a message says: suicidal thoughts, violence, acute danger.

Works on spelled text (see normaliser.spelled), before the classifier, and is deliberately plain: a list that staff can
read. False alarms cost a help card; a miss may cost more. The classifier learns the softer cases from examples.
"""

from __future__ import annotations

import re

from lotse.nlu.normaliser import spelled

_SELF = (
    r"\b(bring|bringe|brachte|nehm|nehme)\w* mich um\b",
    (
        r"\bmich (um ?bringen|umzubringen|um ?zu ?bringen|toeten|zu toeten|"
        r"aufhaengen|erhaengen|vergiften|ritzen|verletzen)\b"
    ),
    r"\bmir (das|mein) leben (nehmen|zu nehmen)\b",
    (
        r"\b(nicht|nimmer|ned|net|nich|kein bock|keine lust|keine kraft) (mehr )?(mehr )?"
        r"(leben|weiterleben|weiter leben|am leben|da sein|zu leben)\b"
    ),
    (
        r"\b(will|moechte|wuerde|wollte|wuensch\w*) (ich )?(nur |einfach |lieber |am liebsten )?"
        r"(tot sein|sterben|nicht mehr aufwachen|verschwinden fuer immer)\b"
    ),
    r"\b(ich )?(will|moechte|mag|kann) (ich )?(einfach |echt )?(nicht mehr|nimmer) leben\b",
    r"\b(selbst ?mord|suizid\w*|suicide|kill myself|freitod|selbsttoetung|selbstverletz\w*|sich das leben nehmen)\b",
    r"\b(leben|alles) (hat|macht) (doch )?(keinen|kein) (sinn|zweck) mehr\b",
    r"\bspring\w* (vor den zug|von der bruecke|vom dach|aus dem fenster)\b",
    r"\bvor (den|die|einen) (zug|s-?bahn) (springen|werfen|legen)\b",
    r"\b(schluss|ende) machen mit (dem|meinem|allem) leben\b",
    r"\bmach\w* (heute |jetzt |dem )?(allem )?ein ende\b",
)
_VIOLENCE = (
    (
        r"\b(schlaegt|schlug|verpruegelt|pruegelt|wuergt|misshandelt|vergewaltigt|begrapscht|missbraucht) "
        r"(mich|uns|sie|ihn|meine?|mein kind|die kinder)\b"
    ),
    (
        r"\b(mich|uns) (immer |wieder |oft |staendig |gestern |heute )?"
        r"(geschlagen|verpruegelt|gewuergt|misshandelt|vergewaltigt|missbraucht|eingesperrt)\b"
    ),
    r"\b(bringt|bringen) (mich|uns|sie) um\b",
    r"\bdroht (mir|uns) (mich |uns )?(umzubringen|zu toeten|mit dem tod|mit (einem )?messer)\b",
    r"\b(haeusliche gewalt|sexueller missbrauch|zwangsheirat|zwangsverheiratet|vergewaltigung)\b",
    r"\b(angst um mein leben|lebensgefahr|frauenhaus)\b",
)
_PATTERN = re.compile("|".join((*_SELF, *_VIOLENCE)))


def is_crisis(text: str) -> bool:
    """Whether the message speaks of a danger to life or of violence."""
    return _PATTERN.search(spelled(text)) is not None
