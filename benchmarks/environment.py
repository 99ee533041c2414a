"""Environments with exactly what a lock file names: one for each side, so that their sizes can be compared."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from benchmarks.command import Deadline, run

MEGABYTE = 1_000_000
BLOCK = 512


class Environment:
    """A virtual environment below `.build/`."""

    def __init__(self, folder: Path, lock: Path) -> None:
        self.folder = folder
        self.python = folder / "bin" / "python"
        self._lock = lock

    def prepare(self, uv: str, deadline: Deadline) -> None:
        """Makes it, unless it was made from this lock already."""
        wanted = hashlib.sha256(self._lock.read_bytes()).hexdigest()
        stamp = self.folder / ".made-from"
        if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
            return
        log = self.folder.with_suffix(".log")
        shutil.rmtree(self.folder, ignore_errors=True)
        # Bytecode now: otherwise the first start would pay for it, and the size would grow later.
        variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        here = self.folder.parent
        uv = str(Path(uv).resolve()) if os.sep in uv else uv
        run(
            [uv, "venv", "--quiet", "--no-config", "--python", "3.10", str(self.folder)],
            here,
            variables,
            log,
            deadline.left(),
        )
        sync = ["pip", "sync", "--quiet", "--no-config", "--require-hashes", "--compile-bytecode"]
        run([uv, *sync, "--python", str(self.python), str(self._lock)], here, variables, log, deadline.left())
        stamp.write_text(wanted, encoding="ascii")

    @property
    def site_packages(self) -> Path:
        """Where its packages are."""
        return next(self.folder.glob("lib/python*/site-packages"))

    def megabytes(self) -> float:
        """Its size on the disk."""
        return disk_usage(self.folder) / MEGABYTE


def disk_usage(folder: Path) -> int:
    """Bytes that a folder takes on the disk, like `du`: blocks, and a file with two names once."""
    seen: set[tuple[int, int]] = set()
    total = 0
    for path in [folder, *folder.rglob("*")]:
        status = path.lstat()
        name = (status.st_dev, status.st_ino)
        if name not in seen:
            seen.add(name)
            total += status.st_blocks * BLOCK
    return total
