"""Measures understanding: test questions through the trained NLU and the decision; or the pipeline on foreign data."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Iterable, Optional

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from lotse.asking import loaded_agent
from lotse.nlu.bands import OUT_OF_SCOPE, Band
from lotse.privacy.redaction import redact
from lotse.training.models import CONFIG

RELIABILITY_STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.01)


class TestFileError(ValueError):
    """A file of test questions that cannot be read."""

    __test__ = False

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why} Erwartet wird eine CSV-Datei mit den Spalten text,intent in der ersten Zeile.")


@dataclass(frozen=True)
class Asked:
    """A test question and what the NLU made of it."""

    text: str
    label: str
    band: Band
    intent: Optional[str]
    confidence: float
    ranking: tuple[str, ...]
    candidates: tuple[str, ...]

    @property
    def answered(self) -> bool:
        """Whether it would get an FAQ's answer (an honest "not my topic" is none)."""
        return self.band is Band.ANSWER and self.intent != OUT_OF_SCOPE

    @property
    def suggested(self) -> bool:
        """Whether it would get choices."""
        return self.band is Band.SUGGEST


def read_questions(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """The rows of CSV files. Raises TestFileError with the reason."""
    rows: list[tuple[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not reader.fieldnames or not {"text", "intent"} <= set(reader.fieldnames):
                raise TestFileError(path, "Die Spalten fehlen.")
            rows += [(row["text"], row["intent"].strip()) for row in reader if (row["text"] or "").strip()]
    return rows


def evaluate(model: Path, paths: list[Path]) -> dict[str, Any]:
    """The figures of `lotse evaluate`, shares from 0 to 1."""
    rows = read_questions(paths)
    asked = asyncio.run(_ask_all(model, rows))
    known = set(asyncio.run(_known_intents(model)))
    return figures(asked, known)


async def _known_intents(model: Path) -> list[str]:
    agent = await loaded_agent(model)
    return agent.domain.intents if agent.domain else []


async def _ask_all(model: Path, rows: list[tuple[str, str]]) -> list[Asked]:
    agent = await loaded_agent(model)
    return [await _ask(agent, text, label) for text, label in rows]


async def _ask(agent: Agent, text: str, label: str) -> Asked:
    assert agent.processor is not None
    masked, _ = redact(text)
    parsed = await agent.processor.parse_message(UserMessage(masked.lstrip("/ ")))
    decision = parsed.get("decision") or {}
    ranking = tuple(item["name"] for item in parsed.get("intent_ranking") or [])
    band = Band(decision.get("band", Band.UNSURE.value))
    intent = parsed["intent"]["name"] if band is Band.ANSWER else None
    return Asked(
        text, label, band, intent, float(parsed["intent"]["confidence"]), ranking, tuple(decision.get("candidates", ()))
    )


def figures(asked: list[Asked], known: set[str]) -> dict[str, Any]:
    """Counts what happened. Labels that the model does not know are left out, counted and named."""
    unknown = Counter(item.label for item in asked if item.label not in known and item.label != OUT_OF_SCOPE)
    inside = [item for item in asked if item.label in known and item.label != OUT_OF_SCOPE]
    outside = [item for item in asked if item.label == OUT_OF_SCOPE]
    return {
        "in_scope": _in_scope(inside),
        "out_of_scope": _out_of_scope(outside),
        "unknown_labels": dict(unknown),
        "reliability": _reliability(inside),
        "by_intent": {label: _by_intent(items) for label, items in sorted(_grouped(inside + outside).items())},
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _first_answer(item: Asked) -> Optional[str]:
    """The best intent. A crisis alarm stands above the ranking."""
    return item.intent or (item.ranking[0] if item.ranking else None)


def _in_scope(items: list[Asked]) -> dict[str, Any]:
    def count(condition: Any) -> float:
        return _share(sum(1 for item in items if condition(item)), len(items))

    return {
        "n": len(items),
        "top1": count(lambda item: _first_answer(item) == item.label),
        "top3": count(lambda item: item.label in (item.ranking[:3] + (item.intent,))),
        "answered_right": count(lambda item: item.answered and item.intent == item.label),
        "answered_wrong": count(lambda item: item.answered and item.intent != item.label),
        "suggested_right": count(lambda item: item.suggested and item.label in item.candidates),
        "suggested_wrong": count(lambda item: item.suggested and item.label not in item.candidates),
        "unanswered": count(lambda item: not item.answered and not item.suggested),
    }


def _out_of_scope(items: list[Asked]) -> dict[str, Any]:
    answered = sum(1 for item in items if item.answered)
    suggested = sum(1 for item in items if item.suggested)
    return {
        "n": len(items),
        "answered": _share(answered, len(items)),
        "suggested": _share(suggested, len(items)),
        "unanswered": _share(len(items) - answered - suggested, len(items)),
    }


def _reliability(items: list[Asked]) -> list[dict[str, Any]]:
    """Where the model says 80 %, about 80 % should be right."""
    rows = []
    for low, high in pairwise(RELIABILITY_STEPS):
        inside = [item for item in items if low <= item.confidence < high]
        if inside:
            right = sum(1 for item in inside if _first_answer(item) == item.label)
            mean = statistics.fmean(item.confidence for item in inside)
            rows.append(
                {
                    "from": low,
                    "to": min(high, 1.0),
                    "n": len(inside),
                    "said": round(mean, 3),
                    "right": _share(right, len(inside)),
                }
            )
    return rows


def _grouped(items: list[Asked]) -> dict[str, list[Asked]]:
    groups: dict[str, list[Asked]] = defaultdict(list)
    for item in items:
        groups[item.label].append(item)
    return groups


def _by_intent(items: list[Asked]) -> dict[str, Any]:
    wrong = [item for item in items if _first_answer(item) != item.label]
    return {
        "n": len(items),
        "top1": _share(len(items) - len(wrong), len(items)),
        "wrong": [{"text": item.text, "got": _first_answer(item), "band": item.band.value} for item in wrong],
    }


def report(result: dict[str, Any]) -> str:
    """The figures for a person."""
    if "accuracy" in result:
        return (
            f"Richtig: {result['accuracy']:.1%}   Training: {result['train_seconds']:.1f} s   "
            f"Verstehen einer Frage: {result['parse_ms_p50']:.2f} ms (Median)"
        )
    lines = ["Fragen zu unseren Themen"]
    lines += [
        f"  {name:16} {value:.1%}" if name != "n" else f"  {name:16} {value}"
        for name, value in result["in_scope"].items()
    ]
    lines.append("Fragen zu anderen Themen")
    lines += [
        f"  {name:16} {value:.1%}" if name != "n" else f"  {name:16} {value}"
        for name, value in result["out_of_scope"].items()
    ]
    lines.append("Verlässlichkeit (gesagt / richtig / Anzahl)")
    lines += [
        f"  {row['from']:.1f} bis {row['to']:.1f}   {row['said']:.2f} / {row['right']:.2f} / {row['n']}"
        for row in result["reliability"]
    ]
    if result["unknown_labels"]:
        lines.append(
            "Dem Modell unbekannte Bezeichnungen: "
            + ", ".join(f"{k} ({v})" for k, v in result["unknown_labels"].items())
        )
    for label, row in result["by_intent"].items():
        if row["wrong"]:
            lines.append(f"{label}: {len(row['wrong'])} von {row['n']} anders verstanden")
            lines += [f"    {item['text']}  →  {item['got']} ({item['band']})" for item in row["wrong"]]
    return "\n".join(lines)


def train_and_test(train: Path, test: Path) -> dict[str, Any]:
    """Trains the pipeline of config.yml on one TSV file and tests it on another. Nothing of it is kept."""
    import rasa.model_training

    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    config["importers"] = [{"name": "lotse.training.foreign.TsvImporter", "tsv": str(train.resolve())}]
    config["policies"] = None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "config.yml"
        path.write_text(yaml.safe_dump(config), encoding="utf-8")
        start = time.perf_counter()
        # Rasa prints its own messages to standard output, which belongs to the figures.
        with contextlib.redirect_stdout(sys.stderr):
            model = rasa.model_training.train_nlu(str(path), str(train), folder, fixed_model_name="foreign")
        seconds = time.perf_counter() - start
        if not model:
            raise RuntimeError("Das Training hat kein Modell ergeben.")
        right, milliseconds = asyncio.run(_test(Path(model), test))
    return {
        "accuracy": _share(sum(right), len(right)),
        "train_seconds": round(seconds, 2),
        "parse_ms_p50": round(statistics.median(milliseconds), 3),
        "n": len(right),
    }


async def _test(model: Path, test: Path) -> tuple[list[bool], list[float]]:
    from lotse.training.foreign import read_tsv

    agent = await loaded_agent(model)
    assert agent.processor is not None
    right: list[bool] = []
    milliseconds: list[float] = []
    for text, label in read_tsv(test):
        start = time.perf_counter()
        parsed = await agent.processor.parse_message(UserMessage(text))
        milliseconds.append((time.perf_counter() - start) * 1000)
        ranking = parsed.get("intent_ranking") or [{"name": None}]
        right.append(ranking[0]["name"] == label)
    return right, milliseconds
