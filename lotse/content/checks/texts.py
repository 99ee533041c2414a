"""What must not stand in a text: amounts, dates, Sie, promises, gender signs, too long sentences and answers."""

from __future__ import annotations

import re
from typing import Callable, Iterator

from lotse.content.checks.findings import Finding, excerpt, finding
from lotse.content.checks.passages import Passage, passages
from lotse.content.checks.prose import Sentence, sentences, unmarked, without_facts
from lotse.content.german import MONTHS
from lotse.content.loader import Content

SENTENCE_GOOD, SENTENCE_LIMIT = 15, 20
ANSWER_GOOD, ANSWER_LIMIT = 700, 900

_NUMBER_WORD = r"(?:[a-zäöü]*(?:zehn|zwölf|zig|hundert|tausend)|zwei|drei|vier|fünf|sechs|sieben|acht|neun)"
_AMOUNT = re.compile(
    r"(?<![\d.,])(?!1-Euro-Job)\d[\d.,]*[\s\u00a0-]?(?:Euro|€|EUR|Prozent|%)|€\s?\d[\d.,]*"
    rf"|\b{_NUMBER_WORD}\s(?:Euro|Prozent)\b"
)
_DATE = re.compile(
    r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{2,4})?"
    rf"|\b\d{{1,2}}\.[\s\u00a0](?:{'|'.join(MONTHS)})\b(?:\s\d{{4}})?"
    r"|(?<![\d/-])(?<!\d[ ])(?:19|20)\d\d(?![\d/-]|[ ]\d)"
)
_SIE = re.compile(r"(?<=[\w,;»\"“)] )(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b")
_POLITE_VERB = "können|müssen|sollten|sollen|dürfen|haben|brauchen|bekommen|erhalten|finden|möchten|wollen|werden"
_START_SIE = re.compile(rf"Sie (?:{_POLITE_VERB})\b|Ihnen\b")
_PROMISE = re.compile(
    r"\b(?:hast|hättest|habt)\b(?: \w+){0,3}? (?:Anspruch|ein Recht auf (?:Geld|Leistungen))\b"
    r"|\bAnspruch (?:hast|habt)\b|\bsteh(?:t|en) (?:\w+ ){0,2}?(?:dir|euch)\b.* zu\b"
    r"|\b(?:dir|euch) steh(?:t|en)\b.* zu\b|\b(?:dir|euch)\b.* zusteh(?:t|en)\b"
    r"|\bgarantier\w*|\b(?:bist|seid) (?:\w+ ){0,2}?(?:anspruchs|leistungs)?berechtigt\b",
    re.IGNORECASE,
)
_BENEFIT = (
    r"(?:Geld|Grundsicherungsgeld|Bürgergeld|Wohngeld|Kindergeld|Kinderzuschlag|BAföG|BAB|Mehrbedarf|Zuschuss|\{\w+\})"
)
_YOU_GET = r"(?:\bdu (?:bekommst|kriegst|erhältst)|(?<= )(?:bekommst|kriegst|erhältst) du)"
_SOUNDS_LIKE_PROMISE = re.compile(rf"{_YOU_GET}(?: (?!kein)[^\s,]+){{0,4}}? {_BENEFIT}(?!\w)", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:ob|wenn|falls|solange|soweit|was|wer|wem|wie viel|welche[rsnm]?|kann|können|könnten?)\b|\?", re.IGNORECASE
)
_THEN = re.compile(r"\bdann\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:nicht|nie|niemand|kein\w*)\b[^.]*\bgarantier", re.IGNORECASE)
_GENDER_SIGN = re.compile(
    r"\w+(?:[:*_·]|/-?)(?:innen|in|r|n|e|s)\b|\w+\((?:innen|in)\)|\b\w*[a-zäöüß]In(?:nen)?\b", re.UNICODE
)
Test = Callable[[Passage], Iterator[Finding]]


def check_texts(content: Content) -> Iterator[Finding]:
    """All checks of what people read."""
    for passage in passages(content):
        for test in (_amounts, _dates, _address, _promises, _gender_signs, _long_sentences, _long_answer):
            yield from test(passage)


def _at(code: str, passage: Passage, offset: int, **values: object) -> Finding:
    return finding(code, passage.file, passage.where, offset, **values)


def _amounts(passage: Passage) -> Iterator[Finding]:
    code = "C301" if passage.filled else "C313"
    for match in _AMOUNT.finditer(without_facts(passage.text)):
        yield _at(code, passage, match.start(), found=match[0].strip())


def _dates(passage: Passage) -> Iterator[Finding]:
    """A day that is history may stand in the glossary, where no fact is filled in."""
    if not passage.filled and passage.field != "question":
        return
    code = "C302" if passage.filled else "C313"
    for match in _DATE.finditer(without_facts(passage.text)):
        yield _at(code, passage, match.start(), found=match[0].strip())


def _address(passage: Passage) -> Iterator[Finding]:
    for sentence in sentences(passage.text):
        match = _SIE.search(sentence.text)
        if match:
            yield _at("C303", passage, sentence.offset, found=match[0], sentence=excerpt(sentence.text))
        elif _START_SIE.match(sentence.text):
            yield _at("C304", passage, sentence.offset, sentence=excerpt(sentence.text))


def _promises(passage: Passage) -> Iterator[Finding]:
    for sentence in sentences(passage.text):
        if _says(_PROMISE, sentence) and not _DENIED.search(sentence.text):
            yield _at("C305", passage, sentence.offset, sentence=excerpt(sentence.text))
        elif _says(_SOUNDS_LIKE_PROMISE, sentence) and not _THEN.search(sentence.text):
            yield _at("C306", passage, sentence.offset, sentence=excerpt(sentence.text))


def _says(pattern: re.Pattern[str], sentence: Sentence) -> bool:
    """Whether a sentence says it of someone, not just under a condition or as a question."""
    return bool(pattern.search(sentence.text)) and not _CONDITION.search(sentence.text)


def _gender_signs(passage: Passage) -> Iterator[Finding]:
    for match in _GENDER_SIGN.finditer(without_facts(passage.text)):
        yield _at("C312", passage, match.start(), found=match[0])


def _long_sentences(passage: Passage) -> Iterator[Finding]:
    if not passage.prose:
        return
    for sentence in sentences(passage.text):
        count = len(sentence.words)
        if count > SENTENCE_GOOD:
            code, limit = ("C307", SENTENCE_LIMIT) if count > SENTENCE_LIMIT else ("C308", SENTENCE_GOOD)
            yield _at(code, passage, sentence.offset, count=count, limit=limit, sentence=excerpt(sentence.text))


def _long_answer(passage: Passage) -> Iterator[Finding]:
    if passage.field != "answer":
        return
    count = _shown_length(passage.text)
    if count > ANSWER_GOOD:
        code, limit = ("C309", ANSWER_LIMIT) if count > ANSWER_LIMIT else ("C310", ANSWER_GOOD)
        yield _at(code, passage, 0, count=count, limit=limit)


def _shown_length(text: str) -> int:
    """The characters that people see: without marks and the targets of links."""
    return len(re.sub(r"[ \t]+", " ", unmarked(text)).strip())
