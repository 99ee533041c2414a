"""Links: to questions and pages that exist, to hosts on the list of `data/links.yml`, never without encryption."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Optional
from urllib.parse import urlsplit

from lotse.content.checks.findings import Finding, Where, finding, suggestion
from lotse.content.checks.passages import Passage, passages
from lotse.content.fields import Declaration, Line
from lotse.content.loader import Content, Reader
from lotse.content.markup import INLINE
from lotse.content.problems import Problem

FILE = "links.yml"
QUESTIONS = "/fragen/"
_DIRECT = re.compile(r"^(?:tel:\+?[\d]{3,}|mailto:[^\s@]+@[^\s@]+\.[a-z]{2,})$")


class Refused(Declaration):
    """Addresses that lead astray in this county."""

    start: Line
    why: Line


class LinkRules(Declaration):
    """The file `links.yml`."""

    hosts: list[Line]
    pages: list[Line] = []
    refused: list[Refused] = []

    def allows(self, host: str) -> bool:
        """Whether a host or the one above it is on the list."""
        return any(host == allowed or host.endswith(f".{allowed}") for allowed in self.hosts)


@dataclass(frozen=True)
class Link:
    """An address and where it stands. What is not confirmed yet may have come from elsewhere."""

    url: str
    file: Path
    where: Where
    offset: int = 0
    confirmed: bool = True


def link_rules(root: Path) -> tuple[Optional[LinkRules], list[Problem]]:
    """The rules, and what is wrong with their file."""
    reader = Reader(root, {})
    return reader.one(root / FILE, LinkRules), reader.problems


def all_links(content: Content) -> Iterator[Link]:
    """Every address in texts, sources and the county's data."""
    for passage in passages(content):
        yield from _links_in(passage)
    for faq in content.faqs.values():
        for position, source in enumerate(faq.entry.sources):
            yield Link(source.url, faq.path, ("sources", position, "url"))
    county = content.root / "county"
    for fact in content.facts.values():
        confirmed = fact.confirmed_on is not None
        yield Link(fact.source.url, county / "facts.yml", (fact.id, "source"), confirmed=confirmed)
    for service in content.services.values():
        yield Link(service.url, county / "services.yml", (service.id, "url"))
    for office in content.offices.values():
        for position, page in enumerate(office.web):
            yield Link(page.url, county / "offices.yml", (office.id, "web", position, "url"))


def _links_in(passage: Passage) -> Iterator[Link]:
    for match in INLINE.finditer(passage.text):
        if match["href"]:
            yield Link(match["href"], passage.file, passage.where, match.start())


def check_address(content: Content, rules: LinkRules) -> Iterator[Finding]:
    """Every link leads somewhere, and to where it may."""
    for link in all_links(content):
        yield from _address(content, rules, link)


def _address(content: Content, rules: LinkRules, link: Link) -> Iterator[Finding]:
    refused = next((item for item in rules.refused if link.url.startswith(item.start)), None)
    if refused:
        yield _at("C505", link, why=refused.why)
    elif link.url.startswith("https://"):
        host = (urlsplit(link.url).hostname or "").lower()
        if not rules.allows(host):
            yield _at("C502" if link.confirmed else "C506", link, host=host)
    elif link.url.startswith("http:"):
        yield _at("C503", link, secure=link.url.replace("http:", "https:", 1))
    elif link.url.startswith(QUESTIONS):
        yield from _question(content, link)
    elif _page(link.url) not in rules.pages and not _DIRECT.match(link.url):
        yield _at("C504", link)


def _page(url: str) -> str:
    return urlsplit(url).path or url


def _question(content: Content, link: Link) -> Iterator[Finding]:
    listed = {faq.intent for faq in content.faqs.values() if faq.entry.listed}
    intent = _page(link.url)[len(QUESTIONS) :].rstrip("/")
    if intent not in listed:
        yield _at("C501", link, near=suggestion(intent, listed))


def _at(code: str, link: Link, **values: object) -> Finding:
    return finding(code, link.file, link.where, link.offset, url=link.url, **values)
