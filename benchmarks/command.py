"""Runs a command with a time limit and says what it took."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Mapping, Optional, Sequence

TAIL_LINES = 15
DROPPED_PREFIXES = ("LOTSE_", "RASA_", "SANIC_", "PYTHON")


class BenchmarkError(RuntimeError):
    """The measurement cannot go on. The message says why."""


class TimeUpError(BenchmarkError):
    """The time limit of the run is over."""


@dataclass(frozen=True)
class Usage:
    """What a command took: seconds on the clock, and seconds of processor time in all its processes."""

    seconds: float
    processor_seconds: float


class Deadline:
    """The end of the whole run."""

    def __init__(self, minutes: float) -> None:
        self.minutes = minutes
        self._end = time.monotonic() + minutes * 60

    def left(self) -> float:
        """Seconds that are left. Raises TimeUpError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeUpError(f"Die Zeit ist um ({self.minutes:g} Minuten).")
        return left


def environment(**variables: str) -> dict[str, str]:
    """The variables of this process without settings that would change what is measured."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(DROPPED_PREFIXES)}
    return {
        **kept,
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_MAX_CACHE_SIZE": "0",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        **variables,
    }


def run(
    command: Sequence[str],
    folder: Path,
    variables: Mapping[str, str],
    log: Path,
    seconds: float,
    output: Optional[Path] = None,
) -> Usage:
    """Runs a command to its end. Raises TimeUpError after `seconds`, BenchmarkError when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with log.open("ab") as errors, (output or log).open("wb" if output else "ab") as out:
        process = subprocess.Popen(  # noqa: S603 - own commands only
            list(command), cwd=folder, env=dict(variables), stdout=out, stderr=errors, start_new_session=True
        )
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TimeUpError(f"Nach {seconds / 60:.0f} Minuten noch nicht fertig: {' '.join(command[:6])}") from None
        finally:
            end(process)
    taken = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code != 0:
        raise BenchmarkError(f"Fehlgeschlagen ({code}): {' '.join(command[:6])}\n{tail(log)}")
    return Usage(taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def end(process: subprocess.Popen[bytes], patience: float = 20) -> None:
    """Ends a process that was started here, and what it started, by its id. Does nothing when it has ended."""
    if process.poll() is not None:
        return
    for how in (signal.SIGTERM, signal.SIGKILL):
        os.killpg(process.pid, how)
        try:
            process.wait(timeout=patience)
            return
        except subprocess.TimeoutExpired:
            continue


def tail(log: Path) -> str:
    """The last lines of a log."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-TAIL_LINES:])
