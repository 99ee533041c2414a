"""Slows down those who try passwords: per account and per address. In memory; nothing is written down."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from typing import Callable

FREE_TRIES = 5
FREE_TRIES_PER_ADDRESS = 20
FIRST_WAIT = 30.0
LONGEST_WAIT = 900.0
FORGET_AFTER = 3600.0
MOST_KEYS = 10_000


class LoginThrottle:
    """After some failures each further one doubles the wait. A success forgives the account, not the address."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._failures: OrderedDict[tuple[str, str], tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_seconds(self, login: str, address: str) -> int:
        """How long to wait before the next try; 0 when it may be made now."""
        with self._lock:
            now = self._monotonic()
            waits = [self._wait(key, free, now) for key, free in _keys(login, address)]
            return math.ceil(max(waits))

    def failed(self, login: str, address: str) -> None:
        """Counts a failure."""
        with self._lock:
            now = self._monotonic()
            for key, _ in _keys(login, address):
                count, last = self._failures.pop(key, (0, now))
                self._failures[key] = (count + 1 if now - last < FORGET_AFTER else 1, now)
            while len(self._failures) > MOST_KEYS:
                self._failures.popitem(last=False)

    def succeeded(self, login: str, address: str) -> None:
        """Forgets the failures of an account, and that this try was counted: a whole office may have one address."""
        key = ("address", address)
        with self._lock:
            self._failures.pop(("login", login), None)
            if key in self._failures:
                count, last = self._failures[key]
                self._failures[key] = (max(0, count - 1), last)

    def _wait(self, key: tuple[str, str], free: int, now: float) -> float:
        count, last = self._failures.get(key, (0, now))
        if count < free or now - last >= FORGET_AFTER:
            return 0.0
        return max(0.0, last + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(count - free, 10)) - now)


def _keys(login: str, address: str) -> tuple[tuple[tuple[str, str], int], ...]:
    return (("login", login), FREE_TRIES), (("address", address), FREE_TRIES_PER_ADDRESS)
