"""Every text that people get to read, with its place: the checks of texts go through these."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Optional

from lotse.content.checks.findings import Where
from lotse.content.loader import Content, Faq
from lotse.content.schema import Entry, Variant


@dataclass(frozen=True)
class Passage:
    """A text and what is done with it when it is shown."""

    file: Path
    where: Where
    text: str
    filled: bool = False
    marked: bool = False
    prose: bool = False

    @property
    def field(self) -> str:
        """The field as editors know it: answer, documents, ..."""
        return next(str(step) for step in reversed(self.where) if isinstance(step, str))


def passages(content: Content) -> list[Passage]:
    """The texts of all entries, then those of the county's data and the glossary."""
    return [*(passage for faq in content.faqs.values() for passage in entry_passages(faq)), *other_passages(content)]


def entry_passages(faq: Faq) -> Iterator[Passage]:
    """The texts of one entry and its variants."""
    entry = faq.entry
    yield Passage(faq.path, ("question",), entry.question)
    yield from _answers(faq.path, (), entry)
    if entry.notice:
        yield _filled(faq.path, ("notice",), entry.notice)
    for position, variant in enumerate(entry.variants):
        yield from _answers(faq.path, ("variants", position), variant)


def _answers(file: Path, at: Where, part: Entry | Variant) -> Iterator[Passage]:
    yield _filled(file, (*at, "answer"), part.answer)
    for position, document in enumerate(part.documents):
        yield Passage(file, (*at, "documents", position), document, filled=True, marked=True)
    for field in ("deadline", "next_step"):
        text = getattr(part, field)
        if text:
            yield _filled(file, (*at, field), text)


def _filled(file: Path, where: Where, text: str) -> Passage:
    return Passage(file, where, text, filled=True, marked=True, prose=True)


def other_passages(content: Content) -> Iterator[Passage]:
    """Texts outside the entries: amounts are not filled in there."""
    county = content.root / "county"
    for office in content.offices.values():
        yield from _fields(county / "offices.yml", (office.id,), office, "name", "about")
        for name in ("hours", "phone_hours"):
            hours = getattr(office, name)
            yield from _fields(county / "offices.yml", (office.id, name), hours, "note") if hours else ()
    for service in content.services.values():
        yield from _fields(county / "services.yml", (service.id,), service, "title", "note", "instead")
    for benefit in content.benefits.values():
        yield from _fields(county / "benefits.yml", (benefit.id,), benefit, "name", "note")
    for fact in content.facts.values():
        yield from _fields(county / "facts.yml", (fact.id,), fact, "neutral")
    for word in content.words:
        yield from _fields(content.root / "glossary.yml", (word.official,), word, "explanation")
    for name, declared in (("topics", content.topics), ("situations", content.situations)):
        for item in declared.values():
            yield from _fields(content.root / "faq" / f"{name}.yml", (item.id,), item, "label")


def _fields(file: Path, at: Where, part: Any, *names: str) -> Iterator[Passage]:
    for name in names:
        text: Optional[str] = getattr(part, name)
        if text:
            yield Passage(file, (*at, name), text)
