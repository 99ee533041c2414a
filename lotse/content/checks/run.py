"""Puts all checks together: for the command `lotse check`, for the editor of the staff app, for tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Collection, Iterator, Optional

import yaml

from lotse.content.checks.county import check_county
from lotse.content.checks.examples import check_examples
from lotse.content.checks.facts import check_facts
from lotse.content.checks.findings import Finding
from lotse.content.checks.hours import check_hours
from lotse.content.checks.intents import Intents, fixed_intents
from lotse.content.checks.links import check_address, link_rules
from lotse.content.checks.marks import check_marks
from lotse.content.checks.messages import in_order, problems_of
from lotse.content.checks.readability import check_readability
from lotse.content.checks.references import check_references
from lotse.content.checks.report import report
from lotse.content.checks.texts import check_texts
from lotse.content.checks.weblinks import check_links
from lotse.content.loader import Content, load
from lotse.content.problems import Level, Problem
from lotse.settings import PROJECT

DOMAIN = PROJECT / "domain.yml"


def run_checks(
    content: Content, domain_actions: Collection[str], on: date, intents_expected: Optional[Intents] = None
) -> list[Problem]:
    """All problems of the content on a day, the worst first.

    `intents_expected` holds the intents of each topic; without it the fixed list counts.
    """
    expected = fixed_intents() if intents_expected is None else intents_expected
    rules, problems = link_rules(content.root)
    found = [*_findings(content, domain_actions, on, expected), *(check_address(content, rules) if rules else ())]
    return in_order([*content.problems, *problems, *problems_of(found, content.root)])


def _findings(content: Content, actions: Collection[str], on: date, expected: Intents) -> Iterator[Finding]:
    yield from check_references(content, actions, expected)
    yield from check_county(content, expected)
    yield from check_examples(content)
    yield from check_texts(content)
    yield from check_marks(content)
    yield from check_facts(content, on)
    yield from check_readability(content)
    yield from check_hours(content, on)


def domain_actions(domain: Path = DOMAIN) -> frozenset[str]:
    """The names of the actions in domain.yml."""
    return frozenset(yaml.safe_load(domain.read_text(encoding="utf-8")).get("actions") or ())


def check(root: Path, on: date, links: bool = False, quiet: bool = False) -> int:
    """The command `lotse check`: prints the report; 1 when there is an error, else 0."""
    content = load(root)
    problems = run_checks(content, domain_actions(), on)
    if links:
        problems = in_order([*problems, *check_links(content)])
    print(report(problems, quiet))
    return int(any(problem.level is Level.ERROR for problem in problems))
