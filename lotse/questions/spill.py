"""What could not be written before the end: in files that only their owner can read, until the next start."""

from __future__ import annotations

import logging
import os
import time
import uuid
from pathlib import Path
from typing import Iterable

from lotse.questions.entries import Batch

logger = logging.getLogger(__name__)

PATTERN = "fragen.rest.*.jsonl"
# Nobody writes for so long: the process that began such a file is gone.
UNFINISHED_SECONDS = 60.0


class Spill:
    """The files of one folder. Processes may share it: each writes its own, and a batch read twice counts once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, batches: Iterable[Batch]) -> None:
        """Writes batches to a new file. Raises OSError when that is not possible."""
        self._folder.mkdir(parents=True, exist_ok=True)
        target = self._folder / PATTERN.replace("*", uuid.uuid4().hex)
        # Under its own name only when it is whole.
        part = target.with_suffix(".part")
        try:
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.writelines(f"{batch.as_json()}\n" for batch in batches)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, target)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def files(self) -> list[Path]:
        """All files that wait to be read back; those too that a sudden end left half written."""
        border = time.time() - UNFINISHED_SECONDS
        parts = self._folder.glob(PATTERN.replace(".jsonl", ".part"))
        return sorted([*self._folder.glob(PATTERN), *(part for part in parts if part.stat().st_mtime < border)])

    def read(self, path: Path) -> list[Batch]:
        """The batches of a file; none when another process was faster."""
        if not path.exists():
            return []
        batches = []
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                batches.append(Batch.from_json(line))
            except (ValueError, KeyError, TypeError):
                logger.error("Eine Zeile in %s ist unlesbar und wird übergangen.", path.name)
        return batches

    def remove(self, path: Path) -> None:
        """Deletes a file, after it was overwritten."""
        if path.exists():
            with path.open("r+b") as file:
                file.write(b"\0" * path.stat().st_size)
                file.flush()
                os.fsync(file.fileno())
            path.unlink(missing_ok=True)
