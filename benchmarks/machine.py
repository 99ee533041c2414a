"""What the figures were measured on, and how much of it others used meanwhile."""

from __future__ import annotations

import os
import platform
import resource
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil

GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Machine:
    """A machine and the day. `others` is the share of its processors that other programs used during the run."""

    day: date
    processor: str
    cores: int
    gigabytes: float
    system: str
    python: str
    minutes: float
    others: float


class Watch:
    """Looks at the processors from its making on."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._busy = _busy_seconds()
        self._own = _own_seconds()

    def machine(self) -> Machine:
        """This machine, today."""
        cores = os.cpu_count() or 1
        taken = time.monotonic() - self._start
        others = (_busy_seconds() - self._busy) - (_own_seconds() - self._own)
        return Machine(
            day=date.today(),
            processor=_processor(),
            cores=cores,
            gigabytes=psutil.virtual_memory().total / GIGABYTE,
            system=f"{platform.system()} {platform.machine()}",
            python=platform.python_version(),
            minutes=taken / 60,
            others=min(1.0, max(0.0, others / (taken * cores))),
        )


def _busy_seconds() -> float:
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0) - getattr(times, "guest", 0.0)


def _own_seconds() -> float:
    """Of this process and everything that it started and that has ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, kinds))


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
