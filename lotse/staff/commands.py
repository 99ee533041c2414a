"""The commands `lotse staff` and `lotse user`."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import logging
import os
import signal
import sys

from sanic import Sanic

from lotse.content.store import ContentStore
from lotse.privacy.startup import use_county_redactor
from lotse.questions import accounts
from lotse.questions.database import database_url, engine_for
from lotse.questions.migrating import upgrade
from lotse.questions.states import Role
from lotse.settings import Settings
from lotse.staff import passwords
from lotse.staff.app import create_app

logger = logging.getLogger(__name__)

# Set by beside.py: the process that started this one.
PARENT = "LOTSE_STAFF_PARENT"
PARENT_SECONDS = 1.0


class RoleError(ValueError):
    """A role that does not exist."""

    def __init__(self, role: str) -> None:
        super().__init__(f"Die Rolle «{role}» gibt es nicht. Es gibt: {', '.join(item.value for item in Role)}.")


def serve(settings: Settings) -> int:
    """Serves the staff app until the process is ended."""
    use_county_redactor()
    store = ContentStore(settings.data)
    store.watch()
    app = create_app(settings, store)
    message = f"Die Prüf-App läuft: http://{_host(settings)}:{settings.staff_port}  (Ende mit Strg+C)"
    try:
        asyncio.run(serve_app(app, settings.staff_host, settings.staff_port, message))
    finally:
        app.ctx.desk.takeover.close()
        store.stop()
    return 0


async def serve_app(app: Sanic, host: str, port: int, message: str) -> None:
    """Serves until a signal; says so when it does.

    Not with `app.run`, which would start processes and print of its own.
    """
    server = await app.create_server(host=host, port=port, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    print(message, file=sys.stderr, flush=True)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    await asyncio.wait(
        {asyncio.create_task(stop.wait()), asyncio.create_task(_orphaned())}, return_when=asyncio.FIRST_COMPLETED
    )
    server.close()
    await server.wait_closed()


async def _orphaned() -> None:
    """Ends when the process that started this one is gone; never when a person started it."""
    parent = os.environ.get(PARENT)
    while not parent or os.getppid() == int(parent):
        await asyncio.sleep(PARENT_SECONDS)


def add_user(settings: Settings, options: argparse.Namespace) -> int:
    """`lotse user add`: makes an account; a password that was made up is printed once."""
    try:
        role = Role(options.role.casefold())
    except ValueError:
        raise RoleError(options.role) from None
    password = ""
    if not options.no_password:
        password = _asked(options.login) if options.ask else passwords.made_up()
    url = database_url(settings)
    upgrade(url)
    engine = engine_for(url)
    try:
        hashed = passwords.hashed(password) if password else None
        account = accounts.add(engine, options.login, options.name or options.login, role, hashed)
    finally:
        engine.dispose()
    print(f"Das Konto «{account.login}» ist angelegt, Rolle {account.role.value}.")
    if password and not options.ask:
        print(f"Passwort (wird nur jetzt gezeigt): {password}")
    return 0


def _asked(login: str) -> str:
    password = getpass.getpass("Passwort: ")
    passwords.check_rules(password, login)
    if getpass.getpass("Noch einmal: ") != password:
        raise passwords.PasswordError("Die beiden Passwörter sind nicht gleich.")
    return password


def _host(settings: Settings) -> str:
    here = ("127.0.0.1", "0.0.0.0", "::")  # noqa: S104 - compared, not bound
    return "localhost" if settings.staff_host in here else settings.staff_host
