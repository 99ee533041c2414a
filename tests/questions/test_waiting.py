"""Entries that wait to be written: those of a moment together, nothing lost between two hands."""

from __future__ import annotations

import threading
import time
from typing import Optional

from lotse.questions.entries import Batch, Entry
from lotse.questions.waiting import Waiting

FIRST, SECOND, THIRD = Entry(withdrawn="1"), Entry(withdrawn="2"), Entry(withdrawn="3")
FOREVER = 60.0


class Taker(threading.Thread):
    """Takes one batch in a thread of its own."""

    def __init__(self, waiting: Waiting, gather_seconds: float) -> None:
        super().__init__(daemon=True)
        self._waiting, self._gather_seconds = waiting, gather_seconds
        self._batch: Optional[Batch] = None
        self.start()

    def run(self) -> None:
        """Waits for the batch."""
        self._batch = self._waiting.take(FOREVER, self._gather_seconds)

    @property
    def taken(self) -> tuple[Entry, ...]:
        """What it took, once it has."""
        self.join(10)
        assert self._batch is not None
        return self._batch.entries


def test_entries_of_a_moment_are_one_batch() -> None:
    waiting = Waiting(capacity=10, batch_size=2)
    taker = Taker(waiting, FOREVER)
    waiting.put(FIRST)
    time.sleep(0.05)
    assert taker.is_alive()
    waiting.put(SECOND)
    assert taker.taken == (FIRST, SECOND)


def test_entries_do_not_wait_for_others_for_longer_than_told() -> None:
    waiting = Waiting(capacity=10, batch_size=2)
    waiting.put(FIRST)
    assert Taker(waiting, 0.01).taken == (FIRST,)


def test_entries_do_not_wait_for_others_when_closed() -> None:
    waiting = Waiting(capacity=10, batch_size=2)
    taker = Taker(waiting, FOREVER)
    waiting.put(FIRST)
    waiting.close()
    assert taker.taken == (FIRST,)
    assert waiting.put(SECOND) is False


def test_queue_without_room_refuses_an_entry() -> None:
    waiting = Waiting(capacity=2, batch_size=2)
    assert [waiting.put(entry) for entry in (FIRST, SECOND, THIRD)] == [True, True, False]


def test_what_was_taken_but_not_done_is_still_there_to_be_drained() -> None:
    waiting = Waiting(capacity=10, batch_size=1)
    for entry in (FIRST, SECOND, THIRD):
        waiting.put(entry)
    waiting.take(0)
    assert len(waiting) == 3
    assert [batch.entries for batch in waiting.drain()] == [(FIRST,), (SECOND,), (THIRD,)]
    assert len(waiting) == 0


def test_what_is_done_is_gone() -> None:
    waiting = Waiting(capacity=10, batch_size=1)
    waiting.put(FIRST)
    waiting.take(0)
    waiting.done()
    assert waiting.drain() == []


def test_empty_queue_gives_nothing() -> None:
    assert Waiting(capacity=10, batch_size=1).take(0) is None
