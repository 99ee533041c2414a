"""This project, as it stands in the workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.command import Deadline, Usage, environment, run
from benchmarks.dialect import OwnDialect
from benchmarks.environment import Environment
from benchmarks.questions import ForeignSet, own_files
from benchmarks.server import Launch
from benchmarks.understanding import Foreign, Understanding
from benchmarks.workspace import Workspace

# The limits per minute would end the measurement, not the server.
NO_LIMITS = {"LOTSE_RATE_SESSION": "10000", "LOTSE_RATE_ADDRESS": "100000"}


class Own:
    """`lotse train`, `lotse run`, `lotse evaluate`."""

    name = "Soziallotse"

    def __init__(self, own_environment: Environment, workspace: Workspace) -> None:
        self.environment = own_environment
        self._workspace = workspace
        self._lotse = [str(own_environment.python), "-m", "lotse.cli"]

    def train(self, deadline: Deadline) -> Usage:
        """lotse train --force"""
        return self._run("own-train", [*self._lotse, "train", "--force"], deadline)

    def launch(self) -> Launch:
        """lotse run"""
        variables = self._variables(LOTSE_PORT="{port}", **NO_LIMITS)
        log = self._workspace.log("own-server")
        return Launch([*self._lotse, "run"], self._workspace.project, variables, log, OwnDialect())

    def understanding(self, deadline: Deadline) -> Understanding:
        """lotse evaluate --json"""
        files = [str(path) for path in own_files(self._workspace.questions)]
        return Understanding.from_evaluation(self._evaluated("own-understanding", files, deadline))

    def foreign(self, data: ForeignSet, deadline: Deadline) -> Foreign:
        """lotse evaluate --train --json"""
        files = ["--train", str(data.train), str(data.test)]
        return Foreign.from_json(self._evaluated(f"own-{data.name}", files, deadline))

    def export(self, folder: Path, stories: bool, deadline: Deadline) -> None:
        """Writes the content in Rasa's own YAML."""
        command = [str(self.environment.python), "-m", "benchmarks.export", str(folder)]
        self._run("export", [*command, "--stories"] if stories else command, deadline)

    def _evaluated(self, name: str, arguments: list[str], deadline: Deadline) -> dict[str, Any]:
        output = self._workspace.logs / f"{name}.json"
        self._run(name, [*self._lotse, "evaluate", "--json", *arguments], deadline, output)
        text = output.read_text(encoding="utf-8")
        return json.loads(text[text.index("{") :])

    def _run(self, name: str, command: list[str], deadline: Deadline, output: Path | None = None) -> Usage:
        log = self._workspace.log(name)
        return run(command, self._workspace.project, self._variables(), log, deadline.left(), output)

    def _variables(self, **variables: str) -> dict[str, str]:
        folder = self._workspace.folder
        own = {
            "LOTSE_DATA": str(self._workspace.data),
            "LOTSE_MODELS": str(folder / "models"),
            "LOTSE_VAR": str(folder / "var"),
        }
        return environment(**own, **variables)
