"""How hard a text is to read, by three formulas for German. A hint only: long words of the law raise them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Iterator, Sequence

import pyphen

from lotse.content.checks.findings import Finding, excerpt
from lotse.content.checks.passages import Passage, entry_passages
from lotse.content.checks.prose import Sentence, sentences
from lotse.content.german import number
from lotse.content.loader import DIALOG, Content

AMSTAD_GOOD, WIENER_GOOD, LIX_GOOD = 60.0, 7.0, 40.0
AMSTAD_FAIR, WIENER_FAIR, LIX_FAIR = 50.0, 9.0, 50.0
WORDS_AT_LEAST = 30
LONG_WORD = 6
REAL_SENTENCE = 6
LONGEST = 3


@dataclass(frozen=True)
class Readability:
    """Amstad: the higher the easier. Wiener Sachtextformel 1 (a school year) and LIX: the lower the easier."""

    amstad: float
    wiener: float
    lix: float

    @property
    def hard(self) -> bool:
        """Whether one formula says hard, or two of them no longer good."""
        no_longer_good = (self.amstad < AMSTAD_GOOD) + (self.wiener > WIENER_GOOD) + (self.lix > LIX_GOOD)
        return no_longer_good >= 2 or self.amstad < AMSTAD_FAIR or self.wiener > WIENER_FAIR or self.lix > LIX_FAIR


@lru_cache(maxsize=1)
def _hyphenation() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="de_DE")


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """How many syllables a word has, by the places where it may be hyphenated."""
    return len(_hyphenation().positions(word.lower())) + 1


def readability(all_sentences: Sequence[Sequence[str]]) -> Readability:
    """The three formulas over sentences of words, of which there is at least one."""
    words = [word for sentence in all_sentences for word in sentence]
    counts = [syllables(word) for word in words]
    per_sentence = len(words) / len(all_sentences)

    def percent(amount: int) -> float:
        return 100 * amount / len(words)

    long_words = percent(sum(len(word) > LONG_WORD for word in words))
    many = percent(sum(count >= 3 for count in counts))
    one = percent(sum(count == 1 for count in counts))
    return Readability(
        amstad=180 - per_sentence - 58.5 * sum(counts) / len(words),
        wiener=0.1935 * many + 0.1672 * per_sentence + 0.1297 * long_words - 0.0327 * one - 0.875,
        lix=per_sentence + long_words,
    )


def check_readability(content: Content) -> Iterator[Finding]:
    """A hint for each answer that is hard to read."""
    for faq in content.faqs.values():
        if faq.topic != DIALOG:
            for passage in entry_passages(faq):
                if passage.field == "answer":
                    yield from _answer(passage)


def _answer(passage: Passage) -> Iterator[Finding]:
    found = [sentence for sentence in sentences(passage.text) if sentence.letters]
    if sum(len(sentence.letters) for sentence in found) < WORDS_AT_LEAST:
        return
    result = readability([sentence.letters for sentence in found])
    if result.hard:
        worst = _worst(found)
        yield Finding("C601", passage.file, passage.where, _values(result, worst, found), worst.offset)


def _worst(found: list[Sentence]) -> Sentence:
    """The hardest sentence; a single long word is none."""
    real = [sentence for sentence in found if len(sentence.letters) >= REAL_SENTENCE] or found
    return min(real, key=lambda sentence: readability([sentence.letters]).amstad)


def _values(result: Readability, worst: Sentence, found: list[Sentence]) -> dict[str, object]:
    words = {word for sentence in found for word in sentence.letters}
    return {
        "amstad": number(round(result.amstad)),
        "amstad_limit": number(AMSTAD_GOOD),
        "wiener": number(round(result.wiener, 1)).rstrip("0"),
        "wiener_limit": number(WIENER_GOOD),
        "lix": number(round(result.lix)),
        "lix_limit": number(LIX_GOOD),
        "sentence": excerpt(worst.text),
        "words": ", ".join(sorted(words, key=lambda word: (-len(word), word))[:LONGEST]),
    }
