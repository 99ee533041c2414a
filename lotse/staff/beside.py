"""The staff app beside the chatbot: a second process that `lotse run` starts and ends."""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import subprocess
import sys
from typing import Iterator, Optional

from sqlalchemy.exc import SQLAlchemyError

from lotse.questions import accounts
from lotse.questions.database import database_url, engine_for
from lotse.questions.migrating import upgrade
from lotse.questions.states import Role
from lotse.settings import PROJECT, Settings
from lotse.staff import passwords

logger = logging.getLogger(__name__)

FIRST_LOGIN = "admin"
END_SECONDS = 5


def first_user(settings: Settings) -> Optional[tuple[str, str]]:
    """Makes an account when there is none yet; returns its name and its password, which nothing shows again."""
    url = database_url(settings)
    upgrade(url)
    engine = engine_for(url)
    try:
        if accounts.everyone(engine):
            return None
        password = passwords.made_up()
        accounts.add(engine, FIRST_LOGIN, "Verwaltung", Role.ADMIN, passwords.hashed(password))
        return FIRST_LOGIN, password
    except accounts.AccountExistsError:  # another process was faster
        return None
    finally:
        engine.dispose()


@contextlib.contextmanager
def staff_app(settings: Settings) -> Iterator[None]:
    """Runs the staff app as long as the chatbot runs. Where its port is taken, the chatbot starts without it."""
    if not _is_free(settings):
        remedy = "Nimm einen anderen: LOTSE_STAFF_PORT=8082"
        _say(f"Die Prüf-App startet nicht: Port {settings.staff_port} ist belegt. {remedy}")
        yield
        return
    try:
        made = first_user(settings)
    except SQLAlchemyError:
        # Applicants need the chatbot, whatever is wrong with the database of the reviewers.
        logger.exception("Die Datenbank der Prüf-App ist nicht zu erreichen.")
        _say("Die Prüf-App startet nicht: Ihre Datenbank ist nicht zu erreichen. Der Chatbot läuft ohne sie.")
        yield
        return
    if made:
        _say(f"Erstes Konto der Prüf-App: {made[0]}   Passwort (wird nur jetzt gezeigt): {made[1]}")
    process = subprocess.Popen([sys.executable, "-m", "lotse.cli", "staff"], cwd=PROJECT, env=_environment())
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _environment() -> dict[str, str]:
    from lotse.staff.commands import PARENT

    # The app ends itself when this process is gone, even when it was killed.
    return {**os.environ, PARENT: str(os.getpid())}


def _is_free(settings: Settings) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.staff_host, settings.staff_port))
        except OSError:
            return False
    return True


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
