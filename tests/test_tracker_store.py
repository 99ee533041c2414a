"""Conversations in memory: gone after an idle hour, and at once when asked."""

# ruff: noqa: E402
from __future__ import annotations

import asyncio
from typing import Any, Coroutine, Optional, TypeVar

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from lotse import tracker_store as module
from lotse.tracker_store import TURNS_KEPT, ExpiringTrackerStore

IDLE = 3600
Found = TypeVar("Found")


class Time:
    """A clock that a test moves."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Time:
    """The time of `store`."""
    return Time()


@pytest.fixture
def store(time: Time) -> ExpiringTrackerStore:
    """A store whose conversations end after an idle hour."""
    return ExpiringTrackerStore(Domain.empty(), idle_seconds=IDLE, monotonic=time)


def _run(coroutine: Coroutine[Any, Any, Found]) -> Found:
    return asyncio.run(coroutine)


def _saved(store: ExpiringTrackerStore, sender_id: str) -> DialogueStateTracker:
    tracker = store.init_tracker(sender_id)
    _run(store.save(tracker))
    return tracker


def _retrieved(store: ExpiringTrackerStore, sender_id: str) -> Optional[DialogueStateTracker]:
    return _run(store.retrieve(sender_id))


def test_tracker_store_keeps_a_conversation(store: ExpiringTrackerStore) -> None:
    assert _retrieved(store, "a") is None
    tracker = _saved(store, "a")
    assert _retrieved(store, "a") is tracker


def test_tracker_store_keeps_conversations_apart(store: ExpiringTrackerStore) -> None:
    first, second = _saved(store, "a"), _saved(store, "b")
    assert (_retrieved(store, "a"), _retrieved(store, "b")) == (first, second)


def test_tracker_store_forgets_after_an_idle_hour(store: ExpiringTrackerStore, time: Time) -> None:
    _saved(store, "a")
    time.seconds = IDLE
    assert _retrieved(store, "a") is not None
    time.seconds = IDLE + 1
    assert _retrieved(store, "a") is None


def test_tracker_store_counts_from_the_last_turn(store: ExpiringTrackerStore, time: Time) -> None:
    tracker = _saved(store, "a")
    time.seconds = IDLE - 1
    _run(store.save(tracker))
    time.seconds = 2 * IDLE - 2
    assert _retrieved(store, "a") is tracker


def test_tracker_store_lets_go_of_what_expired_without_being_asked_for_it(
    store: ExpiringTrackerStore, time: Time
) -> None:
    _saved(store, "a")
    time.seconds = IDLE + 1
    _saved(store, "b")
    assert list(store._trackers) == ["b"]


def test_tracker_store_names_the_conversations_that_go_on(store: ExpiringTrackerStore, time: Time) -> None:
    _saved(store, "a")
    time.seconds = IDLE
    _saved(store, "b")
    time.seconds = IDLE + 1
    assert list(_run(store.keys())) == ["b"]


def test_tracker_store_forgets_at_once(store: ExpiringTrackerStore) -> None:
    _saved(store, "a")
    store.forget("a")
    assert _retrieved(store, "a") is None


def test_tracker_store_may_be_asked_to_forget_what_it_never_knew(store: ExpiringTrackerStore) -> None:
    _saved(store, "a")
    store.forget("b")
    assert list(_run(store.keys())) == ["a"]


def test_tracker_store_lets_the_least_used_go_when_there_are_too_many(
    store: ExpiringTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_CONVERSATIONS", 2)
    first = _saved(store, "a")
    _saved(store, "b")
    _run(store.save(first))
    _saved(store, "c")
    assert list(_run(store.keys())) == ["a", "c"]


def test_tracker_store_remembers_the_last_turns_only(store: ExpiringTrackerStore) -> None:
    tracker = store.init_tracker("a")
    for number in range(TURNS_KEPT + 10):
        tracker.update_with_events(
            [ActionExecuted("action_listen"), UserUttered(str(number)), ActionExecuted("utter_x")], None
        )
        _run(store.save(tracker))
    assert len(tracker.events) == 3 * TURNS_KEPT
    assert tracker.events[0] == ActionExecuted("action_listen")
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == [
        str(number) for number in range(10, TURNS_KEPT + 10)
    ]


def test_tracker_store_keeps_slots_that_were_set_before_the_last_turns(store: ExpiringTrackerStore) -> None:
    tracker = DialogueStateTracker("a", [TextSlot("office", [])])
    tracker.update(SlotSet("office", "jobcenter"))
    for number in range(TURNS_KEPT + 10):
        tracker.update_with_events([ActionExecuted("action_listen"), UserUttered(str(number))], None)
        _run(store.save(tracker))
    assert tracker.get_slot("office") == "jobcenter"
    assert tracker.copy().get_slot("office") == "jobcenter"


def test_tracker_store_time_is_that_of_the_settings(environment) -> None:
    environment(LOTSE_SESSION_MINUTES="5")
    assert ExpiringTrackerStore(Domain.empty())._idle_seconds == 300


def test_tracker_store_is_made_by_rasa_from_the_endpoints(environment) -> None:
    endpoint = EndpointConfig.from_dict({"type": "lotse.tracker_store.ExpiringTrackerStore"})
    made = TrackerStore.create(endpoint, Domain.empty())
    assert isinstance(getattr(made, "_tracker_store", made), ExpiringTrackerStore)
