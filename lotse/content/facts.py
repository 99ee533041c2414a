"""Puts the value that is valid on a day in the place of `{fact}`, and never a stale one."""

from __future__ import annotations

import re
from datetime import date
from typing import Mapping

from lotse.content.german import NBSP, day, number, share
from lotse.content.schema import Fact, FactValue, Unit

PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
EXAMPLE = "Beispielangabe"


def written(fact: Fact, value: FactValue) -> str:
    """A value with its unit, as a person reads it."""
    if fact.unit is Unit.DATE and isinstance(value.value, date):
        return day(value.value)
    if isinstance(value.value, (str, date)):
        return str(value.value)
    amount = share(value.value) if fact.unit is Unit.PERCENT else number(value.value)
    return f"{amount}{NBSP}{fact.unit.value}"


def fact_text(fact: Fact, on: date, production: bool) -> str:
    """The fact as it may be shown on a day.

    Where no value is valid: the neutral wording. An unconfirmed value: marked in the demo, neutral in production.
    """
    value = fact.value_on(on)
    if value is None:
        return fact.neutral
    if fact.confirmed_on is not None:
        return written(fact, value)
    return fact.neutral if production else f"{written(fact, value)} ({EXAMPLE})"


def fill_in(text: str, facts: Mapping[str, Fact], on: date, production: bool) -> str:
    """The text with every known placeholder filled. An unknown one is left out, never shown."""

    def replaced(match: re.Match[str]) -> str:
        fact = facts.get(match[1])
        return fact_text(fact, on, production) if fact else "…"

    return PLACEHOLDER.sub(replaced, text)


def named_in(text: str) -> list[str]:
    """The ids of the facts that a text names."""
    return PLACEHOLDER.findall(text)
