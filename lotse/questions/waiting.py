"""Entries that wait to be written: bounded, never blocking who hands them in, nothing lost between two hands."""

from __future__ import annotations

import threading
from collections import deque
from itertools import islice
from typing import Optional

from lotse.questions.entries import Batch, Entry


class Waiting:
    """A queue that knows what was taken from it but is not done."""

    def __init__(self, capacity: int, batch_size: int) -> None:
        self._capacity = capacity
        self._batch_size = batch_size
        self._entries: deque[Entry] = deque()
        self._taken: Optional[Batch] = None
        self._closed = False
        self._changed = threading.Condition()

    def put(self, entry: Entry) -> bool:
        """Adds an entry; False when there is no room."""
        with self._changed:
            if self._closed or len(self) >= self._capacity:
                return False
            self._entries.append(entry)
            if len(self._entries) in (1, self._batch_size):
                self._changed.notify()
            return True

    def take(self, seconds: float, gather_seconds: float = 0.0) -> Optional[Batch]:
        """The next batch, after at most `seconds`; None when there is nothing.

        Once there is an entry, it waits another `gather_seconds` for more to join it, unless the batch is full.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._entries or self._closed, seconds)
            if not self._entries:
                return None
            self._changed.wait_for(lambda: self._closed or len(self._entries) >= self._batch_size, gather_seconds)
            entries = tuple(islice(self._entries, self._batch_size))
            for _ in entries:
                self._entries.popleft()
            self._taken = Batch(entries)
            return self._taken

    def done(self) -> None:
        """The batch taken last is written."""
        with self._changed:
            self._taken = None

    def close(self) -> None:
        """Takes in nothing more; who waits for entries is woken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def drain(self) -> list[Batch]:
        """All that is not done, and empties the queue."""
        with self._changed:
            rest = [self._taken] if self._taken else []
            entries = tuple(self._entries)
            self._entries.clear()
            self._taken = None
        return rest + [Batch(entries[at : at + self._batch_size]) for at in range(0, len(entries), self._batch_size)]

    def __len__(self) -> int:
        return len(self._entries) + (len(self._taken.entries) if self._taken else 0)
