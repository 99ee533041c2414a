"""A copy of the project to measure on: what others edit meanwhile changes nothing, and nothing of it stays."""

from __future__ import annotations

import compileall
import fcntl
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

from benchmarks.command import BenchmarkError
from benchmarks.subset import reduce_content

PROJECT = Path(__file__).resolve().parent.parent
BUILD = PROJECT / ".build"
FOLDERS = ("lotse", "actions", "benchmarks", "data", "widget", "tests/nlu")
FILES = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "pyproject.toml")


class Workspace:
    """The folders of one run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.project = folder / "project"
        self.logs = folder / "logs"
        self.peer = folder / "peer"
        self.examples = 0

    @property
    def data(self) -> Path:
        """The content that both sides learn from."""
        return self.project / "data"

    @property
    def questions(self) -> Path:
        """The test questions as they were when the run began."""
        return self.project / "tests" / "nlu"

    def log(self, name: str) -> Path:
        """Where a step writes its messages."""
        return self.logs / f"{name}.log"

    def fill(self, examples: int) -> None:
        """Copies the project and cuts the examples down to a number (0: all of them stay)."""
        for folder in (self.project, self.logs, self.peer):
            folder.mkdir(parents=True)
        for name in FOLDERS:
            shutil.copytree(PROJECT / name, self.project / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy2(PROJECT / name, self.project / name)
        self.examples = reduce_content(self.data, examples)
        # As in an installed project: the first start must not pay for it.
        for name in ("lotse", "actions"):
            compileall.compile_dir(self.project / name, quiet=2)


@contextmanager
def workspace(examples: int) -> Iterator[Workspace]:
    """An own folder below `.build/` for one run at a time. It stays until the next run, for its logs."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "bench.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BenchmarkError("Es läuft schon eine Messung. Zwei zugleich würden einander verfälschen.") from None
        folder = BUILD / "bench"
        shutil.rmtree(folder, ignore_errors=True)
        found = Workspace(folder)
        found.fill(examples)
        yield found
