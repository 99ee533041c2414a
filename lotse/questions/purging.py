"""Forgets by age: questions and the texts of decisions, figures, the audit log. What is deleted leaves the disk too."""

from __future__ import annotations

import calendar
import logging
import sqlite3
import threading
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Callable, Optional

from sqlalchemy import delete, text, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from lotse import clock
from lotse.questions.database import engine_for, writing
from lotse.questions.migrating import upgrade
from lotse.questions.models import audit, batch, daily, decision, question

logger = logging.getLogger(__name__)

FIGURES_MONTHS = 24
AUDIT_MONTHS = 12
# A wording decided on comes back as often as people ask; nobody asked it for so long.
DECISION_MONTHS = 24
CHECK_SECONDS = 600.0


@dataclass(frozen=True)
class PurgeReport:
    """What was deleted. `off_disk`: nothing of it can be found in the files of the database any more."""

    questions: int
    texts: int
    decisions: int
    figures: int
    audit: int
    off_disk: bool

    def __str__(self) -> str:
        rest = "" if self.off_disk else " Die Datei ist noch nicht bereinigt, weil sie benutzt wird."
        return (
            f"Gelöscht: {self.questions} Fragen, {self.texts} Texte von Entscheidungen, "
            f"{self.decisions} Entscheidungen, {self.figures} Zahlen, {self.audit} Einträge im Protokoll.{rest}"
        )


def purge(engine: Engine, today: date, days: int) -> PurgeReport:
    """Deletes what has reached its age on a day. A question of `days` days ago has."""
    border = today - timedelta(days=days)
    with writing(engine) as connection:
        old_log = datetime.combine(months_before(today, AUDIT_MONTHS), time())
        emptied = update(decision).where(decision.c.text_day <= border, decision.c.text.is_not(None))
        counts = (
            connection.execute(delete(question).where(question.c.day <= border)).rowcount,
            connection.execute(emptied.values(text=None, text_day=None)).rowcount,
            _delete(connection, decision, decision.c.seen_on <= months_before(today, DECISION_MONTHS)),
            _delete(connection, daily, daily.c.day <= months_before(today, FIGURES_MONTHS)),
            _delete(connection, audit, audit.c.at < old_log),
        )
        _delete(connection, batch, batch.c.day <= border)
    return PurgeReport(*counts, off_disk=_clean(engine))


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class PurgeTimer:
    """Purges after the start and once on each new day, in a thread of its own."""

    def __init__(
        self, url: str, days: int, today: Callable[[], date] = clock.today, check_seconds: float = CHECK_SECONDS
    ) -> None:
        self._url = url
        self._days = days
        self._today = today
        self._check_seconds = check_seconds
        self._done_on: Optional[date] = None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="purge", daemon=True)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    def _run(self) -> None:
        while not self._stop.is_set():
            today = self._today()
            if today != self._done_on and self._purged(today):
                self._done_on = today
            self._stop.wait(self._check_seconds)

    def _purged(self, today: date) -> bool:
        engine = engine_for(self._url)
        try:
            upgrade(self._url)
            report = purge(engine, today, self._days)
        except Exception as error:  # it is tried again; without the thread nothing would ever be deleted
            logger.error("Das Löschen nach Frist misslang, ich versuche es wieder (%s).", type(error).__name__)
            return False
        finally:
            engine.dispose()
        logger.info("%s", report)
        return report.off_disk


def _delete(connection: Connection, table: object, condition: object) -> int:
    return int(connection.execute(delete(table).where(condition)).rowcount)


def _clean(engine: Engine) -> bool:
    """Writes the database anew, without the gaps in which deleted rows still stand."""
    if engine.dialect.name == "postgresql":
        return _clean_postgresql(engine)
    connection = engine.raw_connection()
    try:
        # Rewritten as a whole, then the log that may hold the old pages is emptied.
        connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return busy == 0
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()


def _clean_postgresql(engine: Engine) -> bool:
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET lock_timeout = '5s'"))
            connection.execute(text("VACUUM (FULL, ANALYZE) question, decision"))
            connection.execute(text("RESET lock_timeout"))
    except DBAPIError:
        return False
    return True
