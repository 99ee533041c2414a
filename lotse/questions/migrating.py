"""Brings the database to the newest schema. Processes that start at once wait for each other."""

from __future__ import annotations

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection

from lotse.questions.database import engine_for, writing

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "lotse_version"
# Any fixed number: whoever holds it on a PostgreSQL server is migrating.
_LOCK = 7_205_119
# Alembic keeps its state in global variables.
_one_at_a_time = threading.Lock()


def upgrade(url: str) -> None:
    """Creates the tables, or brings them up to date. Does nothing when they are."""
    engine = engine_for(url)
    try:
        with _one_at_a_time:
            with engine.connect() as connection:
                if _is_current(connection):
                    return
            with writing(engine) as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    finally:
        engine.dispose()


def _is_current(connection: Connection) -> bool:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    head = ScriptDirectory.from_config(_config()).get_current_head()
    return context.get_current_revision() == head


def _config() -> Config:
    config = Config()
    # "%" begins a variable in the file format that Alembic imitates.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
