"""Fixtures of the staff app."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest

from lotse import clock
from tests.questions.helpers import DAY
from tests.staff.running_app import Staff, running_app


@pytest.fixture
def staff(tmp_path: Path, content_folder: Path) -> Iterator[Staff]:
    """The app with the small content and an empty database."""
    with running_app(tmp_path, content_folder, tmp_path / "models") as running:
        yield running


@pytest.fixture(autouse=True)
def on_the_day(stopped_clock: Any) -> None:
    """The day on which the questions of these tests were asked."""
    assert clock.today() == DAY
