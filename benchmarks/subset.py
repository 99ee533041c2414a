"""A stratified part of the examples, the same for both sides, so that a run of reasonable length exists."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Mapping, Sequence

from ruamel.yaml import YAML

from lotse.content.loader import DIALOG, load

# With fewer, an intent could not be learned at all.
LEAST_PER_INTENT = 2
SEED = 42


def shares(counts: Mapping[str, int], total: int) -> dict[str, int]:
    """How many of `total` each intent gets: in proportion to its examples, and at least two (or all it has)."""
    available = sum(counts.values())
    least = {name: min(count, LEAST_PER_INTENT) for name, count in counts.items()}
    if total >= available:
        return dict(counts)
    if total < sum(least.values()):
        raise ValueError(f"{total} examples are too few for {len(counts)} intents")
    exact = {name: total * count / available for name, count in counts.items()}
    given = {name: max(least[name], int(exact[name])) for name in counts}
    # Rounding down leaves some over, and the least numbers may have taken too many: settle by the largest difference.
    while sum(given.values()) < total:
        name = max((name for name in counts if given[name] < counts[name]), key=lambda name: exact[name] - given[name])
        given[name] += 1
    while sum(given.values()) > total:
        name = max((name for name in counts if given[name] > least[name]), key=lambda name: given[name] - exact[name])
        given[name] -= 1
    return given


def picked(examples: Sequence[str], number: int) -> list[str]:
    """Chance decides which, always the same way; they stay in their order."""
    if number >= len(examples):
        return list(examples)
    chosen = random.Random(SEED).sample(range(len(examples)), number)  # noqa: S311 - no secret
    return [examples[position] for position in sorted(chosen)]


def reduce_content(data: Path, total: int) -> int:
    """Cuts the examples of a copy of the content down to `total`; returns how many are left.

    The canonical question of an FAQ is an example too, and always stays.
    """
    content = load(data)
    asked = {name: 0 if faq.topic == DIALOG else 1 for name, faq in content.faqs.items()}
    counts = {name: len(faq.entry.examples) + asked[name] for name, faq in content.faqs.items()}
    if not total or total >= sum(counts.values()):
        return sum(counts.values())
    given = shares(counts, total)
    yaml = YAML()
    yaml.width = 10_000  # type: ignore[assignment]
    for name, faq in content.faqs.items():
        entry = yaml.load(faq.path.read_text(encoding="utf-8"))
        entry["examples"] = picked(list(faq.entry.examples), given[name] - asked[name])
        with faq.path.open("w", encoding="utf-8") as file:
            yaml.dump(entry, file)
    return sum(given.values())
