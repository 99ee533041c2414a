"""What the recorder took in survives the end of the process: an orderly one, one in bad times, and a sudden one."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from lotse.questions.entries import Batch, Change, Entry, NewQuestion, Tally
from lotse.questions.states import Measure, Reason
from tests.questions.helpers import DAY, Store, ask, eventually, texts
from tests.questions.test_recorder import CANARY, Make

PROJECT = Path(__file__).parents[2]


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


def test_a_file_left_half_written_is_read_back_and_removed(url: str, file: Path, recorders: Make) -> None:
    whole = Batch((Entry(NewQuestion("a" * 32, DAY, "eine frage", "unanswered", Reason.UNSURE)),)).as_json()
    file.parent.mkdir()
    part = file.parent / "fragen.rest.eins.part"
    part.write_text(f"{whole}\n{whole[:40]}")
    os.utime(part, (0, 0))
    recorders(url)

    eventually(lambda: not part.exists())
    assert texts(url) == ["eine frage"]


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
            first = process.stdout.readline()
            while not int(first or -1) > 0:
                assert process.poll() is None
                first = process.stdout.readline()
            time.sleep(random.uniform(0.01, 0.15))
            os.kill(process.pid, signal.SIGKILL)
            acknowledged[number] = int([first, *process.stdout.read().splitlines()][-2:][0])

        connection = sqlite3.connect(file)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        kept = {row[0] for row in connection.execute("SELECT text FROM question")}
        connection.close()
        promised = {f"lauf {run} frage {place:07d}" for run, count in acknowledged.items() for place in range(count)}
        assert promised <= kept
        counted = sum(Store(url).counted().values())
        assert counted == len(kept)
    assert min(acknowledged.values()) > 0
