"""The recorder: beside the reply, never before it; what fits its queue is never lost, whatever the store does."""
from __future__ import annotations

import logging
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from lotse.questions.database import engine_for
from lotse.questions.entries import Batch, Change, Entry, NewQuestion, Tally
from lotse.questions.recorder import QuestionRecorder
from lotse.questions.states import Measure, Reason
from tests.questions.helpers import DAY, Conversation, Store, eventually, written

PROJECT = Path(__file__).parents[2]
CANARY = "kanarienvogel im regelbedarf"

Make = Callable[..., QuestionRecorder]


def texts(url: str) -> list[str]:
    return [row.text for row in Store(url).rows()]


def ask(recorder: QuestionRecorder, *questions: str) -> None:
    person = Conversation(recorder, f"session-{random.random()}")
    for question in questions:
        person.types(question)


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


def test_the_end_writes_what_waits(url: str, recorders: Make) -> None:
    recorder = recorders(url)
    ask(recorder, *(f"frage {number}" for number in range(1000)))
    recorder.close(seconds=20)

    assert recorder.counters.written == 1000
    assert len(texts(url)) == 1000


def test_the_end_puts_aside_what_cannot_be_written(url: str, file: Path, recorders: Make, caplog: Any) -> None:
    Store(url)
    blocker = sqlite3.connect(file, isolation_level=None)
    blocker.execute("BEGIN EXCLUSIVE")
    recorder = recorders(url, batch_size=20)
    ask(recorder, *(f"{CANARY} {number}" for number in range(50)))
    start = time.monotonic()
    recorder.close(seconds=0.5)

    assert time.monotonic() - start < 2
    (rest,) = file.parent.glob("fragen.rest.*.jsonl")
    assert rest.stat().st_mode & 0o777 == 0o600
    assert recorder.counters.spilled == 50
    assert CANARY not in caplog.text

    blocker.close()
    # The first recorder may still finish what it had begun: nothing may count twice by that.
    second = recorders(url)
    eventually(lambda: not list(file.parent.glob("fragen.rest.*")))
    assert second.counters.written == 50
    assert len(texts(url)) == 50
    assert Store(url).counted() == {("gefragt", "unanswered", "", ""): 50}


def test_a_batch_read_back_twice_counts_once(url: str, file: Path, recorders: Make) -> None:
    entry = Entry(
        NewQuestion("a" * 32, DAY, "eine frage", "unanswered", Reason.UNSURE, (("kaution", 0.5),), model="m"),
        Change("b" * 32, Reason.REPHRASED, ("kaution",)),
        tallies=(Tally(DAY, Measure.ASKED, "unanswered"),),
    )
    line = Batch((entry,)).as_json() + "\n"
    file.parent.mkdir()
    for name in ("eins", "zwei"):
        (file.parent / f"fragen.rest.{name}.jsonl").write_text(line + "keine Zeile von uns\n")
    recorders(url)

    eventually(lambda: not list(file.parent.glob("fragen.rest.*")))
    assert texts(url) == ["eine frage"]
    assert Store(url).counted() == {("gefragt", "unanswered", "", ""): 1}


def test_a_line_put_aside_is_read_back_as_it_was() -> None:
    entry = Entry(
        NewQuestion(
            id="a" * 32,
            day=DAY,
            text='ä "x"\n',
            outcome="answered",
            reason=Reason.THUMBS_DOWN,
            candidates=(("kaution", 0.25),),
            rejected=("kaution",),
            led_to="b",
            answered_with="c",
            rating="d",
            model="e",
        ),
        Change("b" * 32, None, ("kaution",), "x", "y", "z"),
        "c" * 32,
        (Tally(DAY, Measure.DOWN, "answered", "kaution", "falsch", -1),),
    )
    batch = Batch((entry, Entry()))

    assert Batch.from_json(batch.as_json()) == batch


def test_a_broken_turn_costs_nothing_but_itself(url: str, recorders: Make, caplog: Any) -> None:
    recorder = recorders(url)
    recorder.record(None, None)  # type: ignore[arg-type]
    ask(recorder, "eine frage")

    written(recorder, 1)
    assert recorder.counters.dropped == 1
    assert "ließ sich nicht aufnehmen" in caplog.text


_KILLED = """
import sys, threading
from lotse.questions.recorder import QuestionRecorder
from tests.questions.helpers import DAY, Conversation
recorder = QuestionRecorder(sys.argv[1], today=lambda: DAY)
recorder.start()
def report():
    while True:
        threading.Event().wait(0.002)
        print(recorder.counters.written, flush=True)
threading.Thread(target=report, daemon=True).start()
for number in range(1_000_000):
    while recorder.counters.waiting > 2000:
        threading.Event().wait(0.005)
    Conversation(recorder, f"s{number}").types(f"lauf {sys.argv[2]} frage {number:07d}")
"""


@pytest.mark.parametrize("rounds", [4, pytest.param(20, marks=pytest.mark.slow)])
def test_what_was_acknowledged_survives_a_kill(url: str, file: Path, rounds: int) -> None:
    """Each round kills the process under load, at a moment of chance."""
    acknowledged: dict[int, int] = {}
    for number in range(rounds):
        command = [sys.executable, "-c", _KILLED, url, str(number)]
        with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            while not int(process.stdout.readline() or -1) > 0:
                assert process.poll() is None
            time.sleep(random.uniform(0.01, 0.15))
            os.kill(process.pid, signal.SIGKILL)
            acknowledged[number] = int(process.stdout.read().splitlines()[-2:][0])

        connection = sqlite3.connect(file)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kept = {row[0] for row in connection.execute("SELECT text FROM question")}
        connection.close()
        promised = {f"lauf {run} frage {place:07d}" for run, count in acknowledged.items() for place in range(count)}
        assert promised <= kept
        counted = sum(Store(url).counted().values())
        assert counted == len(kept)
    assert min(acknowledged.values()) > 0


def test_nothing_of_a_question_reaches_a_log_at_any_level(url: str, recorders: Make, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    recorder = recorders(url)
    ask(recorder, CANARY)
    written(recorder, 1)
    recorder.close()

    assert CANARY not in caplog.text
