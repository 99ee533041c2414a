"""The programs that a trial starts: training, and asking a model. They end with the app."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable, Optional, Sequence

from lotse.settings import PROJECT, Settings

logger = logging.getLogger(__name__)

Progress = Callable[[int], None]


class Programs:
    """Starts programs one after the other."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: Optional[subprocess.Popen[str]] = None

    def train(self, data: Path, models: Path) -> bool:
        """Trains a model from a data folder; whether it worked."""
        return self._finished(["-m", "lotse.cli", "train", "--force"], self._environment(data, models))

    def ask(self, model: Path, data: Path, texts: Sequence[str], progress: Progress) -> Optional[list[dict[str, Any]]]:
        """What a model makes of each text; None when it could not be asked."""
        # The files hold questions: they are gone as soon as they were read.
        with tempfile.TemporaryDirectory() as folder:
            questions, results = Path(folder) / "questions.json", Path(folder) / "results.json"
            questions.write_text(json.dumps(list(texts)), encoding="utf-8")
            command = ["-m", "lotse.staff.takeover.asking", str(model), str(questions), str(results)]
            if not self._finished(command, self._environment(data, model.parent), progress):
                return None
            return list(json.loads(results.read_text(encoding="utf-8")))

    def close(self) -> None:
        """Ends the program that is running."""
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def _environment(self, data: Path, models: Path) -> dict[str, str]:
        return {**os.environ, "LOTSE_DATA": str(data), "LOTSE_MODELS": str(models), "LOTSE_ENV": self._settings.env}

    def _finished(self, command: list[str], environment: dict[str, str], progress: Optional[Progress] = None) -> bool:
        with subprocess.Popen(  # noqa: S603 - our own modules
            [sys.executable, *command], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True
        ) as process:
            self._process = process
            assert process.stdout is not None
            for line in process.stdout:
                if progress and line.strip().isdecimal():
                    progress(int(line))
        if process.returncode:
            logger.error("%s endete mit %s.", command[1], process.returncode)
        return process.returncode == 0
