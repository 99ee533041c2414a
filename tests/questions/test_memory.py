"""The memory of sessions: bounded in every direction."""

from __future__ import annotations

from lotse.content.schema import Outcome
from lotse.questions.memory import TURNS_KEPT, Remembered, SessionMemory


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def turn(number: int, text: str = "") -> Remembered:
    return Remembered(number, Outcome.ANSWERED, typed=True, text=text)


def test_a_session_expires_after_an_idle_time() -> None:
    clock = Clock()
    memory = SessionMemory(idle_seconds=60, monotonic=clock)
    memory.remember("a", turn(1))

    clock.now = 59
    assert memory.find("a", 1) is not None
    clock.now = 121
    assert memory.find("a", 1) is None
    assert len(memory) == 0


def test_the_session_used_least_recently_makes_room() -> None:
    memory = SessionMemory(max_sessions=2)
    for session in ("a", "b", "a", "c"):
        memory.remember(session, turn(1))

    assert [memory.find(session, 1) is not None for session in "abc"] == [True, False, True]


def test_only_the_last_turns_are_kept() -> None:
    memory = SessionMemory()
    for number in range(1, TURNS_KEPT + 2):
        memory.remember("a", turn(number))

    assert memory.find("a", 1) is None
    assert memory.find("a", 2) is not None


def test_a_turn_long_ago_is_not_the_one_before() -> None:
    clock = Clock()
    memory = SessionMemory(monotonic=clock)
    memory.remember("a", turn(1))

    clock.now = 30
    assert memory.last("a", within=60) is not None
    clock.now = 61
    assert memory.last("a", within=60) is None


def test_without_a_session_nothing_is_remembered() -> None:
    memory = SessionMemory()
    memory.remember(None, turn(1))

    assert len(memory) == 0
    assert memory.last(None, within=60) is None


def test_forgetting_deletes_all_of_a_session() -> None:
    memory = SessionMemory()
    memory.remember("a", turn(1, "etwas Geheimes"))
    memory.forget("a")

    assert len(memory) == 0
