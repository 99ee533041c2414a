"""The database: SQLite in one private file by default, PostgreSQL by URL."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Iterator, Optional

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.pool import NullPool

from lotse.settings import Settings

FILE = "fragen.db"
BUSY_SECONDS = 5
CONNECT_SECONDS = 5
SWITCH_PAUSE_SECONDS = 0.02
_PRAGMAS = (
    # A commit is on the disk before it is reported; a deleted text is overwritten, not only unlinked.
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    # Texts must not lie about in temporary files.
    "PRAGMA temp_store=MEMORY",
)


def database_url(settings: Settings) -> str:
    """The URL of the store: LOTSE_DATABASE, or a file in LOTSE_VAR."""
    return settings.database or str(URL.create("sqlite", database=str(settings.var / FILE)))


def sqlite_file(url: str) -> Optional[Path]:
    """The file of an SQLite URL; None for another database."""
    parsed = _parsed(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def engine_for(url: str) -> Engine:
    """An engine; nothing is opened before it is used."""
    file = sqlite_file(url)
    # Parameters hold the texts: they must never get into an error message, and so into a log.
    if file is None:
        arguments = {"connect_timeout": CONNECT_SECONDS, "application_name": "soziallotse"}
        return create_engine(
            _parsed(url), future=True, hide_parameters=True, pool_pre_ping=True, pool_size=3, connect_args=arguments
        )
    # A connection kept open would go on writing to a file that was moved away.
    engine = create_engine(_parsed(url), future=True, hide_parameters=True, poolclass=NullPool)
    _set_up_sqlite(engine, file)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that will write. SQLite takes its lock at once: one that read first could only fail later."""
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


def _parsed(url: str) -> URL:
    # SQLAlchemy no longer knows the short form that many hosts hand out.
    return make_url(url.replace("postgres://", "postgresql://", 1) if url.startswith("postgres://") else url)


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switches to the write-ahead log. In a new file several processes may do so at once, and SQLite waits for none."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(SWITCH_PAUSE_SECONDS)


def _set_up_sqlite(engine: Engine, file: Path) -> None:
    @event.listens_for(engine, "do_connect")
    def prepare(dialect: Any, record: Any, arguments: Any, parameters: Any) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        # The files beside it (-wal, -shm) take over its rights. Never open one that is there already: closing it would
        # end the locks of all connections of this process, and the next process would break the file.
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, record: Any) -> None:
        # Python's driver would begin transactions at its own will, and never before a change of the schema.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        _write_ahead(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
