"""Editing while the bot runs: live within a second; a broken file costs nothing and is named."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Callable

import pytest

from lotse.settings import settings
from lotse.training.models import newest_model
from tests.running import Chat, Server, running, texts

pytestmark = pytest.mark.slow


def wait_for(condition: Callable[[], bool], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def rent_file(server: Server) -> Path:
    path = server.data / "faq" / "wohnen" / "kdu_angemessen.yml"
    before = path.read_text(encoding="utf-8")
    yield path
    path.write_text(before, encoding="utf-8")
    time.sleep(0.7)


def test_an_edited_answer_is_live_without_training(server: Server, rent_file: Path) -> None:
    chat = Chat(server.url)
    text = rent_file.read_text(encoding="utf-8")
    rent_file.write_text(text.replace("answer: |\n", "answer: |\n  Neuer erster Satz.\n\n", 1), encoding="utf-8")
    choice = {"intent": "kdu_angemessen", "turn": 0}
    assert wait_for(lambda: "Neuer erster Satz." in texts(chat.choose(choice)))


def test_a_broken_file_leaves_the_last_good_answer_and_is_named_with_its_line(server: Server, rent_file: Path) -> None:
    chat = Chat(server.url)
    choice = {"intent": "kdu_angemessen", "turn": 0}
    before = texts(chat.choose(choice))
    lines = rent_file.read_text(encoding="utf-8").splitlines()
    broken_at = next(number for number, line in enumerate(lines, 1) if line.startswith("next_step:"))
    lines[broken_at - 1] = "next_step: Frag: beim Jobcenter"
    rent_file.write_text("\n".join(lines), encoding="utf-8")
    named = f"data/faq/wohnen/kdu_angemessen.yml, Zeile {broken_at}"
    assert wait_for(lambda: named in server.output())
    assert "Anführungszeichen" in server.output()
    assert texts(chat.choose(choice)) == before


def test_a_changed_office_number_is_live(server: Server) -> None:
    path = server.data / "county" / "offices.yml"
    before = path.read_text(encoding="utf-8")
    chat = Chat(server.url)
    try:
        path.write_text(before.replace("06192 2010", "06192 2099", 1), encoding="utf-8")
        assert wait_for(lambda: "06192 2099" in texts(chat.choose({"intent": "kdu_angemessen", "turn": 0})))
    finally:
        path.write_text(before, encoding="utf-8")
        time.sleep(0.7)


def test_a_new_model_comes_into_use_in_the_middle_of_a_conversation(tmp_path: Path, models: Path) -> None:
    own = tmp_path / "models"
    own.mkdir()
    newest = newest_model(settings())
    shutil.copy2(newest, own)
    with running(tmp_path, own) as server:
        chat = Chat(server.url)
        assert chat.ask("wer bekommt wohngeld")["intent"] == "wohngeld_anspruch"
        beside = shutil.copy(newest, tmp_path / "unfertig.tar.gz")
        Path(beside).rename(own / "soziallotse-neu.tar.gz")
        assert wait_for(lambda: "im Einsatz: soziallotse-neu.tar.gz" in server.output(), seconds=30)
        assert chat.ask("und wie lange dauert das?")["intent"] == "wohngeld_nach_antrag"
