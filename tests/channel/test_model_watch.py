"""A newly trained model comes into use while the server runs; one that is broken does not."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from pathlib import Path
from typing import Any, Callable, Optional

import pytest

from lotse.channel.model_watch import ModelWatch
from lotse.settings import settings


class FakeAgent:
    """Notes the models that it is given."""

    def __init__(self, error: Optional[Exception] = None) -> None:
        self.loaded: list[str] = []
        self._error = error

    def load_model(self, path: str) -> None:
        """Loads a model, or fails."""
        self.loaded.append(Path(path).name)
        if self._error:
            raise self._error


@pytest.fixture
def folder(tmp_path: Path, environment: Callable[..., None]) -> Path:
    """The folder of the models, with the one in use."""
    environment(LOTSE_MODELS=str(tmp_path / "models"))
    (tmp_path / "models").mkdir()
    _add(tmp_path / "models", "alt", age=60)
    return tmp_path / "models"


def _add(folder: Path, name: str, age: float = 0) -> None:
    path = folder / f"soziallotse-{name}.tar.gz"
    path.touch()
    os.utime(path, (time.time() - age, time.time() - age))


def _watched(agent: Any, *steps: Callable[[], None]) -> None:
    """Watches while the steps happen, each with time to be noticed."""

    async def watch() -> None:
        watching = ModelWatch(agent, settings(), check_seconds=0.01)
        watching.start()
        for step in steps:
            before = len(agent.loaded)
            step()
            for _ in range(50):
                await asyncio.sleep(0.01)
                if len(agent.loaded) > before:
                    break
        watching.stop()

    asyncio.run(watch())


def test_model_that_was_there_at_the_start_is_not_loaded_again(folder: Path) -> None:
    agent = FakeAgent()
    _watched(agent, lambda: None)
    assert agent.loaded == []


def test_newer_model_is_given_to_the_agent_once(folder: Path) -> None:
    agent = FakeAgent()
    _watched(agent, lambda: _add(folder, "neu"), lambda: None)
    assert agent.loaded == ["soziallotse-neu.tar.gz"]


def test_older_model_is_not(folder: Path) -> None:
    agent = FakeAgent()
    _watched(agent, lambda: _add(folder, "uralt", age=3600))
    assert agent.loaded == []


def test_model_that_cannot_be_loaded_is_named_and_the_next_one_tried(folder: Path, caplog: Any) -> None:
    agent = FakeAgent(OSError("kaputt"))
    with caplog.at_level(logging.ERROR):
        _watched(agent, lambda: _add(folder, "kaputt"), lambda: _add(folder, "besser", age=-1))
    assert agent.loaded == ["soziallotse-kaputt.tar.gz", "soziallotse-besser.tar.gz"]
    assert "soziallotse-kaputt.tar.gz lässt sich nicht laden" in caplog.text


def test_model_that_is_deleted_meanwhile_does_not_end_the_watch(folder: Path) -> None:
    agent = FakeAgent()
    (folder / "soziallotse-weg.tar.gz").symlink_to(folder / "geloescht")
    _watched(agent, lambda: None, lambda: _add(folder, "neu"))
    assert agent.loaded == ["soziallotse-neu.tar.gz"]
