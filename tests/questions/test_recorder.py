"""The recorder: beside the reply, never before it; what fits its queue is never lost, whatever the store does."""

from __future__ import annotations

import logging
import sqlite3
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from lotse.questions.database import engine_for
from lotse.questions.recorder import QuestionRecorder
from tests.questions.helpers import Store, ask, eventually, texts, written

CANARY = "kanarienvogel im regelbedarf"

Make = Callable[..., QuestionRecorder]


def test_questions_arrive_in_both_databases(any_url: str, recorders: Make) -> None:
    recorder = recorders(any_url)
    ask(recorder, "eine frage", "noch eine")

    written(recorder, 2)
    assert texts(any_url) == ["eine frage", "noch eine"]
    assert recorder.counters.dropped == recorder.counters.waiting == 0


def test_handing_over_never_waits(url: str, file: Path, recorders: Make) -> None:
    Store(url)
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    recorder = recorders(url)

    start = time.perf_counter()
    ask(recorder, *(f"frage nummer {number}" for number in range(500)))
    seconds = time.perf_counter() - start

    assert seconds / 500 < 0.002
    blocker.close()


def test_a_locked_store_gets_all_when_it_is_free_again(url: str, file: Path, recorders: Make, caplog: Any) -> None:
    Store(url)
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    recorder = recorders(url)
    ask(recorder, CANARY, "noch eine")

    eventually(lambda: "gesperrt" in caplog.text)
    assert recorder.counters.written == 0
    blocker.execute("ROLLBACK")
    written(recorder, 2)

    assert texts(url) == [CANARY, "noch eine"]
    assert "wieder da" in caplog.text
    assert CANARY not in caplog.text
    blocker.close()


@pytest.fixture
def full() -> Iterator[Any]:
    """Lets SQLite databases grow no further than they are, as on a full disk."""
    limit: dict[str, Any] = {"pages": None}

    def set_limit(connection: Any, record: Any) -> None:
        if limit["pages"] is not None:
            connection.execute(f"PRAGMA max_page_count={limit['pages']}")

    event.listen(Engine, "connect", set_limit)
    yield limit
    event.remove(Engine, "connect", set_limit)


def test_a_full_store_gets_all_when_there_is_room(url: str, full: dict[str, Any], recorders: Make, caplog: Any) -> None:
    Store(url)
    full["pages"] = 1  # SQLite takes it for "as many as there are"
    recorder = recorders(url)
    questions = [f"{CANARY} {number} {'und so weiter ' * 20}" for number in range(200)]
    ask(recorder, *questions)

    eventually(lambda: "voll" in caplog.text)
    full["pages"] = 1_000_000
    written(recorder, 200)

    assert len(texts(url)) == 200
    assert CANARY not in caplog.text


def test_a_folder_that_cannot_be_had_is_tried_again(tmp_path: Path, recorders: Make, caplog: Any) -> None:
    folder = tmp_path / "netzlaufwerk"
    folder.write_text("noch kein Ordner")
    recorder = recorders(f"sqlite:///{folder}/fragen.db", spill=tmp_path)
    ask(recorder, CANARY)

    eventually(lambda: "nicht erreichbar" in caplog.text)
    folder.unlink()
    written(recorder, 1)

    assert texts(f"sqlite:///{folder}/fragen.db") == [CANARY]
    assert CANARY not in caplog.text


def test_a_file_that_was_moved_away_is_made_anew(url: str, file: Path, recorders: Make) -> None:
    recorder = recorders(url)
    ask(recorder, "vorher")
    written(recorder, 1)
    file.rename(file.with_name("gesichert.db"))
    ask(recorder, "nachher")
    written(recorder, 2)

    assert texts(url) == ["nachher"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_server_that_is_away_is_tried_again(
    postgresql_url: str, recorders: Make, caplog: Any, tmp_path: Path
) -> None:
    """The database is taken away and comes back."""
    name = postgresql_url.rpartition("/")[2]
    recorder = recorders(postgresql_url, spill=tmp_path)
    ask(recorder, "vorher")
    written(recorder, 1)
    admin = engine_for(postgresql_url.rpartition("/")[0] + "/postgres")
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        ask(recorder, CANARY)
        eventually(lambda: "nicht erreichbar" in caplog.text)
        connection.exec_driver_sql(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    written(recorder, 2)

    assert texts(postgresql_url) == [CANARY, "vorher"]
    assert CANARY not in caplog.text
    admin.dispose()


def test_what_does_not_fit_is_dropped_and_counted(url: str, file: Path, recorders: Make, caplog: Any) -> None:
    Store(url)
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    recorder = recorders(url, capacity=10)
    ask(recorder, *(f"{CANARY} {number}" for number in range(15)))

    assert (recorder.counters.recorded, recorder.counters.dropped) == (10, 5)
    assert "Warteschlange der offenen Fragen ist voll" in caplog.text
    assert CANARY not in caplog.text
    blocker.execute("ROLLBACK")
    written(recorder, 10)
    blocker.close()


def test_one_entry_that_cannot_be_written_costs_no_other(
    url: str, recorders: Make, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    store = Store(url)
    with store.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER refuse BEFORE INSERT ON question WHEN new.text LIKE '%kanarienvogel%' "
            "BEGIN SELECT RAISE(ABORT, 'kanarienvogel'); END"
        )
    recorder = recorders(url)
    ask(recorder, "vorher", CANARY, "nachher")

    eventually(lambda: recorder.counters.dropped == 1)
    written(recorder, 2)
    assert texts(url) == ["nachher", "vorher"]
    assert "kanarienvogel" not in caplog.text


def test_a_broken_turn_costs_nothing_but_itself(url: str, recorders: Make, caplog: Any) -> None:
    recorder = recorders(url)
    recorder.record(None, None)  # type: ignore[arg-type]
    ask(recorder, "eine frage")

    written(recorder, 1)
    assert recorder.counters.dropped == 1
    assert "ließ sich nicht aufnehmen" in caplog.text


def test_nothing_of_a_question_reaches_a_log_at_any_level(url: str, recorders: Make, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    recorder = recorders(url)
    ask(recorder, CANARY)
    written(recorder, 1)
    recorder.close()

    assert CANARY not in caplog.text
