"""The Sanic app: reads a request, checks who it is and what they may, and lets a page answer in a thread."""

from __future__ import annotations

import asyncio
import logging
import secrets
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Optional
from urllib.parse import urlsplit

import sanic.exceptions
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

from lotse.content.store import ContentStore
from lotse.questions import accounts
from lotse.questions.changing import ConflictError, GoneError
from lotse.questions.database import database_url, engine_for
from lotse.questions.decisions import UndoneError
from lotse.questions.migrating import upgrade
from lotse.settings import Settings
from lotse.staff.desk import Desk, make_desk
from lotse.staff.errors import BusyError, FormError, NotAllowedError, NotFoundError, NotSignedInError, StaffError
from lotse.staff.permissions import Permission, may
from lotse.staff.routes import ROUTES, Route
from lotse.staff.visit import Visit

logger = logging.getLogger(__name__)

SESSION_COOKIE = "lotse_staff"
# Before signing in: binds the form to the browser, so that nobody can be signed in as somebody else.
BEFORE_COOKIE = "lotse_staff_form"
LOOPBACK = frozenset({"127.0.0.1", "::1"})
LARGEST_REQUEST = 4_000_000
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def create_app(settings: Settings, store: ContentStore) -> Sanic:
    """The app with its database brought up to date. Serve it with `lotse staff`."""
    url = database_url(settings)
    upgrade(url)
    desk = make_desk(settings, store, engine_for(url))
    # Sanic keeps a list of apps by name: tests make many.
    app = Sanic(f"lotse_staff_{secrets.token_hex(4)}", configure_logging=False)
    app.config.update(
        {"PROXIES_COUNT": settings.proxies or None, "REQUEST_MAX_SIZE": LARGEST_REQUEST, "ACCESS_LOG": False}
    )
    app.ctx.desk = desk
    server = Server(desk)
    for route in ROUTES:
        app.add_route(server.handler(route), route.path, methods=[route.method], name=route.name)
    app.error_handler.add(Exception, server.failed)
    app.register_middleware(_finish, "response")
    return app


class Server:
    """Between Sanic and the pages. Pages wait for the database and for Argon2: each has a thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="staff")

    def handler(self, route: Route) -> Any:
        """The function that Sanic calls for a route."""

        async def handle(request: Request, **parts: str) -> HTTPResponse:
            query, form = dict(request.args or {}), dict(request.form or {})
            serve = partial(self._serve, request, query, form, route, parts)
            return await asyncio.get_running_loop().run_in_executor(self._threads, serve)

        handle.__name__ = route.name
        return handle

    async def failed(self, request: Request, error: Exception) -> HTTPResponse:
        """What Sanic could not route, and what nobody expected."""
        if isinstance(error, sanic.exceptions.SanicException) and error.status_code < 500:
            missing = error.status_code in (404, 405)
            own = NotFoundError("Prüf die Adresse.") if missing else StaffError("Die Anfrage war nicht in Ordnung.")
            own.status = error.status_code
        else:
            logger.error("Unerwarteter Fehler in der Prüf-App.", exc_info=error)
            own = StaffError("Versuch es noch einmal. Was du schon entschieden hast, ist gespeichert.")
            own.status = 500
        return Visit(self._desk, request.method, request.path, {}, {}, "", "").error(own)

    def _serve(self, request: Request, query: Any, form: Any, route: Route, parts: dict[str, str]) -> HTTPResponse:
        cookie = request.cookies.get(SESSION_COOKIE) or ""
        address = (request.remote_addr if self._desk.settings.proxies else "") or request.ip
        visit = Visit(self._desk, request.method, request.path, query, form, address, cookie)
        try:
            self._admit(visit, request, route)
            response = route.page(visit, **parts)
        except NotSignedInError:
            here = request.path + (f"?{request.query_string}" if request.query_string else "")
            response = visit.redirect("/anmelden", weiter=here if request.method == "GET" and here != "/" else "")
        except StaffError as error:
            response = visit.error(error, back=visit.field("zurueck") or "/")
        except (ConflictError, GoneError, UndoneError) as error:
            response = visit.error(_busy(self._desk, error), back=visit.field("zurueck") or "/fragen")
        except SQLAlchemyError as error:
            logger.error("Die Datenbank ist nicht erreichbar (%s).", type(error).__name__)
            away = StaffError("Die Datenbank ist gerade nicht erreichbar. Versuch es in einer Minute noch einmal.")
            away.status = 503
            response = visit.error(away)
        _set_cookies(response, visit)
        return response

    def _admit(self, visit: Visit, request: Request, route: Route) -> None:
        """Raises what keeps this person from this route."""
        visit.account = self._account(visit, request)
        if visit.account is None:
            visit.cookie = request.cookies.get(BEFORE_COOKIE) or ""
            if not visit.cookie and route.method == "GET":
                visit.cookie = secrets.token_urlsafe(24)
                visit.set_cookies[BEFORE_COOKIE] = visit.cookie
        if route.needs is not Permission.PUBLIC:
            if visit.account is None:
                raise NotSignedInError
            if not may(visit.account.role, route.needs):
                raise NotAllowedError(f"Dafür braucht es das Recht «{route.needs.value}».")
        if route.method == "POST" and not self._is_own_form(visit, request):
            raise FormError

    def _account(self, visit: Visit, request: Request) -> Optional[accounts.Account]:
        trusted = self._proxy_login(request)
        session = self._desk.sessions.find(visit.cookie)
        if session and (trusted is None or trusted == session.login):
            account = accounts.find(self._desk.engine, session.login)
            if account and account.active and account.epoch == session.epoch:
                return account
        if trusted is None:
            return None
        account = accounts.find(self._desk.engine, trusted)
        if account is None or not account.active:
            raise NotAllowedError("Für dich gibt es hier noch kein Konto. Bitte die Verwaltung der Prüf-App darum.")
        visit.cookie = self._desk.sessions.start(account.login, account.epoch)
        visit.set_cookies[SESSION_COOKIE] = visit.cookie
        return account

    def _proxy_login(self, request: Request) -> Optional[str]:
        """The account that the county's sign-on named. Only a proxy on this machine may name one."""
        header = self._desk.settings.staff_proxy_header
        if not header or request.ip not in LOOPBACK:
            return None
        return (request.headers.get(header) or "").strip().casefold() or None

    def _is_own_form(self, visit: Visit, request: Request) -> bool:
        origin = request.headers.get("origin")
        if origin and urlsplit(origin).netloc != request.host:
            return False
        return self._desk.sessions.is_form_token(visit.cookie, visit.field("token"))


def _busy(desk: Desk, error: Exception) -> StaffError:
    if not isinstance(error, ConflictError):
        return BusyError(str(error))
    from lotse.staff.words import what_was_done

    return BusyError(
        f"{desk.person(error.login)} war schneller: {what_was_done(desk, error.action, error.state, error.intent)}. "
        "Deine Entscheidung ist nicht gespeichert, die andere gilt."
    )


def _set_cookies(response: HTTPResponse, visit: Visit) -> None:
    for name, value in visit.set_cookies.items():
        response.cookies[name] = value or ""
        cookie = response.cookies[name]
        cookie.update({"path": "/", "httponly": True, "samesite": "Strict"})
        if visit.desk.settings.production:
            cookie["secure"] = True
        if value is None:
            cookie["max-age"] = 0


async def _finish(request: Request, response: HTTPResponse) -> None:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
