"""What is asked of each side; both sides are measured with the same code."""

from __future__ import annotations

from typing import Protocol

from benchmarks.command import Deadline, Usage
from benchmarks.environment import Environment
from benchmarks.questions import ForeignSet
from benchmarks.server import Launch
from benchmarks.understanding import Foreign, Understanding


class Contestant(Protocol):
    """One side: this project or its peer."""

    name: str
    environment: Environment

    def train(self, deadline: Deadline) -> Usage:
        """Trains on the content of the workspace, by the command that people use."""

    def launch(self) -> Launch:
        """How its server is started."""

    def understanding(self, deadline: Deadline) -> Understanding:
        """The trained model on the project's test questions."""

    def foreign(self, data: ForeignSet, deadline: Deadline) -> Foreign:
        """The same pipeline, trained and tested on a foreign set."""
