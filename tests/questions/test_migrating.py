"""The schema: made from nothing, equal to the models, safe when several processes start."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from lotse.questions.database import database_url, engine_for
from lotse.questions.migrating import VERSION_TABLE, upgrade
from lotse.questions.models import metadata
from lotse.settings import SettingError, Settings
from tests.questions.helpers import Store

PROJECT = Path(__file__).parents[2]


def _is_ours(name: str, kind: str, parents: object) -> bool:
    return not (kind == "table" and name.startswith("sqlite_"))


def test_the_migrations_make_what_the_models_say(any_url: str) -> None:
    upgrade(any_url)

    engine = engine_for(any_url)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "include_name": _is_ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_a_second_upgrade_changes_nothing(any_url: str) -> None:
    upgrade(any_url)
    upgrade(any_url)


def test_processes_that_start_at_once_do_not_disturb_each_other(any_url: str) -> None:
    command = [sys.executable, "-c", f"from lotse.questions.migrating import upgrade; upgrade({any_url!r})"]
    processes = [subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE) for _ in range(4)]

    errors = [process.communicate(timeout=60)[1].decode() for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0, 0], errors


def test_the_file_is_private_and_durable(url: str, file: Path) -> None:
    upgrade(url)

    assert file.stat().st_mode & 0o777 == 0o600
    with engine_for(url).connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


def test_connecting_keeps_the_locks_of_other_connections(url: str, file: Path) -> None:
    """Else another process would take this one for gone, and break the file under its hands."""
    upgrade(url)
    reader = sqlite3.connect(file)
    reader.execute("SELECT count(*) FROM question").fetchall()
    with engine_for(url).connect() as connection:
        connection.execute(text("SELECT 1"))

    script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM batch').fetchall()"
    subprocess.run([sys.executable, "-c", script, str(file)], check=True)

    assert file.with_name("fragen.db-wal").exists()
    reader.close()


def test_without_a_setting_the_store_is_a_file_in_var(tmp_path: Path) -> None:
    settings = Settings.from_environment({"LOTSE_VAR": str(tmp_path)})

    assert database_url(settings) == f"sqlite:///{tmp_path}/fragen.db"
    assert settings.retention_days == 90


def test_a_url_of_the_short_form_is_understood() -> None:
    assert engine_for("postgres://somebody@example.org/lotse").dialect.name == "postgresql"


def test_a_wrong_url_is_refused_without_showing_its_password() -> None:
    with pytest.raises(SettingError) as refusal:
        Settings.from_environment({"LOTSE_DATABASE": "mysql://lotse:geheim@server/lotse"})

    assert "LOTSE_DATABASE" in str(refusal.value)
    assert "geheim" not in str(refusal.value)


def test_the_order_in_which_people_asked_is_not_kept(store: Store) -> None:
    store.add("erste Frage", "zweite Frage", "dritte Frage")

    columns = set(store.rows()[0]._mapping)
    assert not columns & {"created_at", "time", "session", "address", "position"}
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection, pytest.raises(Exception, match="no such column: rowid"):
            connection.execute(text("SELECT rowid FROM question"))
