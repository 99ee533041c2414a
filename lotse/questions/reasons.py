"""Why a question stayed without an answer. A hint for the review, worked out from the masked text and the ranking."""

from __future__ import annotations

import re
from typing import Sequence

from lotse.content.schema import Outcome
from lotse.questions.states import Reason

# Below this probability even the best FAQ is no candidate.
CANDIDATE_FROM = 0.1

_PERSONAL_CASE = re.compile(
    r"berechn|ausrechn|rechne\b|in meinem fall|mein(en?|em)? anspruch|mein(em|en)? bescheid"
    r"|wie ?viel (bleibt|krieg|bekomm).*\d"
    r"|(prüf|pruef|beurteil|bewerte|erklär|erklaer|versteh)\w*( \w+){0,3} (unser|den|diesen)\w* (bescheid|brief|fall)",
    re.IGNORECASE,
)
_OTHER_OFFICE = re.compile(
    r"(auto|wagen|roller|motorrad)( \w+){0,2} (an|um|ab)(zu)?meld"
    r"|führerschein|fuehrerschein|kfz|zulassung|kennzeichen|bürger(amt|büro)|buerger(amt|buero)|einwohnermelde|standesamt"
    r"|finanzamt|steuererklärung|ausländerbehörde|auslaenderbehoerde|aufenthaltstitel|einbürger|einbuerger|visum"
    r"|gesundheitsamt|veterinär|veterinaer|polizei|gericht|rentenversicherung|krankenkasse|bauamt|baugenehmigung"
    r"|wertstoff|müll|schulamt|jugendamt|personalausweis|reisepass",
    re.IGNORECASE,
)
# Words that hardly any sentence of a language can do without.
_GERMAN = "ich du er sie wir ihr der die das ein eine und oder nicht wie wo wann wer kann bin ist habe mein für"
_OTHERS = (
    "i the how where can my are do you for to money and what when who apply need get of have",
    "ben nasıl nerede için var yok mı mi bir ve ne bana benim para yardım lütfen alabilir miyim",
    "jak gdzie czy mam nie jest co na się dla mogę proszę kiedy pieniądze robisz jestem",
    "unde cum pot este pentru să și ce mi eu vreau bani",
    "je comment où puis est pour les une pas mon ma argent",
    "como donde puedo cómo dónde para el los mi dinero ayuda yo",
    "si ku mund për dhe jam kam nuk është",
)
_GERMAN_WORDS = frozenset(_GERMAN.split())
_OTHER_WORDS = tuple(frozenset(words.split()) for words in _OTHERS)
_LATIN_END = "\u024f"


def reason_of(outcome: Outcome, text: str, ranking: Sequence[tuple[str, float]], offered: Sequence[str]) -> Reason:
    """The reason for a turn that was suggested, unanswered or out of scope."""
    if is_foreign(text):
        return Reason.OTHER_LANGUAGE
    if outcome is Outcome.SUGGESTED:
        return Reason.TIE if len(offered) > 1 else Reason.UNSURE
    if outcome is Outcome.OUT_OF_SCOPE:
        return _outside(text)
    best = max((score for intent, score in ranking if intent != Outcome.OUT_OF_SCOPE.value), default=0.0)
    return Reason.UNSURE if best >= CANDIDATE_FROM else Reason.NO_CANDIDATE


def is_foreign(text: str) -> bool:
    """Whether a text is written in another script, or in words of another language."""
    letters = [letter for letter in text if letter.isalpha()]
    if letters and sum(letter > _LATIN_END for letter in letters) * 2 > len(letters):
        return True
    words = set(re.findall(r"\w+", text.casefold()))
    most = max(len(words & language) for language in _OTHER_WORDS)
    return most >= 2 and most > len(words & _GERMAN_WORDS)


def _outside(text: str) -> Reason:
    if _PERSONAL_CASE.search(text):
        return Reason.PERSONAL_CASE
    return Reason.OTHER_OFFICE if _OTHER_OFFICE.search(text) else Reason.NOT_OUR_TOPIC
