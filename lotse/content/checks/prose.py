"""Sentences and words of a text with the small markup. Every sentence knows where it starts, for the line number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

from lotse.content.facts import PLACEHOLDER
from lotse.content.german import MONTHS
from lotse.content.markup import INLINE

_END = re.compile(r"[.!?:…]+[\"“”»)]*(?=\s)")
_ABBREVIATION = re.compile(r"\b(?:z|B|d|h|u|a|o|ä|ca|Abs|Nr|Art|bzw|ggf|St|Str|Dr|Tel|vgl|max|mind|inkl|evtl)\.$")
# "bis zum 25. Geburtstag" goes on, "unter 25. Sonst" does not.
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")
_COUNTED = re.compile(
    rf"\s*(?:{'|'.join(MONTHS)}|\w*(?:[Tt]ag|[Ww]oche|[Mm]onat|[Jj]ahr)|Lebens\w+|Klasse|Semester|Mal|Kind)\w*"
)
_BEFORE_SIGN = re.compile(r" (?=[.,;:!?)])")
_ITEM = re.compile(r"- ")
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence without its markup, and where it starts in the text."""

    text: str
    offset: int

    @property
    def words(self) -> list[str]:
        """What is counted as words: an amount in braces is one."""
        return [word for word in self.text.split() if re.search(r"\w", word)]

    @property
    def letters(self) -> list[str]:
        """Its real words, without signs, numbers and amounts in braces."""
        return _LETTERS.findall(PLACEHOLDER.sub(" ", self.text))


def unmarked(text: str) -> str:
    """The text with spaces in the place of bold marks and link targets: every word stays where it is."""
    return INLINE.sub(_spaces_for_marks, text)


def _spaces_for_marks(match: re.Match[str]) -> str:
    kept = "bold" if match["bold"] else "label"
    before, after = match.start(kept) - match.start(), match.end() - match.end(kept)
    return " " * before + match[kept] + " " * after


def without_facts(text: str) -> str:
    """The text with spaces in the place of markup and of `{facts}`: what editors wrote themselves."""
    return PLACEHOLDER.sub(lambda match: " " * len(match[0]), unmarked(text))


def sentences(text: str) -> list[Sentence]:
    """The sentences of all paragraphs and list items."""
    plain = unmarked(text)
    return [sentence for start, end in _units(plain) for sentence in _sentences_between(plain, start, end)]


def _units(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph and list item, read as `markup.blocks` reads them."""
    start, position, in_item = 0, 0, False
    for line in text.splitlines(keepends=True):
        continues_item = in_item and line.startswith("  ")
        starts_item = bool(_ITEM.match(line))
        if starts_item or not line.strip() or (in_item and not continues_item):
            yield start, position
            start = position + (2 if starts_item else 0)
            in_item = starts_item
        position += len(line)
    yield start, position


def _sentences_between(text: str, start: int, end: int) -> Iterator[Sentence]:
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends_sentence(text, begin, match, end):
            yield from _sentence(text, begin, match.end())
            begin = match.end()
    yield from _sentence(text, begin, end)


def _ends_sentence(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    if match[0].startswith(":"):
        return True
    before, after = text[begin : match.end()], text[match.end() : end]
    if after.lstrip()[:1].islower() or _ABBREVIATION.search(before):
        return False
    return not (_ORDINAL.search(before) and _COUNTED.match(after))


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    found = text[start:end]
    if found.strip():
        line = _BEFORE_SIGN.sub("", " ".join(found.split()))
        yield Sentence(line, start + len(found) - len(found.lstrip()))
