"""Fixtures for the store: real SQLite files and a throw-away PostgreSQL cluster."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from sqlalchemy import text

from lotse.questions.database import engine_for
from lotse.questions.recorder import QuestionRecorder
from tests.questions.helpers import DAY, Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite file will be."""
    return tmp_path / "var" / "fragen.db"


@pytest.fixture
def url(file: Path) -> str:
    """The URL of an SQLite file that is not there yet."""
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgresql"])
def any_url(request: pytest.FixtureRequest) -> str:
    """Both databases, one after the other."""
    return request.getfixturevalue("url" if request.param == "sqlite" else "postgresql_url")


@pytest.fixture
def store(any_url: str) -> Iterator[Store]:
    """An empty store in each of both databases."""
    made = Store(any_url)
    yield made
    made.engine.dispose()


@pytest.fixture
def recorders() -> Iterator[Callable[..., QuestionRecorder]]:
    """Makes recorders that are closed at the end."""
    made: list[QuestionRecorder] = []

    def make(url: str, **options: Any) -> QuestionRecorder:
        options = {"today": lambda: DAY, "longest_pause": 0.3, **options}
        made.append(QuestionRecorder(url, **options))
        made[-1].start()
        return made[-1]

    yield make
    for recorder in made:
        recorder.close(seconds=1.0)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A cluster of its own under the temporary folder, on a free port, with nothing of the machine's configuration."""
    initdb = shutil.which("initdb") or next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))), None)
    if initdb is None:
        pytest.skip("no PostgreSQL server installed")
    programs = Path(initdb).resolve().parent
    folder = Path(tempfile.mkdtemp(prefix="lotse-pg-"))
    owner: dict[str, Any] = {}
    if os.geteuid() == 0:  # the server refuses to run as root
        entry = pwd.getpwnam("postgres")
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        owner = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": folder}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cluster = folder / "cluster"
    run = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **owner}
    subprocess.run([programs / "initdb", "-D", cluster, "-U", "lotse", "-A", "trust", "-E", "UTF8"], **run)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    start = [programs / "pg_ctl", "-D", cluster, "-w", "-o", options, "-l", folder / "log", "start"]
    subprocess.run(start, **run)
    yield f"postgresql://lotse@127.0.0.1:{port}"
    subprocess.run([programs / "pg_ctl", "-D", cluster, "-m", "immediate", "stop"], **run)
    shutil.rmtree(folder)


@pytest.fixture
def postgresql_url(postgresql_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database."""
    name = f"lotse_{time.monotonic_ns()}"
    admin = engine_for(f"{postgresql_server}/postgres")
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield f"{postgresql_server}/{name}"
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()
