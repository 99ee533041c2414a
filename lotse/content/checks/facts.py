"""Facts and dates on a given day: expired, expiring soon, unconfirmed, unused; answers that are due for review."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Iterable, Iterator, Mapping, Optional

from lotse.content.checks.findings import Finding, Where, finding
from lotse.content.checks.passages import entry_passages
from lotse.content.facts import PLACEHOLDER, named_in
from lotse.content.german import day as day_text
from lotse.content.german import listed
from lotse.content.loader import Content, Faq
from lotse.content.schema import Confirmed, Fact, FactValue, Office

SOON = timedelta(days=30)
NAMED_AT_MOST = 6
_DETAILS = {"phones": "Die Telefonnummer", "emails": "Die E-Mail-Adresse", "web": "Der Link"}
_SINGLE_DETAILS = {"address": "Die Adresse", "hours": "Die Öffnungszeit", "phone_hours": "Die Telefonzeit"}


def check_facts(content: Content, on: date) -> Iterator[Finding]:
    """All checks that depend on the day."""
    faqs_with = _faqs_with(content)
    for fact in content.facts.values():
        yield from _fact(content, fact, faqs_with.get(fact.id, []), on)
    yield from _unconfirmed(content, on)
    for faq in content.faqs.values():
        yield from _review(faq, on)


def _faqs_with(content: Content) -> Mapping[str, list[str]]:
    """Fact → the FAQs that name it."""
    found: dict[str, list[str]] = defaultdict(list)
    for faq in content.faqs.values():
        names = {name for passage in entry_passages(faq) for name in named_in(passage.text)}
        for name in names:
            found[name].append(faq.intent)
    return found


def _fact(content: Content, fact: Fact, faqs: list[str], on: date) -> Iterator[Finding]:
    file = content.root / "county" / "facts.yml"
    yield from _neutral(content, fact)
    if fact.confirmed_on is None:
        yield finding("C405", file, (fact.id, "confirmed_on"), what=f"«{fact.title}»", on=on)
    elif fact.confirmed_on > on:
        what = f"confirmed_on ({fact.confirmed_on}) liegt in der Zukunft."
        yield _wrong_day(file, (fact.id, "confirmed_on"), what, on)
    if not faqs:
        yield finding("C406", file, (fact.id,), name=fact.id)
        return
    yield from _validity(content, fact, faqs, on)


def _expires_soon(fact: Fact, value: FactValue, on: date) -> bool:
    """Whether the value ends within the next days and none follows."""
    until = value.valid_until
    return until is not None and until <= on + SOON and fact.value_on(until + timedelta(days=1)) is None


def _validity(content: Content, fact: Fact, faqs: list[str], on: date) -> Iterator[Finding]:
    where: Where = (fact.id, "values")
    file = content.root / "county" / "facts.yml"
    values: dict[str, object] = {"title": fact.title, "neutral": fact.neutral, "faqs": _some(faqs)}
    value = fact.value_on(on)
    if value is None:
        ended = [item.valid_until for item in fact.values if item.valid_until and item.valid_until < on]
        if ended:
            yield Finding("C401", file, where, {**values, "until": day_text(max(ended))})
        else:
            start = min(item.valid_from for item in fact.values if item.valid_from)
            yield Finding("C403", file, where, {**values, "start": day_text(start)})
    elif value.valid_until and _expires_soon(fact, value, on):
        yield Finding("C404", file, where, {**values, "until": day_text(value.valid_until)})


def _some(names: list[str]) -> str:
    more = [f"{len(names) - NAMED_AT_MOST} weiteren"] if len(names) > NAMED_AT_MOST else []
    return listed([*sorted(names)[:NAMED_AT_MOST], *more])


def _neutral(content: Content, fact: Fact) -> Iterator[Finding]:
    file = content.root / "county" / "facts.yml"
    if PLACEHOLDER.search(fact.neutral) or not re.search(r"[^\W\d_]{2}", fact.neutral):
        yield finding("C407", file, (fact.id, "neutral"), neutral=fact.neutral, name=fact.id)


def _unconfirmed(content: Content, on: date) -> Iterator[Finding]:
    offices, services = content.root / "county" / "offices.yml", content.root / "county" / "services.yml"
    for office in content.offices.values():
        for where, detail, what in _details(office):
            yield from _confirmation(offices, (office.id, *where), detail, f"{what} von «{office.short}»", on)
    for service in content.services.values():
        yield from _confirmation(services, (service.id,), service, f"Der Link «{service.title}»", on)


def _details(office: Office) -> Iterator[tuple[Where, Confirmed, str]]:
    for field, what in _DETAILS.items():
        details: Iterable[Confirmed] = getattr(office, field)
        for position, detail in enumerate(details):
            yield (field, position), detail, what
    for field, what in _SINGLE_DETAILS.items():
        single: Optional[Confirmed] = getattr(office, field)
        if single:
            yield (field,), single, what


def _confirmation(file: Path, where: Where, detail: Confirmed, what: str, on: date) -> Iterator[Finding]:
    if detail.confirmed_on is None:
        yield finding("C405", file, (*where, "confirmed_on"), what=what, on=on)
    elif detail.confirmed_on > on:
        text = f"{what}: confirmed_on ({detail.confirmed_on}) liegt in der Zukunft."
        yield _wrong_day(file, (*where, "confirmed_on"), text, on)


def _wrong_day(file: Path, where: Where, what: str, on: date) -> Finding:
    return finding("C410", file, where, what=what, on=on)


def _review(faq: Faq, on: date) -> Iterator[Finding]:
    checked, due = faq.entry.checked_on, faq.entry.review_by
    if checked and checked > on:
        yield _wrong_day(faq.path, ("checked_on",), f"checked_on ({checked}) liegt in der Zukunft.", on)
    if checked and due and due <= checked:
        yield _wrong_day(faq.path, ("review_by",), f"review_by ({due}) liegt nicht nach checked_on ({checked}).", on)
    elif due and due < on:
        yield finding("C408", faq.path, ("review_by",), day=day_text(due))
    elif due and due <= on + SOON:
        yield finding("C409", faq.path, ("review_by",), day=day_text(due))
