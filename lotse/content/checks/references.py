"""Names that entries use: intents of the fixed catalogue, services, offices, facts, situations, actions."""

from __future__ import annotations

from collections import Counter
from typing import Callable, Collection, Iterable, Iterator, Optional, Sequence

from lotse.content.checks.findings import Finding, Where, finding, is_whole, suggestion
from lotse.content.checks.intents import Intents, file_of, folder
from lotse.content.checks.passages import entry_passages, other_passages
from lotse.content.facts import PLACEHOLDER
from lotse.content.loader import DIALOG, Content, Faq

REQUIRED = {
    "sources": (
        "so kann man die Antwort nachprüfen",
        '- {title: "§ 22 SGB II", url: "https://www.gesetze-im-internet.de/sgb_2/__22.html"}',
    ),
    "checked_on": ("der Tag, an dem sie zuletzt geprüft wurde", "checked_on: 2026-11-22"),
    "review_by": ("der Tag, bis zu dem sie wieder geprüft wird", "review_by: 2027-06-30"),
    "next_step": ("was man jetzt tun kann", "next_step: Frag vor dem Umzug beim Jobcenter nach."),
    "office": ("die Stelle, die weiterhilft", "office: jobcenter"),
}


def check_references(content: Content, actions: Collection[str], expected: Intents) -> Iterator[Finding]:
    """Everything an entry names exists."""
    yield from _catalogue(content, expected)
    yield from _topics(content)
    for faq in content.faqs.values():
        yield from _names(content, faq)
        yield from _situations(content, faq)
        yield from _required(faq)
        yield from _action(faq, actions)
        yield from _benefit(content, faq)
    yield from _cells(content)
    yield from _placeholders(content)


def _catalogue(content: Content, expected: Intents) -> Iterator[Finding]:
    topic_of = {intent: topic for topic, intents in expected.items() for intent in intents}
    for intent, topic in topic_of.items():
        path = file_of(content.root, topic, intent)
        if intent not in content.faqs and not path.exists():
            yield finding("C101", path, intent=intent)
    for faq in content.faqs.values():
        right = topic_of.get(faq.intent)
        if right is None:
            missing = [intent for intent in topic_of if intent not in content.faqs]
            yield finding("C102", faq.path, intent=faq.intent, near=suggestion(faq.intent, missing) if missing else "")
        elif right != faq.topic:
            place = f"{content.root.name}/{folder(right)}"
            yield finding("C103", faq.path, intent=faq.intent, topic=right, folder=place)


def _topics(content: Content) -> Iterator[Finding]:
    if not is_whole(content, "faq", "topics.yml"):
        return
    for topic in sorted({faq.topic for faq in content.faqs.values()} - {*content.topics, DIALOG}):
        first = next(faq for faq in content.faqs.values() if faq.topic == topic)
        yield finding("C104", first.path, topic=topic, near=suggestion(topic, content.topics))


def _names(content: Content, faq: Faq) -> Iterator[Finding]:
    entry = faq.entry
    if is_whole(content, "county", "services.yml"):
        yield from _each(faq, "services", entry.services, "C105", content.services)
    if is_whole(content, "county", "offices.yml") and entry.office and entry.office not in content.offices:
        yield unknown("C106", faq, ("office",), entry.office, content.offices)
    yield from _each(faq, "follow_ups", entry.follow_ups, "C107", content.faqs, lambda name: _has_file(content, name))
    for position, name in enumerate(entry.follow_ups):
        if name == faq.intent:
            yield finding("C108", faq.path, ("follow_ups", position), name=name)


def _has_file(content: Content, intent: str) -> bool:
    """A file that is there but broken has its own message."""
    return any(content.root.glob(f"faq/*/{intent}.yml")) or (content.root / DIALOG / f"{intent}.yml").exists()


def _each(
    faq: Faq,
    field: str,
    names: Sequence[str],
    code: str,
    known: Collection[str],
    excused: Optional[Callable[[str], bool]] = None,
) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for position, name in enumerate(names):
        seen[name] += 1
        if name not in known and not (excused and excused(name)):
            yield unknown(code, faq, (field, position), name, known)
        if seen[name] == 2:
            yield finding("C109", faq.path, (field, position), name=name, field=field)


def unknown(code: str, faq: Faq, where: Where, name: str, known: Iterable[str]) -> Finding:
    """A name that nothing has, with the nearest one."""
    return finding(code, faq.path, where, name=name, near=suggestion(name, known))


def _situations(content: Content, faq: Faq) -> Iterator[Finding]:
    seen = set()
    for position, variant in enumerate(faq.entry.variants):
        where = ("variants", position, "situation")
        if variant.situation not in content.situations and is_whole(content, "faq", "situations.yml"):
            yield unknown("C111", faq, where, variant.situation, content.situations)
        if variant.situation in seen:
            yield finding("C112", faq.path, where, name=variant.situation)
        seen.add(variant.situation)


def _required(faq: Faq) -> Iterator[Finding]:
    if faq.topic == DIALOG:
        return
    for name, (why, sample) in REQUIRED.items():
        if not getattr(faq.entry, name):
            yield finding("C115", faq.path, name=name, why=why, sample=sample)


def _action(faq: Faq, actions: Collection[str]) -> Iterator[Finding]:
    if faq.entry.action and faq.entry.action not in actions:
        yield unknown("C116", faq, ("action",), faq.entry.action, actions)


def _benefit(content: Content, faq: Faq) -> Iterator[Finding]:
    """The benefit that a question is about, and what is asked about it, for questions that lean on it."""
    entry = faq.entry
    if entry.benefit and entry.benefit not in content.benefits and is_whole(content, "county", "benefits.yml"):
        yield unknown("C114", faq, ("benefit",), entry.benefit, content.benefits)
    if entry.aspect and not entry.benefit:
        yield finding("C122", faq.path, ("aspect",), aspect=entry.aspect)
    aspects = [str(aspect.id) for aspect in content.follow_ups.aspects] if content.follow_ups else []
    if entry.aspect and entry.aspect not in aspects and is_whole(content, "follow_ups.yml"):
        yield unknown("C120", faq, ("aspect",), entry.aspect, aspects)


def _cells(content: Content) -> Iterator[Finding]:
    first: dict[tuple[str, str], str] = {}
    for faq in content.faqs.values():
        if faq.entry.benefit and faq.entry.aspect:
            cell = (str(faq.entry.benefit), str(faq.entry.aspect))
            other = first.setdefault(cell, faq.intent)
            if other != faq.intent:
                yield finding("C121", faq.path, ("aspect",), benefit=cell[0], aspect=cell[1], other=other)


def _placeholders(content: Content) -> Iterator[Finding]:
    known = content.facts if is_whole(content, "county", "facts.yml") else None
    for faq in content.faqs.values():
        for passage in entry_passages(faq):
            for match in PLACEHOLDER.finditer(passage.text):
                if not passage.filled:
                    yield finding("C118", passage.file, passage.where, match.start(), name=match[1])
                elif known is not None and match[1] not in known:
                    near = suggestion(match[1], known)
                    yield finding("C110", passage.file, passage.where, match.start(), name=match[1], near=near)
    for passage in other_passages(content):
        for match in PLACEHOLDER.finditer(passage.text):
            yield finding("C118", passage.file, passage.where, match.start(), name=match[1])
