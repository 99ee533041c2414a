"""The last turns of each session: in memory only, bounded, gone after an idle hour.

"Nichts davon" and "asked again in other words" can only be understood with the turn before.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import Callable, Iterator, Optional

from lotse.content.schema import Outcome
from lotse.questions.states import Reason

MAX_SESSIONS = 20_000
TURNS_KEPT = 6
IDLE_SECONDS = 3600.0


@dataclass
class Remembered:
    """A turn. `key` is the question kept of it, `text` what was typed (for a tap on a suggestion: before it)."""

    number: int
    outcome: Outcome
    typed: bool
    text: str = ""
    normal: str = ""
    intent: Optional[str] = None
    offered: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    key: Optional[str] = None
    reason: Optional[Reason] = None
    model: str = ""
    at: float = 0.0
    settled: bool = False
    rating: Optional[tuple[bool, str]] = None
    kept_by_rating: bool = False


@dataclass
class _Turns:
    last_used: float
    turns: deque[Remembered] = field(default_factory=lambda: deque(maxlen=TURNS_KEPT))


class SessionMemory:
    """The turns of all sessions, the least recently used first."""

    def __init__(
        self,
        max_sessions: int = MAX_SESSIONS,
        idle_seconds: float = IDLE_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._max_sessions = max_sessions
        self._idle_seconds = idle_seconds
        self._monotonic = monotonic
        self._sessions: OrderedDict[str, _Turns] = OrderedDict()

    def remember(self, session: Optional[str], turn: Remembered) -> None:
        """Adds a turn; the oldest one of the session makes room. Without a session nothing is kept."""
        if session is None:
            return
        now = self._monotonic()
        turn.at = now
        kept = self._sessions.setdefault(session, _Turns(now))
        kept.last_used = now
        kept.turns.append(turn)
        self._sessions.move_to_end(session)
        self._expire(now)

    def find(self, session: Optional[str], number: int) -> Optional[Remembered]:
        """A turn by its number; None when it is too long ago."""
        return next((turn for turn in self._latest_first(session) if turn.number == number), None)

    def last(self, session: Optional[str], within: float) -> Optional[Remembered]:
        """The turn before, when it is not older than `within` seconds."""
        turn = next(self._latest_first(session), None)
        return turn if turn and self._monotonic() - turn.at <= within else None

    def same(self, session: Optional[str], normal: str) -> Optional[Remembered]:
        """The turn that typed the same and is kept as a question."""
        turns = self._latest_first(session)
        return next((turn for turn in turns if turn.typed and turn.key and turn.normal == normal), None)

    def forget(self, session: Optional[str]) -> None:
        """Deletes what is kept of a session."""
        if session is not None:
            self._sessions.pop(session, None)

    def __len__(self) -> int:
        return len(self._sessions)

    def _latest_first(self, session: Optional[str]) -> Iterator[Remembered]:
        self._expire(self._monotonic())
        kept = self._sessions.get(session) if session is not None else None
        return reversed(kept.turns) if kept else iter(())

    def _expire(self, now: float) -> None:
        while self._sessions:
            kept = next(iter(self._sessions.values()))
            if now - kept.last_used <= self._idle_seconds and len(self._sessions) <= self._max_sessions:
                return
            self._sessions.popitem(last=False)
