"""Fixtures for the tests of understanding."""

# ruff: noqa: E402
from __future__ import annotations

from pathlib import Path

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.engine.storage.local_model_storage import LocalModelStorage


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    """An empty model."""
    (tmp_path / "model").mkdir()
    return LocalModelStorage(tmp_path / "model")
