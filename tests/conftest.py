"""Fixtures for all tests."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Callable, Iterator

import pytest

from lotse import clock
from lotse.content.loader import Content, load
from lotse.content.store import ContentStore, shared_store
from lotse.settings import settings

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder with a model that fits the content; it is trained when there is none."""
    folder = PROJECT / "models"
    subprocess.run([sys.executable, "-m", "lotse.cli", "train"], cwd=PROJECT, check=True)
    return folder


@pytest.fixture
def content_folder(tmp_path: Path) -> Path:
    """A small valid data folder that a test may edit."""
    return Path(shutil.copytree(PROJECT / "tests" / "small_data", tmp_path / "data"))


@pytest.fixture
def content(content_folder: Path) -> Content:
    """The content of the small data folder."""
    return load(content_folder)


@pytest.fixture
def store(content_folder: Path) -> ContentStore:
    """A store of the small data folder."""
    return ContentStore(content_folder)


@pytest.fixture
def environment(content_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Sets the settings of this process: `environment(LOTSE_ENV="production")`. The data folder is the small one."""

    def use(**variables: str) -> None:
        for name in [name for name in os.environ if name.startswith("LOTSE_")]:
            monkeypatch.delenv(name)
        for name, value in {"LOTSE_DATA": str(content_folder), **variables}.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        shared_store.cache_clear()

    use()
    yield use
    settings.cache_clear()
    shared_store.cache_clear()


@pytest.fixture
def stopped_clock() -> Iterator[Callable[[str], None]]:
    """Stops the clock on a Tuesday morning, or at another moment: `stopped_clock("2027-01-02 10:00")`."""

    def stop(moment: str) -> None:
        clock.set_now(datetime.fromisoformat(moment))

    stop("2026-11-24 10:00")
    yield stop
    clock.set_now(None)
