"""Accounts and the audit log."""

from __future__ import annotations

import re

from sanic.response import HTTPResponse

from lotse.questions import accounts, audit
from lotse.questions.states import Role
from lotse.staff import passwords, words
from lotse.staff.errors import StaffError
from lotse.staff.permissions import ROLE_HELP
from lotse.staff.visit import Visit

PER_PAGE = 100
LOGIN = re.compile(r"[a-z0-9äöüß][a-z0-9äöüß._@-]{1,60}")


def accounts_page(visit: Visit) -> HTTPResponse:
    """GET /konten"""
    return _page(visit)


def add(visit: Visit) -> HTTPResponse:
    """POST /konten: a new account, whose password is shown once."""
    login, name = visit.field("konto").casefold(), visit.field("name")[:120]
    if not LOGIN.fullmatch(login):
        return _page(
            visit, error="Der Anmeldename braucht mindestens zwei Zeichen: Buchstaben, Ziffern, Punkt, Strich."
        )
    with_password = not visit.field("ohne_passwort")
    password = passwords.made_up() if with_password else ""
    hashed = passwords.hashed(password) if password else None
    try:
        accounts.add(visit.desk.engine, login, name or login, _role(visit), hashed, by=visit.login)
    except accounts.AccountExistsError as error:
        return _page(visit, error=str(error))
    return _page(visit, secret=(login, password))


def change(visit: Visit, login: str) -> HTTPResponse:
    """POST /konten/<login>: role, lock, or a new password."""
    deed, engine = visit.field("tat"), visit.desk.engine
    account = accounts.find(engine, login)
    if account is None:
        raise StaffError("Dieses Konto gibt es nicht.")
    if account.login == visit.login and deed != "passwort":
        return _page(
            visit, error="Dein eigenes Konto kannst du nicht ändern oder sperren. Bitte eine andere Person darum."
        )
    if deed == "passwort":
        password = passwords.made_up()
        changed = accounts.change(engine, login, visit.login, password_hash=passwords.hashed(password))
        if account.login == visit.login:
            visit.desk.sessions.renew(visit.cookie, changed.epoch)
        return _page(visit, secret=(account.login, password))
    if deed == "rolle":
        accounts.change(engine, login, visit.login, role=_role(visit))
    elif deed in ("sperren", "freischalten"):
        accounts.change(engine, login, visit.login, active=deed == "freischalten")
    else:
        raise StaffError("Das kenne ich nicht. Lade die Seite neu.")
    return visit.redirect("/konten")


def log(visit: Visit) -> HTTPResponse:
    """GET /protokoll"""
    desk = visit.desk
    number = max(1, visit.asked_number("seite", 1, 100_000))
    login, action = visit.asked("konto"), visit.asked("was")
    lines = audit.entries(
        desk.engine, login or None, action or None, limit=PER_PAGE + 1, offset=(number - 1) * PER_PAGE
    )
    people = {account.login: account.name for account in accounts.everyone(desk.engine)}
    return visit.page(
        "protokoll.html",
        lines=[(entry, people.get(entry.login, entry.login), words.line(desk, entry)) for entry in lines[:PER_PAGE]],
        more=len(lines) > PER_PAGE,
        number=number,
        people=people,
        login=login,
        action=action,
        actions=words.ACTIONS,
    )


def _role(visit: Visit) -> Role:
    try:
        return Role(visit.field("rolle"))
    except ValueError:
        raise StaffError("Wähle eine Rolle.") from None


def _page(visit: Visit, error: str = "", secret: tuple[str, str] | None = None) -> HTTPResponse:
    everyone = accounts.everyone(visit.desk.engine)
    return visit.page(
        "konten.html", 422 if error else 200, everyone=everyone, roles=ROLE_HELP, error=error, secret=secret
    )
