"""Conversations in memory only, gone after an idle hour. Nothing of them is written to disk.

`tracker_store: {type: lotse.tracker_store.ExpiringTrackerStore}` in endpoints.yml.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import Any, Callable, Iterable, Optional

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from lotse.settings import settings

MAX_CONVERSATIONS = 20_000
# What was said before decides nothing here (slots stay), and neither the cost of a turn nor the memory that a
# conversation takes may grow with its length.
TURNS_KEPT = 3


class ExpiringTrackerStore(TrackerStore):
    """Keeps trackers as objects, the least recently used first, until they expire."""

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        idle_seconds: Optional[float] = None,
        monotonic: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._idle_seconds = settings().session_minutes * 60 if idle_seconds is None else idle_seconds
        self._monotonic = monotonic
        self._trackers: OrderedDict[str, tuple[float, DialogueStateTracker]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the last turns of a tracker and lets go of what has expired."""
        _forget_old_turns(tracker)
        self._trackers[tracker.sender_id] = (self._monotonic(), tracker)
        self._trackers.move_to_end(tracker.sender_id)
        self._expire()

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        """The tracker of a conversation, or None when it never was or has expired."""
        self._expire()
        found = self._trackers.get(sender_id)
        return found[1] if found else None

    async def keys(self) -> Iterable[str]:
        """All conversations that have not expired."""
        self._expire()
        return list(self._trackers)

    def forget(self, sender_id: str) -> None:
        """Deletes a conversation at once."""
        self._trackers.pop(sender_id, None)

    def _expire(self) -> None:
        border = self._monotonic() - self._idle_seconds
        while self._trackers:
            sender_id, (last_used, _) = next(iter(self._trackers.items()))
            if last_used >= border and len(self._trackers) <= MAX_CONVERSATIONS:
                return
            del self._trackers[sender_id]


def _forget_old_turns(tracker: DialogueStateTracker) -> None:
    """Removes the events before the last turns. A turn begins with the `action_listen` before its message."""
    events = list(tracker.events)
    messages = [position for position, event in enumerate(events) if type(event) is UserUttered]
    if len(messages) > TURNS_KEPT:
        tracker.events = type(tracker.events)(events[messages[-TURNS_KEPT] - 1 :], tracker.events.maxlen)
