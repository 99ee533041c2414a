"""How long staff wait for 10,000 open questions: `python -m benchmarks.review`.

The questions are the examples of the content and variants of them, no two the same: the hardest case for grouping.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date
from typing import Callable

from benchmarks.workspace import PROJECT
from lotse.content.loader import load
from lotse.questions.database import engine_for
from lotse.questions.entries import Batch, Entry, NewQuestion
from lotse.questions.grouping import group
from lotse.questions.migrating import upgrade
from lotse.questions.queries import Filter, list_groups, questions
from lotse.questions.states import Reason
from lotse.questions.writing import BatchWriter

MANY = 10_000
SEED = 7
DAY = date(2026, 11, 25)


def main() -> int:
    """Prints the seconds."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/fragen.db"
        upgrade(url)
        BatchWriter(url, lambda: DAY).write(Batch(tuple(_entries())))
        engine = engine_for(url)
        found = questions(engine, Filter(), DAY)
        groups = group(found)
        print(f"{len(found)} Fragen in {len(groups)} Gruppen")
        print(f"gruppieren:           {_least(lambda: group(found)):.2f} s")
        print(f"lesen und gruppieren: {_least(lambda: list_groups(engine, Filter(), DAY)):.2f} s")
        engine.dispose()
    return 0


def _entries() -> list[Entry]:
    content = load(PROJECT / "data")
    examples = [(text, faq.intent) for faq in content.faqs.values() for text in faq.entry.examples]
    random.Random(SEED).shuffle(examples)  # noqa: S311 - no secret
    return [
        Entry(
            NewQuestion(
                id=f"{number:032x}",
                day=DAY,
                text=text,
                outcome="unanswered",
                reason=Reason.UNSURE,
                candidates=((intent, 0.3),),
            )
        )
        for number, (text, intent) in enumerate(examples[:MANY])
    ]


def _least(action: Callable[[], object]) -> float:
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


if __name__ == "__main__":
    sys.exit(main())
