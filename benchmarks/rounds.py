"""Rounds: each side in turn is started, asked and ended, again and again; the medians count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Mapping, Sequence

from benchmarks.client import Client
from benchmarks.command import Deadline
from benchmarks.contestant import Contestant
from benchmarks.figures import median
from benchmarks.server import Server, running

WARM_UP_TURNS = 50
TURNS_ALONE = 300
CLIENTS = 32
TURNS_EACH = 20
CONVERSATIONS = 8
CONVERSATION_LENGTH = 60
LOOKED_AT = (1, 30, 60)


@dataclass(frozen=True)
class Serving:
    """The figures of a server, in seconds, megabytes and milliseconds."""

    start: float
    memory: float
    alone_p50: float
    alone_p99: float
    together_p50: float
    together_p99: float
    per_second: float
    processor: float
    turns: Mapping[int, float]
    unanswered: int

    @property
    def growth(self) -> float:
        """How many times as long the last turn of a long conversation takes as its first."""
        return self.turns[LOOKED_AT[-1]] / self.turns[LOOKED_AT[0]]


def interleaved(
    sides: Sequence[Contestant], questions: Sequence[str], rounds: int, deadline: Deadline
) -> dict[str, Serving]:
    """A B A B ..., so that what else the machine does at a time meets both."""
    found: dict[str, list[Serving]] = {side.name: [] for side in sides}
    for _ in range(rounds):
        for side in sides:
            launch = side.launch()
            with running(launch, questions[0], deadline.left()) as server:
                found[side.name].append(_round(server, Client(server.url, launch.dialect, questions)))
    return {name: of_all(servings) for name, servings in found.items()}


def _round(server: Server, client: Client) -> Serving:
    client.load(1, WARM_UP_TURNS)
    memory = server.megabytes()
    before = server.processor_seconds()
    alone = client.load(1, TURNS_ALONE)
    processor = (server.processor_seconds() - before) * 1000 / TURNS_ALONE
    together = client.load(CLIENTS, TURNS_EACH)
    long = client.conversations(CONVERSATIONS, CONVERSATION_LENGTH)
    return Serving(
        start=server.seconds_to_first_answer,
        memory=memory,
        alone_p50=alone.percentile(0.5),
        alone_p99=alone.percentile(0.99),
        together_p50=together.percentile(0.5),
        together_p99=together.percentile(0.99),
        per_second=together.per_second,
        processor=processor,
        turns={turn: median([block.milliseconds[turn - 1] for block in long]) for turn in LOOKED_AT},
        unanswered=sum(block.unanswered for block in (alone, together, *long)),
    )


def of_all(servings: Sequence[Serving]) -> Serving:
    """The median of each figure over the rounds; questions without an answer are added up."""

    def middle(name: str) -> float:
        return median([getattr(serving, name) for serving in servings])

    return Serving(
        **{
            name: middle(name) for name in ("start", "memory", "alone_p50", "alone_p99", "together_p50", "together_p99")
        },
        per_second=middle("per_second"),
        processor=middle("processor"),
        turns={turn: median([serving.turns[turn] for serving in servings]) for turn in servings[0].turns},
        unanswered=sum(serving.unanswered for serving in servings),
    )
