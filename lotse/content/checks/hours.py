"""Opening hours: spans that overlap, closures that are over, weeks without an opening."""

from __future__ import annotations

from datetime import date, time
from itertools import combinations
from pathlib import Path
from typing import Iterator, Sequence

from lotse.content.checks.findings import Finding, Where, finding
from lotse.content.german import WEEKDAYS
from lotse.content.german import day as day_text
from lotse.content.hours import span_text
from lotse.content.loader import Content
from lotse.content.schema import Hours, Span, Weekday

EARLIEST, LATEST = time(6), time(21)
_NAMES = dict(zip(Weekday, WEEKDAYS, strict=True))


def check_hours(content: Content, on: date) -> Iterator[Finding]:
    """The hours of all offices."""
    file = content.root / "county" / "offices.yml"
    for office in content.offices.values():
        for field, hours in (("hours", office.hours), ("phone_hours", office.phone_hours)):
            if hours:
                yield from _hours(file, (office.id, field), hours, on)
        if office.address and not office.hours:
            yield finding("C706", file, (office.id,), office=office.short)


def _hours(file: Path, at: Where, hours: Hours, on: date) -> Iterator[Finding]:
    if not any(hours.weekly.values()):
        yield finding("C705", file, (*at, "weekly"), field=at[-1])
    for weekday, spans in hours.weekly.items():
        yield from _spans(file, (*at, "weekly", weekday.value), spans, _NAMES[weekday])
    yield from _special_days(file, at, hours, on)
    yield from _closures(file, at, hours, on)


def _spans(file: Path, at: Where, spans: Sequence[Span], day: str) -> Iterator[Finding]:
    for span in spans:
        if span.opens < EARLIEST or span.closes > LATEST:
            yield finding("C707", file, at, day=day, span=span_text(span))
    for one, other in combinations(sorted(spans, key=lambda span: span.opens), 2):
        if other.opens < one.closes:
            yield finding("C701", file, at, day=day, first=span_text(one), second=span_text(other))


def _special_days(file: Path, at: Where, hours: Hours, on: date) -> Iterator[Finding]:
    seen = set()
    for position, special in enumerate(hours.special):
        where = (*at, "special", position)
        yield from _spans(file, where, special.spans, day_text(special.day))
        if special.day in seen:
            yield finding("C703", file, where, day=day_text(special.day))
        if special.day < on:
            yield finding("C704", file, where, what=f"Der {day_text(special.day)} ({special.reason})")
        seen.add(special.day)


def _closures(file: Path, at: Where, hours: Hours, on: date) -> Iterator[Finding]:
    for position, closure in enumerate(hours.closures):
        where = (*at, "closures", position)
        if closure.last < closure.first:
            first, last = day_text(closure.first), day_text(closure.last)
            yield finding("C702", file, where, reason=closure.reason, first=first, last=last)
        elif closure.last < on:
            yield finding("C704", file, where, what=f"Die Schließung «{closure.reason}» bis {day_text(closure.last)}")
