"""Sessions of the staff: kept on the server, in memory; the cookie holds only a random name. A restart ends them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Callable, Optional

MOST_SESSIONS = 2000


@dataclass
class Session:
    """Who is signed in. `epoch` is that of the account when it signed in: another one ends the session."""

    login: str
    epoch: int
    started: float
    used: float


class Sessions:
    """All sessions, by the hash of their names: whoever reads the memory cannot use them."""

    def __init__(self, idle_minutes: int, hours: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._idle_seconds = idle_minutes * 60
        self._seconds = hours * 3600
        self._monotonic = monotonic
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()
        self._key = secrets.token_bytes(32)

    def start(self, login: str, epoch: int) -> str:
        """A new session; returns the name for the cookie."""
        name, now = secrets.token_urlsafe(32), self._monotonic()
        with self._lock:
            self._sessions[_hash(name)] = Session(login, epoch, now, now)
            while len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return name

    def find(self, name: Optional[str]) -> Optional[Session]:
        """The session of a cookie, used now; None when it is over."""
        if not name:
            return None
        now = self._monotonic()
        with self._lock:
            session = self._sessions.get(_hash(name))
            if session is None:
                return None
            if now - session.used > self._idle_seconds or now - session.started > self._seconds:
                del self._sessions[_hash(name)]
                return None
            session.used = now
            self._sessions.move_to_end(_hash(name))
            return session

    def renew(self, name: str, epoch: int) -> None:
        """Keeps a session after its account changed, for the person who made the change."""
        session = self.find(name)
        if session:
            session.epoch = epoch

    def end(self, name: Optional[str]) -> None:
        """Ends a session."""
        if name:
            with self._lock:
                self._sessions.pop(_hash(name), None)

    def form_token(self, cookie: str) -> str:
        """The token for the forms of the person who has this cookie. Only this server can make it."""
        return hmac.new(self._key, cookie.encode(), hashlib.sha256).hexdigest()

    def is_form_token(self, cookie: Optional[str], token: str) -> bool:
        """Whether a form was made for this cookie."""
        return bool(cookie) and hmac.compare_digest(self.form_token(cookie or "").encode(), token.encode())


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
