"""The people: bounded in number, questions and time, over kept connections to this machine only."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from typing import Iterator, Sequence
from urllib.parse import urlsplit

import aiohttp

from benchmarks.command import BenchmarkError
from benchmarks.dialect import Dialect
from benchmarks.figures import percentile

LOOPBACK = "127.0.0.1"
REQUEST_SECONDS = 60
BLOCK_SECONDS = 600
CONVERSATION_TURNS = 10


@dataclass
class Block:
    """The turns of one measurement: milliseconds each, seconds in all, how many got no answer."""

    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    unanswered: int = 0

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the turns was answered."""
        return percentile(self.milliseconds, share)

    @property
    def per_second(self) -> float:
        """Turns in a second."""
        return len(self.milliseconds) / self.seconds


class Client:
    """Asks one server."""

    def __init__(self, url: str, dialect: Dialect, questions: Sequence[str]) -> None:
        if urlsplit(url).hostname != LOOPBACK:
            raise BenchmarkError(f"Gemessen wird nur auf diesem Rechner, nicht auf {url}.")
        self._url = url
        self._dialect = dialect
        self._questions = questions

    def load(self, clients: int, turns: int) -> Block:
        """`clients` people at once, each with `turns` questions in conversations of ten."""
        return _bounded(self._load(clients, turns))

    def conversations(self, number: int, turns: int) -> list[Block]:
        """Long conversations, one after the other."""
        return _bounded(self._conversations(number, turns))

    async def _load(self, clients: int, turns: int) -> Block:
        block = Block()
        async with _connected(clients) as client:
            start = time.perf_counter()
            await asyncio.gather(*(self._person(client, block, turns, number * turns) for number in range(clients)))
            block.seconds = time.perf_counter() - start
        return block

    async def _person(self, client: aiohttp.ClientSession, block: Block, turns: int, first: int) -> None:
        questions = self._from(first)
        for start in range(0, turns, CONVERSATION_TURNS):
            conversation = await self._dialect.open(client, self._url)
            for _ in range(min(CONVERSATION_TURNS, turns - start)):
                await self._turn(client, block, conversation, next(questions))

    async def _conversations(self, number: int, turns: int) -> list[Block]:
        found = []
        async with _connected(1) as client:
            for position in range(number):
                block = Block()
                questions = self._from(position)
                conversation = await self._dialect.open(client, self._url)
                for _ in range(turns):
                    await self._turn(client, block, conversation, next(questions))
                found.append(block)
        return found

    async def _turn(self, client: aiohttp.ClientSession, block: Block, conversation: str, text: str) -> None:
        start = time.perf_counter()
        answered = await self._dialect.ask(client, self._url, conversation, text)
        block.milliseconds.append((time.perf_counter() - start) * 1000)
        block.unanswered += not answered

    def _from(self, first: int) -> Iterator[str]:
        return itertools.islice(itertools.cycle(self._questions), first % len(self._questions), None)


def _connected(clients: int) -> aiohttp.ClientSession:
    timeout = aiohttp.ClientTimeout(total=REQUEST_SECONDS)
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=clients), timeout=timeout)


def _bounded(work):  # type: ignore[no-untyped-def]
    try:
        return asyncio.run(asyncio.wait_for(work, BLOCK_SECONDS))
    except asyncio.TimeoutError:
        raise BenchmarkError(f"Der Server hat die Fragen nicht in {BLOCK_SECONDS} Sekunden beantwortet.") from None
    except aiohttp.ClientError as error:
        raise BenchmarkError(f"Der Server antwortet nicht mehr: {error}") from error
