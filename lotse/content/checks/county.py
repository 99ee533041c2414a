"""Names that the county's data and the glossary use: offices, benefits, intents."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

from lotse.content.checks.findings import Finding, Where, finding, is_whole, suggestion
from lotse.content.checks.intents import Intents
from lotse.content.loader import Content


def check_county(content: Content, expected: Intents) -> Iterator[Finding]:
    """Everything the county's data and the glossary name exists, and they agree with each other."""
    county = content.root / "county"
    for office in content.offices.values():
        for position, name in enumerate(office.benefits):
            yield from _benefit(content, county / "offices.yml", (office.id, "benefits", position), name)
    for service in content.services.values():
        yield from _office(content, county / "services.yml", (service.id, "office"), service.office)
        for position, name in enumerate(service.benefits):
            yield from _benefit(content, county / "services.yml", (service.id, "benefits", position), name)
    for benefit in content.benefits.values():
        yield from _office(content, county / "benefits.yml", (benefit.id, "office"), benefit.office)
    yield from _one_office_for_a_benefit(content)
    yield from _glossary(content, {intent for intents in expected.values() for intent in intents})


def _office(content: Content, file: Path, where: Where, name: str) -> Iterator[Finding]:
    if name not in content.offices and is_whole(content, "county", "offices.yml"):
        yield finding("C106", file, where, name=name, near=suggestion(name, content.offices))


def _benefit(content: Content, file: Path, where: Where, name: str) -> Iterator[Finding]:
    if name not in content.benefits and is_whole(content, "county", "benefits.yml"):
        yield finding("C114", file, where, name=name, near=suggestion(name, content.benefits))


def _one_office_for_a_benefit(content: Content) -> Iterator[Finding]:
    offices = content.root / "county" / "offices.yml"
    for benefit in content.benefits.values():
        decides = content.offices.get(benefit.office)
        if decides and benefit.id not in decides.benefits:
            detail = f"Dort steht «{benefit.id}» nicht unter benefits."
            yield finding("C117", offices, (decides.id,), benefit=benefit.id, office=benefit.office, detail=detail)
    for office in content.offices.values():
        for position, name in enumerate(office.benefits):
            claimed = content.benefits.get(name)
            if claimed and claimed.office != office.id:
                detail = f"Aber «{office.id}» nennt sie auch."
                where = (office.id, "benefits", position)
                yield finding("C117", offices, where, benefit=name, office=claimed.office, detail=detail)


def _glossary(content: Content, intents: set[str]) -> Iterator[Finding]:
    glossary = content.root / "glossary.yml"
    first_with: dict[str, str] = {}
    for word in content.words:
        if word.intent and word.intent not in intents and word.intent not in content.faqs:
            near = suggestion(word.intent, intents)
            yield finding("C113", glossary, (word.official, "intent"), word=word.official, name=word.intent, near=near)
        for position, said in enumerate(word.said):
            first = first_with.setdefault(str(said).casefold(), word.official)
            if first != word.official:
                where = (word.official, "said", position)
                yield finding("C119", glossary, where, said=said, first=first, second=word.official)
