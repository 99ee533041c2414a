"""What stands before every request: origin, size, rate; and the headers on every response."""

from __future__ import annotations

import hashlib
import math
import secrets
import time
from collections import OrderedDict, deque
from typing import Callable, Optional

from sanic.request import Request
from sanic.response import HTTPResponse

from lotse.channel.problems import OriginProblem, TooManyProblem
from lotse.channel.routing import READY_PATH
from lotse.settings import Settings

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'"
)
API_POLICY = "default-src 'none'; frame-ancestors 'none'"


WINDOW_SECONDS = 60


class RateLimit:
    """Counts requests per session and per address within a minute. Addresses are kept as salted hashes, in memory.

    Not with the library "limits": its memory starts a thread a hundred times a second to throw away what is old.
    """

    def __init__(self, per_session: int, per_address: int, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._per_session = per_session
        self._per_address = per_address
        self._monotonic = monotonic
        self._salt = secrets.token_bytes(16)
        # Those who asked last are last, so that what is old stands in front.
        self._times: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def check_session(self, session_id: str) -> None:
        """Counts a question of a session. Raises TooManyProblem above the limit."""
        self._check(self._per_session, "session", session_id)

    def check_address(self, address: str) -> None:
        """Counts a request of an address. Raises TooManyProblem above the limit."""
        hashed = hashlib.blake2b(address.encode(), key=self._salt, digest_size=12).hexdigest()
        self._check(self._per_address, "address", hashed)

    def _check(self, limit: int, kind: str, key: str) -> None:
        now = self._monotonic()
        self._forget_before(now - WINDOW_SECONDS)
        times = self._times.setdefault((kind, key), deque())
        self._times.move_to_end((kind, key))
        while times and times[0] <= now - WINDOW_SECONDS:
            times.popleft()
        if len(times) >= limit:
            raise TooManyProblem(max(1, math.ceil(times[0] + WINDOW_SECONDS - now)))
        times.append(now)

    def _forget_before(self, border: float) -> None:
        while self._times:
            oldest = next(iter(self._times))
            times = self._times[oldest]
            if times and times[-1] > border:
                return
            del self._times[oldest]


class Guard:
    """The checks of one server."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rate = RateLimit(settings.rate_session, settings.rate_address)
        self.check_session = self._rate.check_session

    def check_request(self, request: Request) -> None:
        """Refuses a request from a foreign page or from an address that asks too much."""
        origin = request.headers.get("origin")
        if origin and not self.allows(origin, request):
            raise OriginProblem
        if _costs(request):
            self._rate.check_address(self.address(request))

    def address(self, request: Request) -> str:
        """The address of the caller; behind own proxies, the one that they saw."""
        return (request.remote_addr if self._settings.proxies else "") or request.ip or "unknown"

    def allows(self, origin: str, request: Request) -> bool:
        """Whether a page of this origin may use the API: our own pages, and the exact names of the allow-list."""
        return origin in self._settings.origins or origin == f"{self._scheme(request)}://{request.host}"

    def _scheme(self, request: Request) -> str:
        forwarded = request.headers.get("x-forwarded-proto") if self._settings.proxies else None
        return forwarded or request.scheme

    def finish(self, request: Request, response: HTTPResponse) -> None:
        """Adds the headers that every response carries."""
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        page = (response.content_type or "").startswith("text/html")
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY if page else API_POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        self._finish_cors(request, response)

    def _finish_cors(self, request: Request, response: HTTPResponse) -> None:
        origin: Optional[str] = request.headers.get("origin")
        response.headers["Vary"] = "Origin"
        if origin not in self._settings.origins:
            return
        response.headers["Access-Control-Allow-Origin"] = origin
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
            response.headers["Access-Control-Allow-Headers"] = "Content-Type"
            response.headers["Access-Control-Max-Age"] = "3600"


def _costs(request: Request) -> bool:
    """Whether a request makes the bot work. Pages, scripts and styles do not: many people may share one address."""
    return request.method not in ("GET", "OPTIONS") or request.path == READY_PATH
