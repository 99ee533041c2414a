"""Takes questions in beside the reply. Nobody waits for it, and nothing it does can cost a reply.

What is handed over waits in a bounded queue; one thread writes it. "Written" means committed and on the disk: such
a question survives the sudden end of the process. A store that is away, locked or full is tried again until it is back.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Callable, Optional

from lotse import clock
from lotse.questions.database import database_url, sqlite_file
from lotse.questions.entries import Batch, Entry
from lotse.questions.memory import SessionMemory
from lotse.questions.observer import Context, Observer
from lotse.questions.spill import Spill
from lotse.questions.troubles import may_pass, why
from lotse.questions.waiting import Waiting
from lotse.questions.writing import BatchWriter
from lotse.settings import Settings, settings

if TYPE_CHECKING:
    from lotse.channel.turns import Turn

logger = logging.getLogger(__name__)

CAPACITY = 10_000
BATCH_SIZE = 200
# A write costs about as much as a turn, for one entry or for many: those of a moment are written together.
GATHER_SECONDS = 0.1
FIRST_PAUSE = 0.1
LONGEST_PAUSE = 30.0
PAUSE_WHILE_CLOSING = 0.2
COMPLAIN_SECONDS = 60.0


@dataclass(frozen=True)
class Counters:
    """Entries since the start: handed over, committed, lost, still waiting, put aside for the next start."""

    recorded: int
    written: int
    dropped: int
    waiting: int
    spilled: int


class QuestionRecorder:
    """The one for a process: `start`, then `record` after each reply, `close` at the end."""

    def __init__(
        self,
        url: str,
        spill: Optional[Path] = None,
        memory: Optional[SessionMemory] = None,
        capacity: int = CAPACITY,
        batch_size: int = BATCH_SIZE,
        longest_pause: float = LONGEST_PAUSE,
        today: Callable[[], date] = clock.today,
    ) -> None:
        file = sqlite_file(url)
        self._spill = Spill(spill or (file.parent if file else settings().var))
        self._memory = memory or SessionMemory()
        self._observer = Observer(self._memory, today)
        self._waiting = Waiting(capacity, batch_size)
        self._writer = BatchWriter(url, today)
        self._longest_pause = longest_pause
        self._lock = threading.Lock()
        self._recorded = self._written = self._dropped = self._spilled = 0
        self._complained = {"store": 0.0, "queue": 0.0}
        self._prepared = False
        self._closing = threading.Event()
        self._abandoned = threading.Event()
        self._thread = threading.Thread(target=self._run, name="question-recorder", daemon=True)

    @classmethod
    def from_settings(cls, own_settings: Settings) -> QuestionRecorder:
        """With the database of the settings."""
        memory = SessionMemory(idle_seconds=own_settings.session_minutes * 60)
        return cls(database_url(own_settings), own_settings.var, memory)

    def start(self) -> None:
        """Starts the thread that writes. What the last run could not write is read back first."""
        self._thread.start()

    def record(self, turn: Turn, context: Context) -> None:
        """Takes in a turn after its reply was made. Never waits, never raises."""
        self._take_in(lambda: self._observer.turn(turn, context))

    def feedback(self, session: str, number: int, helpful: bool, reason: Optional[str] = None) -> None:
        """Takes in a thumb on a turn. Never waits, never raises."""
        self._take_in(lambda: self._observer.rating(session, number, helpful, reason))

    def forget(self, session: str) -> None:
        """Deletes what is remembered of a session."""
        with self._lock:
            self._memory.forget(session)

    @property
    def counters(self) -> Counters:
        """How many entries came in, are on the disk, are lost."""
        return Counters(self._recorded, self._written, self._dropped, len(self._waiting), self._spilled)

    def close(self, seconds: float = 5.0) -> None:
        """Writes what waits, for at most `seconds`; the rest goes into a file that the next start reads back."""
        self._waiting.close()
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        self._abandoned.set()
        # The thread may still commit what it holds: the batch's id makes sure that it counts once.
        rest = self._waiting.drain()
        count = sum(len(batch.entries) for batch in rest)
        if not rest:
            return
        try:
            self._spill.save(rest)
            self._spilled += count
            logger.warning("%d Einträge sind noch nicht gespeichert. Der nächste Start holt sie nach.", count)
        except OSError as error:
            self._dropped += count
            logger.error("%d Einträge sind verloren: %s", count, type(error).__name__)

    def _take_in(self, observe: Callable[[], Optional[Entry]]) -> None:
        try:
            with self._lock:
                entry = observe()
                if entry is None:
                    return
                if self._waiting.put(entry):
                    self._recorded += 1
                    return
            self._drop(1, "queue", "Die Warteschlange der offenen Fragen ist voll.")
        except Exception as error:  # a question that cannot be kept must not cost an answer
            self._drop(1, "queue", f"Ein Eintrag ließ sich nicht aufnehmen ({type(error).__name__}).")

    def _run(self) -> None:
        if not self._restore():
            return
        while not self._abandoned.is_set():
            batch = self._waiting.take(1.0, GATHER_SECONDS)
            if batch is None and self._closing.is_set():
                break
            if batch and not self._write(batch):
                return
            self._waiting.done()
        self._writer.close()

    def _restore(self) -> bool:
        """Reads back what the last run could not write; False when the recorder is given up before."""
        if not self._insist(lambda: None):
            return False
        for path in self._spill.files():
            try:
                batches = self._spill.read(path)
                for batch in batches:
                    self._recorded += len(batch.entries)
                    if not self._write(batch):
                        return False
                self._spill.remove(path)
            except OSError as error:  # it stays, and may be read again: a batch counts once
                logger.error("%s lässt sich nicht lesen oder löschen (%s).", path.name, type(error).__name__)
        return True

    def _write(self, batch: Batch) -> bool:
        """Writes a batch, whatever it takes; False when the recorder is given up before."""
        try:
            done = self._insist(lambda: self._writer.write(batch))
        except Exception as error:
            if len(batch.entries) > 1:  # one of them cannot be written: the others shall not suffer for it
                return all(self._write(single) for single in batch.singly())
            self._drop(1, "store", f"Ein Eintrag ließ sich nicht speichern ({type(error).__name__}).")
            return True
        if done:
            self._written += len(batch.entries)
        return done

    def _insist(self, action: Callable[[], None]) -> bool:
        """Tries until it works; False when the recorder is given up before. Raises what no repetition can mend."""
        pause = FIRST_PAUSE
        while True:
            error = self._attempt(action)
            if error is None:
                return True
            self._complain(error)
            if self._give_up_after(pause):
                return False
            pause = min(pause * 2, self._longest_pause)

    def _attempt(self, action: Callable[[], None]) -> Optional[Exception]:
        """Tries once; returns what may pass."""
        if not self._prepared:
            try:
                self._writer.prepare()
            except Exception as error:
                return error
            self._prepared = True
        try:
            action()
        except Exception as error:
            if not may_pass(error):
                raise
            self._prepared = False
            return error
        if self._complained["store"]:
            self._complained["store"] = 0.0
            logger.warning("Der Speicher der offenen Fragen ist wieder da.")
        return None

    def _give_up_after(self, pause: float) -> bool:
        if not self._closing.wait(pause):
            return False
        return self._abandoned.wait(min(pause, PAUSE_WHILE_CLOSING))

    def _complain(self, error: Exception) -> None:
        self._log("store", f"{why(error)} Ich versuche es weiter; {len(self._waiting)} Einträge warten.")

    def _drop(self, count: int, about: str, message: str) -> None:
        self._dropped += count
        self._log(about, f"{message} Verloren seit dem Start: {self._dropped}.")

    def _log(self, about: str, message: str) -> None:
        now = time.monotonic()
        if not self._complained[about] or now - self._complained[about] >= COMPLAIN_SECONDS:
            self._complained[about] = now
            logger.error(message)
