"""Before every request: origin, rate; and the headers on every response."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Optional

import pytest
from sanic.compat import Header
from sanic.response import HTTPResponse

from lotse.channel.guard import Guard, RateLimit
from lotse.channel.problems import OriginProblem, TooManyProblem
from lotse.settings import Settings

COUNTY = "https://www.mtk.org"


def _guard(**variables: str) -> Guard:
    return Guard(Settings.from_environment({"LOTSE_ORIGINS": f"{COUNTY},https://test.mtk.org", **variables}))


def _request(origin: Optional[str] = None, method: str = "POST", **details: Any) -> Any:
    headers = Header({**({"origin": origin} if origin else {}), **details.pop("headers", {})})
    standard = {"scheme": "http", "host": "localhost:8080", "ip": "203.0.113.9", "remote_addr": "", "path": "/"}
    return SimpleNamespace(method=method, headers=headers, **{**standard, **details})


@pytest.mark.parametrize("origin", [None, COUNTY, "https://test.mtk.org", "http://localhost:8080"])
def test_guard_lets_own_and_listed_pages_through(origin: Optional[str]) -> None:
    _guard().check_request(_request(origin))


@pytest.mark.parametrize(
    "origin",
    [
        "http://www.mtk.org",
        "https://mtk.org",
        "https://www.mtk.org.example.org",
        "https://www.mtk.org:8443",
        "https://www.mtk.org/",
        "https://WWW.MTK.ORG",
        "https://example.org",
        "https://evil-www.mtk.org",
        "https://localhost:8080",
        "http://localhost",
        "null",
        f"{COUNTY},https://test.mtk.org",
    ],
)
def test_guard_refuses_every_other_page(origin: str) -> None:
    with pytest.raises(OriginProblem):
        _guard().check_request(_request(origin))


def test_guard_own_page_behind_a_proxy_is_the_one_that_people_see() -> None:
    request = _request("https://chat.mtk.org", host="chat.mtk.org", headers={"x-forwarded-proto": "https"})
    _guard(LOTSE_PROXIES="1").check_request(request)


def test_guard_without_a_proxy_does_not_trust_what_a_client_says_of_it() -> None:
    request = _request("https://localhost:8080", headers={"x-forwarded-proto": "https"})
    with pytest.raises(OriginProblem):
        _guard().check_request(request)


@pytest.mark.parametrize(
    ("proxies", "remote", "ip", "address"),
    [
        ("0", "198.51.100.1", "203.0.113.9", "203.0.113.9"),
        ("1", "198.51.100.1", "127.0.0.1", "198.51.100.1"),
        ("1", "", "127.0.0.1", "127.0.0.1"),
        ("0", "", "", "unknown"),
    ],
    ids=["no proxy", "proxy", "past the proxy", "unknown"],
)
def test_guard_address_of_the_caller(proxies: str, remote: str, ip: str, address: str) -> None:
    assert _guard(LOTSE_PROXIES=proxies).address(_request(remote_addr=remote, ip=ip)) == address


def test_guard_limits_the_requests_of_an_address() -> None:
    guard = _guard(LOTSE_RATE_ADDRESS="2")
    guard.check_request(_request())
    guard.check_request(_request())
    with pytest.raises(TooManyProblem):
        guard.check_request(_request())


def test_guard_limits_each_address_for_itself() -> None:
    guard = _guard(LOTSE_RATE_ADDRESS="1")
    guard.check_request(_request())
    guard.check_request(_request(ip="203.0.113.10"))


def test_guard_does_not_count_what_a_browser_asks_beforehand() -> None:
    guard = _guard(LOTSE_RATE_ADDRESS="1")
    for _ in range(3):
        guard.check_request(_request(COUNTY, method="OPTIONS"))
        guard.check_request(_request(method="GET"))
    guard.check_request(_request(COUNTY))


def test_guard_counts_the_canary_question_that_makes_the_bot_work() -> None:
    guard = _guard(LOTSE_RATE_ADDRESS="1")
    guard.check_request(_request(method="GET", path="/health/ready"))
    with pytest.raises(TooManyProblem):
        guard.check_request(_request(method="GET", path="/health/ready"))


def test_guard_limits_the_questions_of_a_session() -> None:
    guard = _guard(LOTSE_RATE_SESSION="2")
    guard.check_session("a")
    guard.check_session("a")
    guard.check_session("b")
    with pytest.raises(TooManyProblem):
        guard.check_session("a")


def test_rate_limit_says_how_long_to_wait() -> None:
    limit = RateLimit(1, 1)
    limit.check_session("a")
    with pytest.raises(TooManyProblem) as refused:
        limit.check_session("a")
    assert 1 <= int(refused.value.headers["Retry-After"]) <= 61


def test_rate_limit_keeps_no_address_in_memory() -> None:
    limit = RateLimit(10, 10)
    limit.check_address("203.0.113.9")
    assert limit._times
    assert "203.0.113.9" not in str(vars(limit))


def test_rate_limit_counts_the_last_minute() -> None:
    now = 1000.0
    limit = RateLimit(2, 2, lambda: now)
    limit.check_session("a")
    now += 30
    limit.check_session("a")
    now += 29
    with pytest.raises(TooManyProblem) as refused:
        limit.check_session("a")
    assert refused.value.headers["Retry-After"] == "1"
    now += 1
    limit.check_session("a")
    with pytest.raises(TooManyProblem):
        limit.check_session("a")


def test_rate_limit_forgets_who_has_not_asked_for_a_minute() -> None:
    now = 1000.0
    limit = RateLimit(1, 1, lambda: now)
    for address in ("203.0.113.9", "203.0.113.10"):
        limit.check_address(address)
    now += 60
    limit.check_session("a")
    assert list(limit._times) == [("session", "a")]


def _finished(request: Any, content_type: str = "application/json", **headers: str) -> HTTPResponse:
    response = HTTPResponse("{}", content_type=content_type, headers=headers)
    _guard().finish(request, response)
    return response


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("Vary", "Origin"),
    ],
)
def test_guard_protects_every_response(name: str, value: str) -> None:
    assert _finished(_request()).headers[name] == value


def test_guard_lets_a_page_load_from_its_own_server_only() -> None:
    policy = _finished(_request(), "text/html; charset=utf-8").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_guard_keeps_a_header_that_a_handler_set() -> None:
    assert (
        _finished(_request(), **{"Cache-Control": "public, max-age=60"}).headers["Cache-Control"]
        == "public, max-age=60"
    )


def test_guard_allows_a_listed_page_to_read_the_response() -> None:
    assert _finished(_request(COUNTY)).headers["Access-Control-Allow-Origin"] == COUNTY


@pytest.mark.parametrize("origin", [None, "https://example.org", "http://localhost:8080", "null", "*"])
def test_guard_allows_no_other_page_to_read_the_response(origin: Optional[str]) -> None:
    assert not [name for name in _finished(_request(origin)).headers if name.lower().startswith("access-control")]


def test_guard_never_allows_cookies() -> None:
    assert "Access-Control-Allow-Credentials" not in _finished(_request(COUNTY, method="OPTIONS")).headers


def test_guard_tells_a_listed_page_beforehand_what_it_may_send() -> None:
    headers = _finished(_request(COUNTY, method="OPTIONS")).headers
    assert headers["Access-Control-Allow-Methods"] == "GET, POST, DELETE"
    assert headers["Access-Control-Allow-Headers"] == "Content-Type"
