"""Signing in and out, and the own password."""

from __future__ import annotations

from typing import Optional

from sanic.response import HTTPResponse

from lotse.questions import accounts, audit
from lotse.staff import passwords
from lotse.staff.visit import Visit

FAILED = "Anmeldename oder Passwort stimmt nicht."


def form(visit: Visit) -> HTTPResponse:
    """GET /anmelden"""
    if visit.account:
        return visit.redirect(visit.asked("weiter", "/"))
    return _form(visit, visit.asked("weiter"))


def sign_in(visit: Visit) -> HTTPResponse:
    """POST /anmelden"""
    from lotse.staff.app import BEFORE_COOKIE, SESSION_COOKIE

    login, password = visit.field("konto").casefold()[:80], (visit.form.get("passwort") or [""])[0]
    throttle, engine = visit.desk.throttle, visit.desk.engine
    wait = throttle.wait_seconds(login, visit.address)
    if wait:
        text = f"Zu viele Versuche. Warte bitte {wait} Sekunden und versuch es dann noch einmal."
        response = _form(visit, visit.field("weiter"), text, 429)
        response.headers["Retry-After"] = str(wait)
        return response
    # Counted before the password is checked: tries made at the same moment count as well.
    throttle.failed(login, visit.address)
    account = accounts.find(engine, login)
    right = passwords.verify(password, account.password_hash if account else None)
    if not right or account is None or not account.active:
        # Without the name that was typed: it may be a password in the wrong field.
        audit.note(engine, account.login if account else "unbekannt", "anmeldung_misslungen")
        return _form(visit, visit.field("weiter"), FAILED, 403)
    throttle.succeeded(login, visit.address)
    audit.note(engine, account.login, "angemeldet")
    visit.desk.sessions.end(visit.cookie)
    visit.set_cookies[SESSION_COOKIE] = visit.desk.sessions.start(account.login, account.epoch)
    visit.set_cookies[BEFORE_COOKIE] = None
    return visit.redirect(visit.field("weiter") or "/")


def sign_out(visit: Visit) -> HTTPResponse:
    """POST /abmelden"""
    from lotse.staff.app import SESSION_COOKIE

    visit.desk.sessions.end(visit.cookie)
    visit.set_cookies[SESSION_COOKIE] = None
    audit.note(visit.desk.engine, visit.login, "abgemeldet")
    return visit.redirect("/anmelden")


def own_account(visit: Visit) -> HTTPResponse:
    """GET /konto"""
    return visit.page("konto.html", error=None, done=bool(visit.asked("geaendert")))


def change_password(visit: Visit) -> HTTPResponse:
    """POST /konto"""
    account = visit.account
    assert account is not None
    error = _change(visit, account)
    if error:
        return visit.page("konto.html", 422, error=error, done=False)
    return visit.redirect("/konto", geaendert="1")


def _change(visit: Visit, account: accounts.Account) -> Optional[str]:
    old, new = ((visit.form.get(name) or [""])[0] for name in ("bisher", "neu"))
    if account.password_hash is None:
        return "Du meldest dich über die zentrale Anmeldung an. Hier gibt es kein Passwort zu ändern."
    wait = visit.desk.throttle.wait_seconds(account.login, visit.address)
    if wait:
        return f"Zu viele Versuche. Warte bitte {wait} Sekunden."
    if not passwords.verify(old, account.password_hash):
        visit.desk.throttle.failed(account.login, visit.address)
        return "Das bisherige Passwort stimmt nicht."
    if new != (visit.form.get("noch_einmal") or [""])[0]:
        return "Die beiden neuen Passwörter sind nicht gleich."
    try:
        passwords.check_rules(new, account.login)
    except passwords.PasswordError as error:
        return str(error)
    changed = accounts.change(visit.desk.engine, account.login, account.login, password_hash=passwords.hashed(new))
    visit.desk.sessions.renew(visit.cookie, changed.epoch)
    return None


def _form(visit: Visit, target: str, error: Optional[str] = None, status: int = 200) -> HTTPResponse:
    return visit.page("anmelden.html", status, target=target, error=error)
