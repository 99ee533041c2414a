"""Sessions: signed by the server, kept in memory, gone after an idle hour.

The token holds a random id and nothing else. What a session remembers is what its next turn needs.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Optional

from itsdangerous import BadSignature, TimestampSigner

from lotse.channel.problems import SessionProblem
from lotse.settings import Settings

SALT = "lotse.session"
REPLIES_KEPT = 5
MAX_SESSIONS = 20_000
# A session may be used for a day at most, however busy it is.
LONGEST_LIFE_SECONDS = 24 * 3600


@dataclass
class Session:
    """One conversation.

    `replies` are the last answers by the client's message id, for a retry after a lost reply; `told` are the words of
    today that it has explained.
    """

    id: str
    turn: int = 0
    last_used: float = 0.0
    replies: OrderedDict[str, dict[str, Any]] = field(default_factory=OrderedDict)
    told: set[str] = field(default_factory=set)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def remember(self, message_id: Optional[str], reply: dict[str, Any]) -> None:
        """Keeps a reply, so that the same message sent again is not asked twice."""
        if message_id:
            self.replies[message_id] = reply
            while len(self.replies) > REPLIES_KEPT:
                self.replies.popitem(last=False)


class Sessions:
    """Gives out and checks session tokens, and holds the sessions' state."""

    def __init__(self, secret: str, idle_seconds: float, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._signer = TimestampSigner(secret, salt=SALT)
        self._idle_seconds = idle_seconds
        self._monotonic = monotonic
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._deleted: OrderedDict[str, float] = OrderedDict()

    def create(self) -> str:
        """A new token. Nothing is kept until the first message."""
        return self._signer.sign(secrets.token_urlsafe(18)).decode()

    def get(self, token: object) -> Session:
        """The session of a token. Raises SessionProblem when it is forged, too old, deleted or idle for too long."""
        session_id, age = self._checked(token)
        now = self._monotonic()
        self._expire(now)
        session = self._sessions.get(session_id)
        if session is None:
            if age > self._idle_seconds:  # it was there once and has expired
                raise SessionProblem
            session = self._sessions[session_id] = Session(session_id)
        session.last_used = now
        self._sessions.move_to_end(session_id)
        return session

    def delete(self, token: object) -> str:
        """Forgets a session for good. Returns its id."""
        session_id, _ = self._checked(token)
        self._sessions.pop(session_id, None)
        self._deleted[session_id] = self._monotonic()
        return session_id

    def __len__(self) -> int:
        return len(self._sessions)

    def _checked(self, token: object) -> tuple[str, float]:
        """The id in a token, and the token's age in seconds."""
        if not isinstance(token, str) or len(token) > 200:
            raise SessionProblem
        try:
            signed, made = self._signer.unsign(token, max_age=LONGEST_LIFE_SECONDS, return_timestamp=True)
        except (BadSignature, UnicodeError):
            raise SessionProblem from None
        session_id = signed.decode()
        if session_id in self._deleted:
            raise SessionProblem
        return session_id, self._signer.get_timestamp() - made.timestamp()

    def _expire(self, now: float) -> None:
        while self._sessions:
            session = next(iter(self._sessions.values()))
            if now - session.last_used <= self._idle_seconds and len(self._sessions) <= MAX_SESSIONS:
                break
            self._sessions.popitem(last=False)
        while self._deleted and now - next(iter(self._deleted.values())) > LONGEST_LIFE_SECONDS:
            self._deleted.popitem(last=False)


def session_secret(settings: Settings) -> str:
    """The key that signs sessions: LOTSE_SECRET, or one made once and kept in LOTSE_VAR, readable by its owner only."""
    if settings.secret:
        return settings.secret
    path = settings.var / "session.key"
    if not path.exists():
        _write_private(path, secrets.token_hex(32))
    return path.read_text(encoding="ascii").strip()


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
