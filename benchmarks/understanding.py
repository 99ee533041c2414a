"""How much of the test questions was understood, counted the same way for both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

from benchmarks.questions import OUT_OF_SCOPE, Question

NO_ANSWER = frozenset({"nlu_fallback", OUT_OF_SCOPE})


@dataclass(frozen=True)
class Understanding:
    """Shares from 0 to 1: best guess right; wrong answer given; answer given to a question about something else."""

    questions: int
    top1: float
    answered_wrong: float
    outside_answered: float

    @classmethod
    def from_evaluation(cls, result: dict[str, Any]) -> Understanding:
        """From `lotse evaluate --json`."""
        inside, outside = result["in_scope"], result["out_of_scope"]
        return cls(inside["n"] + outside["n"], inside["top1"], inside["answered_wrong"], outside["answered"])

    @classmethod
    def from_peer(
        cls, questions: Sequence[Question], parsed: Sequence[dict[str, Any]], known: set[str]
    ) -> Understanding:
        """From the peer's best intent and its intent after the fallback, by the rules of `lotse evaluate`."""
        asked = list(zip(questions, parsed, strict=True))
        inside = [(question.label, item) for question, item in asked if question.label in known - {OUT_OF_SCOPE}]
        outside = [item for question, item in asked if question.label == OUT_OF_SCOPE]
        wrong = [item for label, item in inside if item["intent"] not in {label, *NO_ANSWER}]
        return cls(
            len(inside) + len(outside),
            _share(sum(item["top"] == label for label, item in inside), len(inside)),
            _share(len(wrong), len(inside)),
            _share(sum(item["intent"] not in NO_ANSWER for item in outside), len(outside)),
        )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@dataclass(frozen=True)
class Foreign:
    """The pipeline on a foreign set."""

    accuracy: float
    train_seconds: float

    @classmethod
    def from_json(cls, result: dict[str, Any]) -> Foreign:
        """From either side's figures."""
        return cls(result["accuracy"], result["train_seconds"])
