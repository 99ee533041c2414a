"""Real servers, each started once for all tests that can share it."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest

from tests.running import Server, running


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Server]:
    """A server as `make run` starts it."""
    with running(tmp_path_factory.mktemp("server"), models) as started:
        yield started


@pytest.fixture(scope="session")
def production_server(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Server]:
    """A server for real people: nothing unconfirmed."""
    with running(tmp_path_factory.mktemp("production"), models, LOTSE_ENV="production") as started:
        yield started


@pytest.fixture(scope="session")
def new_year_server(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[Server]:
    """A server on the day after the amounts of 2026 have expired."""
    with running(tmp_path_factory.mktemp("new-year"), models, LOTSE_ON="2027-01-02") as started:
        yield started


@pytest.fixture
def foreign_origin_server(tmp_path: Path, models: Path) -> Iterator[Server]:
    """A server whose widget stands on the county's page."""
    with running(tmp_path, models, LOTSE_ORIGINS="https://www.mtk.org") as started:
        yield started


@pytest.fixture
def limited_server(tmp_path: Path, models: Path) -> Iterator[Server]:
    """A server that lets three questions a minute through."""
    with running(tmp_path, models, LOTSE_RATE_SESSION="3") as started:
        yield started
