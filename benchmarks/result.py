"""All figures of one side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional

from benchmarks.command import Usage
from benchmarks.rounds import Serving
from benchmarks.understanding import Foreign, Understanding


@dataclass
class Result:
    """What was measured of one side; None where the time was up before."""

    name: str
    megabytes: float = 0.0
    training: Optional[Usage] = None
    understanding: Optional[Understanding] = None
    serving: Optional[Serving] = None
    foreign: dict[str, Foreign] = field(default_factory=dict)
