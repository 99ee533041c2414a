"""A server to measure: started, watched, and ended by its process id."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping, Sequence

import aiohttp
import psutil

from benchmarks.client import LOOPBACK
from benchmarks.command import BenchmarkError, end, tail
from benchmarks.dialect import Dialect

START_SECONDS = 300
POLL_SECONDS = 0.05
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Launch:
    """How a server is started; `{port}` in the command and the variables stands for its port."""

    command: Sequence[str]
    folder: Path
    variables: Mapping[str, str]
    log: Path
    dialect: Dialect


@dataclass
class Server:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]
    seconds_to_first_answer: float = 0.0

    def megabytes(self) -> float:
        """Resident memory of the process and all that it started."""
        return sum(process.memory_info().rss for process in self._processes()) / MEGABYTE

    def processor_seconds(self) -> float:
        """Processor time that it has used until now."""
        times = [process.cpu_times() for process in self._processes()]
        return sum(time.user + time.system for time in times)

    def _processes(self) -> list[psutil.Process]:
        main = psutil.Process(self.process.pid)
        return [main, *main.children(recursive=True)]


@contextmanager
def running(launch: Launch, question: str, seconds: float = START_SECONDS) -> Iterator[Server]:
    """A server that has given its first answer; ended when the block is left."""
    port = str(_free_port())
    command = [part.replace("{port}", port) for part in launch.command]
    variables = {name: value.replace("{port}", port) for name, value in launch.variables.items()}
    with launch.log.open("ab") as log:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - own commands only
            command, cwd=launch.folder, env=variables, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    server = Server(f"http://{LOOPBACK}:{port}", process)
    try:
        asyncio.run(_first_answer(server, launch, question, min(seconds, START_SECONDS)))
        server.seconds_to_first_answer = time.perf_counter() - start
        yield server
    finally:
        end(process)


async def _first_answer(server: Server, launch: Launch, question: str, seconds: float) -> None:
    limit = time.monotonic() + seconds
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=seconds)) as client:
        while time.monotonic() < limit:
            if server.process.poll() is not None:
                raise BenchmarkError(f"Der Server ist beendet:\n{tail(launch.log)}")
            try:
                conversation = await launch.dialect.open(client, server.url)
                if await launch.dialect.ask(client, server.url, conversation, question):
                    return
            except (aiohttp.ClientError, asyncio.TimeoutError, KeyError):
                pass
            await asyncio.sleep(POLL_SECONDS)
    raise BenchmarkError(f"Der Server hat in {seconds:.0f} Sekunden nicht geantwortet:\n{tail(launch.log)}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]
