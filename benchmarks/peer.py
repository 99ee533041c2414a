"""Rasa as it comes: its default configuration with TensorFlow, its own commands, its stock rest channel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Optional

import yaml

from benchmarks import peer_config
from benchmarks.command import Deadline, Usage, environment, run
from benchmarks.dialect import RestDialect
from benchmarks.environment import Environment
from benchmarks.questions import ForeignSet, own_questions
from benchmarks.server import Launch
from benchmarks.understanding import Foreign, Understanding
from benchmarks.workspace import Workspace

MODEL = "peer"


class Peer:
    """`rasa train`, `rasa run`."""

    name = "Rasa"

    def __init__(
        self, peer_environment: Environment, workspace: Workspace, epochs: int, foreign_epochs: Optional[int] = None
    ) -> None:
        self.environment = peer_environment
        self._workspace = workspace
        self._folder = workspace.peer
        self._model = self._folder / "models" / f"{MODEL}.tar.gz"
        self._rasa = [str(peer_environment.python), "-m", "rasa"]
        default = peer_config.rasa_default(peer_environment.site_packages)
        self.config = peer_config.peer_config(default, epochs)
        self._foreign_config = peer_config.peer_config(default, foreign_epochs or epochs)

    @property
    def content(self) -> Path:
        """Where the exported content belongs."""
        return self._folder / "content"

    def prepare(self) -> None:
        """Writes the configuration and the credentials; conversations stay in memory, as is Rasa's default."""
        peer_config.write(self._folder / "config.yml", self.config)
        peer_config.write(self._folder / "foreign.yml", self._foreign_config)
        (self._folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")

    def train(self, deadline: Deadline) -> Usage:
        """rasa train --force"""
        files = ["--config", "config.yml", "--domain", "content/domain.yml", "--data", "content", "--out", "models"]
        command = [*self._rasa, "train", "--force", "--fixed-model-name", MODEL, *files]
        return run(command, self._folder, environment(), self._workspace.log("peer-train"), deadline.left())

    def launch(self) -> Launch:
        """rasa run"""
        where = ["--interface", "127.0.0.1", "--port", "{port}"]
        command = [*self._rasa, "run", "--model", str(self._model), "--credentials", "credentials.yml", *where]
        return Launch(command, self._folder, environment(), self._workspace.log("peer-server"), RestDialect())

    def understanding(self, deadline: Deadline) -> Understanding:
        """The test questions through Rasa's own agent."""
        questions = own_questions(self._workspace.questions)
        asked = self._folder / "questions.json"
        asked.write_text(json.dumps([question.text for question in questions]), encoding="utf-8")
        parsed = self._nlu("peer-understanding", ["ask", str(self._model), str(asked)], deadline)
        domain = yaml.safe_load((self.content / "domain.yml").read_text(encoding="utf-8"))
        return Understanding.from_peer(questions, parsed, set(domain["intents"]))

    def foreign(self, data: ForeignSet, deadline: Deadline) -> Foreign:
        """Trained and tested with the same pipeline."""
        arguments = ["learn", str(self._folder / "foreign.yml"), str(data.train.resolve()), str(data.test.resolve())]
        return Foreign.from_json(self._nlu(f"peer-{data.name}", arguments, deadline))

    def _nlu(self, name: str, arguments: list[str], deadline: Deadline) -> Any:
        result = self._workspace.logs / f"{name}.json"
        command = [str(self.environment.python), "-m", "benchmarks.peer_nlu", *arguments, str(result)]
        run(command, self._workspace.project, environment(), self._workspace.log(name), deadline.left())
        return json.loads(result.read_text(encoding="utf-8"))
