"""The real staff app on a real socket, and people who use it."""

from __future__ import annotations

import asyncio
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterator, Optional

import httpx

from lotse.content.store import ContentStore
from lotse.questions import accounts
from lotse.questions.states import Role
from lotse.settings import Settings
from lotse.staff import passwords
from lotse.staff.app import create_app
from lotse.staff.desk import Desk
from tests.questions.helpers import Store
from tests.running import free_port

PASSWORD = "ein-langer-Satz-fuer-Tests"
_HASH = passwords.hashed(PASSWORD)
_TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


class Person:
    """A browser without JavaScript."""

    def __init__(self, url: str, headers: Optional[dict[str, str]] = None) -> None:
        self.http = httpx.Client(base_url=url, timeout=60, trust_env=False, headers=headers)

    def get(self, path: str, **more: Any) -> httpx.Response:
        """Opens a page, without following it elsewhere."""
        return self.http.get(path, **more)

    def token(self, path: str = "/konto") -> str:
        """The token of a page's forms."""
        found = _TOKEN.search(self.get(path).text)
        return found.group(1) if found else ""

    def post(self, path: str, token: Optional[str] = None, **form: Any) -> httpx.Response:
        """Sends a form with the token of this person."""
        return self.http.post(path, data={"token": self.token() if token is None else token, **form})

    def sign_in(self, login: str, password: str = PASSWORD) -> httpx.Response:
        """Uses the form."""
        return self.post("/anmelden", self.token("/anmelden"), konto=login, passwort=password)


@dataclass
class Staff:
    """A running app with its database."""

    url: str
    desk: Desk
    questions: Store
    people: dict[str, Person] = field(default_factory=dict)
    # The right answer of each seeded question.
    labels: dict[str, str] = field(default_factory=dict)

    def person(self, role: Role, login: Optional[str] = None) -> Person:
        """Somebody with an account of this role, signed in."""
        login = login or role.value
        if login not in self.people:
            accounts.add(self.desk.engine, login, f"Name {login}", role, _HASH)
            person = Person(self.url)
            assert person.sign_in(login).status_code == 303
            self.people[login] = person
        return self.people[login]

    def stamp(self, *ids: str) -> str:
        """Questions as a form names them."""
        return ",".join(f"{name}:{version}" for name, version in self.questions.versions(*ids).items())


@contextmanager
def running_app(folder: Path, data: Path, models: Path, **variables: str) -> Iterator[Staff]:
    """Serves the app in a thread on a free port."""
    settings = Settings.from_environment(
        {"LOTSE_VAR": str(folder / "var"), "LOTSE_DATA": str(data), "LOTSE_MODELS": str(models), **variables}
    )
    url = f"sqlite:///{folder / 'var' / 'fragen.db'}"
    questions = Store(url)
    app = create_app(settings, ContentStore(data))
    # Sanic rewrites its own methods when an app starts, and without this it could do so only once in a process.
    app.__class__.test_mode = True
    port, ready, loop = free_port(), threading.Event(), asyncio.new_event_loop()

    def serve() -> None:
        asyncio.set_event_loop(loop)

        async def start() -> None:
            server = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
            await server.startup()
            await server.start_serving()
            ready.set()

        loop.run_until_complete(start())
        loop.run_forever()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(8)
    try:
        yield Staff(f"http://127.0.0.1:{port}", app.ctx.desk, questions)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        app.ctx.desk.takeover.close()
        questions.engine.dispose()
