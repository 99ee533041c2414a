"""What a turn costs with 100, 300 and 1,000 FAQs: `python -m benchmarks.growth`.

The content is the project's own, as often as needed, each copy with words of its own, so that the classifier has as
much to tell apart as with real FAQs. Measured is the whole turn without HTTP, with one person after the other.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any, Iterator

import yaml

from benchmarks.workspace import PROJECT
from lotse.content.loader import DIALOG, Faq, load

SIZES = (100, 300, 1000)
EXAMPLES = 6
QUESTIONS = 600
TURNS_OF_A_SESSION = 10
ROUNDS = 5
WORD = re.compile(r"\w{4,}")


def main() -> int:
    """Prints a table; with `--one` the figures of one folder as JSON."""
    parser = argparse.ArgumentParser(description="Misst, was eine Antwort bei 100, 300 und 1.000 Fragen kostet.")
    parser.add_argument("--one", action="store_true", help="misst nur die Inhalte aus LOTSE_DATA")
    if parser.parse_args().one:
        print(json.dumps(asyncio.run(_measured())))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = {size: _with(Path(folder) / str(size), size) for size in SIZES}
    base = found[SIZES[0]]
    print("FAQs   p50 ms   p99 ms   gegenüber", SIZES[0])
    for size, figures in found.items():
        print(f"{size:>4} {figures['p50']:>8.2f} {figures['p99']:>8.2f} {figures['p50'] / base['p50']:>8.2f}-mal")
    return 0


def _with(folder: Path, size: int) -> dict[str, float]:
    """Trains on so many FAQs and measures."""
    write_content(PROJECT / "data", folder / "data", size)
    environment = {**os.environ, "LOTSE_DATA": str(folder / "data"), "LOTSE_MODELS": str(folder / "models")}
    environment["LOTSE_VAR"] = str(folder / "var")
    print(f"{size} FAQs: Training ...", file=sys.stderr, flush=True)
    _said_by("lotse.cli", "train", environment=environment)
    return json.loads(_said_by("benchmarks.growth", "--one", environment=environment).splitlines()[-1])


def _said_by(module: str, argument: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", module, argument]
    done = subprocess.run(command, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout


def write_content(source: Path, target: Path, size: int) -> None:
    """Copies the content, with so many FAQs."""
    shutil.copytree(source, target)
    faqs = [faq for faq in load(source).faqs.values() if faq.topic != DIALOG]
    for path in (target / "faq").glob("*/*.yml"):
        path.unlink()
    for intent, faq, entry in islice(_entries(faqs), size):
        path = target / "faq" / faq.topic / f"{intent}.yml"
        path.write_text(yaml.safe_dump(entry, allow_unicode=True), encoding="utf-8")


def _entries(faqs: list[Faq]) -> Iterator[tuple[str, Faq, dict[str, Any]]]:
    """FAQs without end: the project's own, then copies of them with words of their own."""
    copy = 0
    while True:
        for faq in faqs:
            entry = yaml.safe_load(faq.path.read_text(encoding="utf-8"))
            asked = entry["examples"][:EXAMPLES]
            if copy:
                # One answer to each aspect of a benefit, as the content check demands.
                entry.pop("aspect", None)
                asked = [WORD.sub(lambda word, copy=copy: f"{word[0]}{_letters(copy)}", text) for text in asked]
            yield f"{faq.intent}_{copy}" if copy else faq.intent, faq, {**entry, "examples": asked}
        copy += 1


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:02}")


async def _measured() -> dict[str, float]:
    """Milliseconds of a turn: the median of some rounds."""
    from lotse import rasa_runtime

    rasa_runtime.prepare()
    from lotse.asking import loaded_agent
    from lotse.channel.turns import Turns
    from lotse.content.store import shared_store
    from lotse.settings import settings
    from lotse.training.models import newest_model

    turns = Turns(await loaded_agent(newest_model(settings())), shared_store())
    texts = [text for faq in shared_store().content.faqs.values() for text in faq.entry.examples[:1]]
    rounds = [await _round(turns, texts, number) for number in range(ROUNDS + 1)][1:]
    return {name: statistics.median(found[name] for found in rounds) for name in rounds[0]}


async def _round(turns: Any, texts: list[str], number: int) -> dict[str, float]:
    times = []
    for position in range(QUESTIONS):
        text = texts[position * len(texts) // QUESTIONS]
        start = time.perf_counter()
        await turns.ask(f"{number}-{position // TURNS_OF_A_SESSION}", text)
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    return {"p50": times[len(times) // 2], "p99": times[int(len(times) * 0.99)]}


if __name__ == "__main__":
    sys.exit(main())
