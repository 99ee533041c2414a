"""Forgetting by age: in every table, and on the disk too."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from lotse.questions import audit
from lotse.questions.decisions import Decision, decide
from lotse.questions.entries import Batch, Entry, Tally
from lotse.questions.models import audit as audit_table
from lotse.questions.models import audit_item
from lotse.questions.purging import PurgeTimer, months_before, purge
from lotse.questions.states import Measure, State
from lotse.questions.writing import BatchWriter
from tests.questions.helpers import DAY, Store, eventually

DAYS = 90
CANARY = "kanarienvogel im regelbedarf"


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def bytes_on_disk(file: Path) -> bytes:
    return b"".join(path.read_bytes() for path in file.parent.iterdir() if path.is_file())


def texts(store: Store) -> list[str]:
    return [row.text for row in store.rows()]


def test_questions_of_their_age_go_and_younger_ones_stay(store: Store) -> None:
    store.add("uralt", day=ago(400))
    store.add("genau neunzig tage", day=ago(90))
    store.add("neunundachtzig tage", day=ago(89))
    report = purge(store.engine, DAY, DAYS)

    assert texts(store) == ["neunundachtzig tage"]
    assert (report.questions, report.off_disk) == (2, True)
    assert "Gelöscht: 2 Fragen" in str(report)


def test_a_deleted_text_is_on_the_disk_no_more(url: str, file: Path) -> None:
    store = Store(url)
    for number in range(60):
        store.add(f"{CANARY} {number} {'lang ' * 60}", day=ago(91))
        store.add(f"bleibt {number}", day=ago(1))
    decide(store.engine, {row.id: 1 for row in store.rows() if CANARY in row.text}, Decision(State.OUTSIDE), "erika")
    assert CANARY.encode() in bytes_on_disk(file)

    report = purge(store.engine, DAY, DAYS)
    assert report.off_disk
    assert CANARY.encode() not in bytes_on_disk(file)
    assert b"bleibt 59" in bytes_on_disk(file)
    assert len(texts(store)) == 60


def test_a_file_in_use_is_cleaned_the_next_time(url: str, file: Path) -> None:
    store = Store(url)
    store.add(CANARY, day=ago(91))
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM question").fetchall()
    assert not purge(store.engine, DAY, DAYS).off_disk

    reader.close()
    assert purge(store.engine, DAY, DAYS).off_disk
    assert CANARY.encode() not in bytes_on_disk(file)


def test_a_decision_outlives_its_text(store: Store) -> None:
    store.add(CANARY, day=ago(91))
    decide(store.engine, store.versions(), Decision(State.OUTSIDE), "erika")
    report = purge(store.engine, DAY, DAYS)

    (memory,) = store.rows("decision")
    assert (memory.text, report.texts) == (None, 1)
    store.add(CANARY)
    assert [row.state for row in store.rows()] == ["ausserhalb"]
    # Typed anew, the text is there again for near duplicates, as long as that question.
    (memory,) = store.rows("decision")
    assert (memory.text, str(memory.text_day)) == (CANARY, str(DAY))


def test_decisions_that_nobody_meets_any_more_go(store: Store) -> None:
    store.add(CANARY, day=ago(800))
    decide(store.engine, store.versions(), Decision(State.OUTSIDE), "erika")

    assert purge(store.engine, DAY, DAYS).decisions == 1
    assert store.rows("decision") == []


def test_figures_go_after_two_years(store: Store) -> None:
    writer = BatchWriter(store.url, lambda: DAY)
    tallies = [Tally(day, Measure.ASKED, "answered") for day in (date(2024, 11, 24), date(2024, 11, 25))]
    writer.write(Batch((Entry(tallies=tuple(tallies)),)))
    writer.close()

    assert purge(store.engine, DAY, DAYS).figures == 1
    assert [str(row.day) for row in store.rows("daily")] == ["2024-11-25"]


def test_the_log_goes_after_a_year_with_its_items(store: Store) -> None:
    store.add("miete zu hoch")
    decide(store.engine, store.versions(), Decision(State.IGNORED), "erika")
    audit.note(store.engine, "erika", "angemeldet")
    with store.engine.begin() as connection:
        old = datetime(2025, 11, 23, 23, 59)
        connection.execute(audit_table.update().where(audit_table.c.action == "entschieden").values(at=old))

    assert purge(store.engine, DAY, DAYS).audit == 1
    assert [row.action for row in store.rows("audit")] == ["angemeldet"]
    with store.engine.connect() as connection:
        assert connection.execute(audit_item.select()).all() == []


def test_months_end_where_the_month_does() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_before(date(2026, 11, 24), 24) == date(2024, 11, 24)


def test_the_timer_purges_at_the_start_and_on_each_new_day(any_url: str) -> None:
    store = Store(any_url)
    store.add("heute alt", day=ago(90))
    store.add("morgen alt", day=ago(89))
    day = [DAY]
    timer = PurgeTimer(any_url, DAYS, today=lambda: day[0], check_seconds=0.02)
    timer.start()

    eventually(lambda: texts(store) == ["morgen alt"])
    day[0] = DAY + timedelta(days=1)
    eventually(lambda: texts(store) == [])
    timer.stop()
    store.engine.dispose()


def test_the_timer_survives_a_store_that_is_away(tmp_path: Path, caplog: Any) -> None:
    folder = tmp_path / "netzlaufwerk"
    folder.write_text("noch kein Ordner")
    url = f"sqlite:///{folder}/fragen.db"
    timer = PurgeTimer(url, DAYS, today=lambda: DAY, check_seconds=0.02)
    timer.start()
    eventually(lambda: "misslang" in caplog.text)
    # Filled beside and moved into place: the timer must not meet the store before its question.
    beside = tmp_path / "daneben"
    beside.mkdir()
    Store(f"sqlite:///{beside}/fragen.db").add(CANARY, day=ago(90))
    folder.unlink()
    beside.rename(folder)
    store = Store(url)

    eventually(lambda: texts(store) == [])
    timer.stop()
    assert CANARY not in caplog.text
