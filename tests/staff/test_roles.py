"""Every role can do what it may and nothing else, over all routes; and what every page sends."""

from __future__ import annotations

import pytest

from lotse.questions.states import Role
from lotse.staff.permissions import NEEDS, Permission, may
from lotse.staff.routes import ROUTES, Route
from tests.staff.running_app import Person, Staff

# Written out by hand: the declared table must say the same.
ALLOWED = {
    Role.READ: {"ansehen"},
    Role.EDIT: {"ansehen", "entscheiden", "exportieren", "ausprobieren"},
    Role.RELEASE: {"ansehen", "entscheiden", "exportieren", "ausprobieren", "freigeben"},
    Role.ADMIN: {"ansehen", "entscheiden", "exportieren", "ausprobieren", "freigeben", "verwalten"},
}


def _path(route: Route) -> str:
    return route.path.replace("<question>", "0" * 32).replace("<intent>", "gibtesnicht").replace("<login>", "niemand")


@pytest.mark.parametrize("role", Role)
def test_permissions_are_those_of_the_role(role: Role) -> None:
    assert {item.value for item in NEEDS if may(role, item)} == ALLOWED[role]


@pytest.mark.parametrize("role", Role)
def test_every_route_lets_in_exactly_who_may(staff: Staff, role: Role) -> None:
    person = staff.person(role)
    token = person.token()
    for route in sorted(ROUTES, key=lambda route: route.path == "/abmelden"):
        sent = person.get(_path(route)) if route.method == "GET" else person.post(_path(route), token)
        refused = sent.status_code == 403 and "Das darf deine Rolle nicht." in sent.text
        expected = route.needs is not Permission.PUBLIC and route.needs.value not in ALLOWED[role]
        assert refused == expected, f"{role.value} {route.method} {route.path}: {sent.status_code}"
        assert sent.status_code < 500, f"{route.method} {route.path}"


def test_without_an_account_there_is_only_the_login(staff: Staff) -> None:
    for route in ROUTES:
        person = Person(staff.url)
        sent = person.get(_path(route)) if route.method == "GET" else person.post(_path(route), "")
        if route.needs is Permission.PUBLIC:
            assert sent.status_code in (200, 403)
        else:
            assert sent.status_code == 303
            assert sent.headers["location"].startswith("/anmelden")


def test_what_is_not_declared_does_not_exist(staff: Staff) -> None:
    person = staff.person(Role.ADMIN)
    for path in ("/nix", "/static/../app.py", "/staff.css/..%2f..%2fapp.py", "/templates/basis.html"):
        assert person.get(path).status_code == 404
    assert person.http.request("DELETE", "/fragen").status_code == 405


def test_every_page_forbids_foreign_and_inline_code(staff: Staff) -> None:
    person = staff.person(Role.ADMIN)
    for route in ROUTES:
        if route.method != "GET":
            continue
        sent = person.get(_path(route))
        policy = sent.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert sent.headers["x-frame-options"] == "DENY"
        if sent.headers["content-type"].startswith("text/html"):
            assert sent.headers["cache-control"] == "no-store"
            assert " style=" not in sent.text
            assert " onclick=" not in sent.text
            assert "<style" not in sent.text
            assert "http://" not in sent.text.replace(staff.url, "")
