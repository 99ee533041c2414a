"""Session tokens: signed, expiring, deleted for good; and the key that signs them."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import TimestampSigner

from lotse.channel import sessions as module
from lotse.channel.problems import SessionProblem
from lotse.channel.sessions import Session, Sessions, session_secret
from lotse.settings import Settings

SECRET = "ein Geheimnis aus mehr als 32 Zeichen"
IDLE = 3600


class Time:
    """A clock for sessions and signatures that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The time of signatures and of `sessions`."""
    moved = Time()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _: int(moved.seconds))
    return moved


@pytest.fixture
def sessions(time: Time) -> Sessions:
    """Sessions that expire after an idle hour."""
    return Sessions(SECRET, IDLE, time)


def test_session_of_a_token_is_the_same_each_time(sessions: Sessions) -> None:
    token = sessions.create()
    assert sessions.get(token) is sessions.get(token)


def test_session_tokens_are_all_different(sessions: Sessions) -> None:
    assert len({sessions.create() for _ in range(100)}) == 100


def test_session_is_kept_only_from_its_first_message_on(sessions: Sessions) -> None:
    token = sessions.create()
    assert len(sessions) == 0
    sessions.get(token)
    assert len(sessions) == 1


def _last_letter_changed(token: str) -> str:
    return token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]


@pytest.mark.parametrize(
    "forge",
    [
        lambda token: "x" + token,
        _last_letter_changed,
        lambda token: token.rsplit(".", 1)[0],
        lambda token: "fremd." + token.split(".", 1)[1],
        lambda _: Sessions("ein anderes Geheimnis mit 32 Zeichen", IDLE).create(),
        lambda _: TimestampSigner(SECRET, salt="anderes").sign("x").decode(),
        lambda _: "",
        lambda token: token * 10,
        lambda _: "\ud800",
        lambda _: "ünlesbar.x.y",
        lambda _: None,
        lambda _: 1,
        lambda _: ["x"],
        lambda _: {"session": "x"},
    ],
    ids=[
        "id changed",
        "signature changed",
        "signature missing",
        "another id",
        "another secret",
        "another salt",
        "empty",
        "too long",
        "half a character",
        "umlauts",
        "nothing",
        "number",
        "list",
        "object",
    ],
)
def test_session_token_that_is_forged_is_refused(sessions: Sessions, forge: Any) -> None:
    token = sessions.create()
    with pytest.raises(SessionProblem):
        sessions.get(forge(token))


def test_session_goes_on_while_it_is_used(sessions: Sessions, time: Time) -> None:
    token = sessions.create()
    session = sessions.get(token)
    for _ in range(5):
        time.seconds += IDLE - 1
        assert sessions.get(token) is session


def test_session_that_is_idle_for_too_long_is_refused(sessions: Sessions, time: Time) -> None:
    token = sessions.create()
    sessions.get(token)
    time.seconds += IDLE + 1
    with pytest.raises(SessionProblem):
        sessions.get(token)


def test_session_that_is_idle_for_too_long_leaves_nothing(sessions: Sessions, time: Time) -> None:
    sessions.get(sessions.create())
    time.seconds += IDLE + 1
    sessions.get(sessions.create())
    assert len(sessions) == 1


def test_session_token_is_refused_after_a_day_however_busy(sessions: Sessions, time: Time) -> None:
    token = sessions.create()
    end = time.seconds + module.LONGEST_LIFE_SECONDS
    while time.seconds + IDLE < end:
        sessions.get(token)
        time.seconds += IDLE
    time.seconds = end + 1
    with pytest.raises(SessionProblem):
        sessions.get(token)


def test_session_of_a_fresh_token_survives_a_restart_of_the_server(sessions: Sessions, time: Time) -> None:
    token = sessions.create()
    assert Sessions(SECRET, IDLE, time).get(token).id == sessions.get(token).id


def test_session_that_is_deleted_is_refused(sessions: Sessions) -> None:
    token = sessions.create()
    session = sessions.get(token)
    assert sessions.delete(token) == session.id
    with pytest.raises(SessionProblem):
        sessions.get(token)


def test_session_that_is_deleted_leaves_nothing(sessions: Sessions) -> None:
    token = sessions.create()
    sessions.get(token).remember("nachricht", {"text": "Antwort"})
    sessions.delete(token)
    assert len(sessions) == 0


def test_session_can_be_deleted_before_its_first_message(sessions: Sessions) -> None:
    token = sessions.create()
    sessions.delete(token)
    with pytest.raises(SessionProblem):
        sessions.get(token)


def test_session_that_is_deleted_stays_so_after_others_expired(sessions: Sessions, time: Time) -> None:
    token = sessions.create()
    sessions.delete(token)
    time.seconds += module.LONGEST_LIFE_SECONDS - 1
    sessions.get(sessions.create())
    with pytest.raises(SessionProblem):
        sessions.get(token)


def test_session_that_is_forged_cannot_be_deleted(sessions: Sessions) -> None:
    with pytest.raises(SessionProblem):
        sessions.delete("fremd")


def test_sessions_let_the_least_used_go_when_there_are_too_many(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_SESSIONS", 3)
    for _ in range(10):
        sessions.get(sessions.create())
    assert len(sessions) <= 4


def test_session_remembers_the_last_replies_only() -> None:
    session = Session("x")
    for number in range(module.REPLIES_KEPT + 2):
        session.remember(str(number), {"turn": number})
    assert list(session.replies) == [str(number) for number in range(2, module.REPLIES_KEPT + 2)]


def test_session_remembers_no_reply_to_a_message_without_id() -> None:
    session = Session("x")
    session.remember(None, {"turn": 1})
    assert not session.replies


def _settings(folder: Path, **variables: str) -> Settings:
    return Settings.from_environment({"LOTSE_VAR": str(folder / "var"), **variables})


def test_session_secret_is_the_one_of_the_settings(tmp_path: Path) -> None:
    assert session_secret(_settings(tmp_path, LOTSE_SECRET=SECRET)) == SECRET
    assert not (tmp_path / "var").exists()


def test_session_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    secret = session_secret(_settings(tmp_path))
    assert len(secret) == 64
    assert session_secret(_settings(tmp_path)) == secret


def test_session_secret_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    session_secret(_settings(tmp_path))
    assert stat.S_IMODE((tmp_path / "var" / "session.key").stat().st_mode) == 0o600
