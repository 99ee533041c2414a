"""Signing in: passwords, throttling, sessions, forms of other pages, the county's single sign-on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lotse.questions import accounts, audit
from lotse.questions.states import Role
from lotse.staff import passwords
from lotse.staff.sessions import Sessions
from lotse.staff.throttling import FREE_TRIES, LoginThrottle
from tests.staff.running_app import PASSWORD, Person, Staff, running_app


class FakeTime:
    """A clock that tests turn."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_signing_in_gives_a_strict_cookie_and_leads_to_the_page_asked_for(staff: Staff) -> None:
    staff.person(Role.READ)
    person = Person(staff.url)
    asked = person.get("/zahlen?tage=28")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/anmelden?weiter=%2Fzahlen%3Ftage%3D28"
    token = person.token("/anmelden?weiter=/zahlen%3Ftage%3D28")
    done = person.post("/anmelden", token, konto="LESEN", passwort=PASSWORD, weiter="/zahlen?tage=28")
    assert done.headers["location"] == "/zahlen?tage=28"
    cookie = next(value for value in done.headers.get_list("set-cookie") if value.startswith("lotse_staff="))
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Secure" not in cookie


def test_in_production_the_cookie_goes_over_tls_only(tmp_path: Path, content_folder: Path) -> None:
    with running_app(tmp_path, content_folder, tmp_path, LOTSE_ENV="production") as staff:
        cookie = Person(staff.url).get("/anmelden").headers["set-cookie"]
    assert "Secure" in cookie


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_after_signing_in_nobody_is_led_to_another_site(staff: Staff, target: str) -> None:
    staff.person(Role.READ)
    person = Person(staff.url)
    done = person.post("/anmelden", person.token("/anmelden"), konto="lesen", passwort=PASSWORD, weiter=target)
    assert done.headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_account_read_the_same(staff: Staff) -> None:
    staff.person(Role.READ)
    wrong, unknown = Person(staff.url).sign_in("lesen", "falsch"), Person(staff.url).sign_in("niemand", "falsch")
    assert wrong.status_code == unknown.status_code == 403
    without_token = [re.sub(r'value="[0-9a-f]{64}"', "", page.text) for page in (wrong, unknown)]
    assert without_token[0] == without_token[1]
    assert "niemand" not in str(audit.entries(staff.desk.engine))


def test_trying_passwords_gets_slow(staff: Staff) -> None:
    staff.person(Role.READ)
    person = Person(staff.url)
    for _ in range(FREE_TRIES):
        assert person.sign_in("lesen", "falsch").status_code == 403
    refused = person.sign_in("lesen")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


def test_throttle_doubles_the_wait_and_forgets() -> None:
    time = FakeTime()
    throttle = LoginThrottle(time)
    waits = []
    for _ in range(FREE_TRIES + 3):
        throttle.failed("a", "1")
        waits.append(throttle.wait_seconds("a", "2"))
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240]
    assert throttle.wait_seconds("b", "2") == 0
    time.now += 3600
    assert throttle.wait_seconds("a", "2") == 0


def test_throttle_counts_addresses_that_try_many_accounts() -> None:
    throttle = LoginThrottle(FakeTime())
    for number in range(20):
        throttle.failed(f"konto{number}", "1")
    assert throttle.wait_seconds("neu", "1") > 0
    assert throttle.wait_seconds("neu", "2") == 0


def test_an_office_with_one_address_signs_in_as_often_as_it_likes() -> None:
    throttle = LoginThrottle(FakeTime())
    for number in range(60):
        throttle.failed(f"konto{number}", "1")
        throttle.succeeded(f"konto{number}", "1")
    assert throttle.wait_seconds("neu", "1") == 0


def test_a_success_between_hides_no_failures_of_an_address() -> None:
    throttle = LoginThrottle(FakeTime())
    for number in range(20):
        throttle.failed(f"konto{number}", "1")
        throttle.failed("eigenes", "1")
        throttle.succeeded("eigenes", "1")
    assert throttle.wait_seconds("neu", "1") > 0


def test_sessions_end_when_idle_and_at_last_in_any_case() -> None:
    time = FakeTime()
    sessions = Sessions(idle_minutes=60, hours=2, monotonic=time)
    name = sessions.start("a", 1)
    for _ in range(3):
        time.now += 35 * 60
        assert sessions.find(name)
    time.now += 35 * 60
    assert sessions.find(name) is None
    name = sessions.start("a", 1)
    time.now += 61 * 60
    assert sessions.find(name) is None
    assert sessions.find("made up") is None


def test_signing_out_ends_the_session_on_the_server(staff: Staff) -> None:
    person = staff.person(Role.READ)
    cookies = dict(person.http.cookies)
    person.post("/abmelden")
    again = Person(staff.url)
    again.http.cookies.update(cookies)
    assert again.get("/").status_code == 303


@pytest.mark.parametrize("change", [{"active": False}, {"role": Role.EDIT}, {"password_hash": "neu"}])
def test_a_changed_account_has_to_sign_in_again(staff: Staff, change: dict[str, object]) -> None:
    person = staff.person(Role.READ)
    assert person.get("/").status_code == 200
    accounts.change(staff.desk.engine, "lesen", "admin", **change)
    assert person.get("/").status_code == 303


def test_the_session_changes_when_somebody_signs_in(staff: Staff) -> None:
    staff.person(Role.READ)
    person = Person(staff.url)
    person.http.cookies.set("lotse_staff", "chosen-by-somebody-else")
    person.sign_in("lesen")
    values = [cookie.value for cookie in person.http.cookies.jar if cookie.name == "lotse_staff"]
    assert any(len(value or "") > 40 for value in values)
    planted = Person(staff.url)
    planted.http.cookies.set("lotse_staff", "chosen-by-somebody-else")
    assert planted.get("/").status_code == 303


@pytest.mark.parametrize("token", ["", "0" * 64])
def test_a_form_without_the_right_token_changes_nothing(staff: Staff, token: str) -> None:
    person = staff.person(Role.EDIT)
    staff.questions.add("wie hoch ist die kaution")
    sent = person.post("/fragen/entscheiden", token, fragen=staff.stamp(), tat="unsinn")
    assert sent.status_code == 403
    assert staff.questions.rows()[0].state == "neu"


def test_a_form_from_another_page_changes_nothing(staff: Staff) -> None:
    person = staff.person(Role.EDIT)
    staff.questions.add("wie hoch ist die kaution")
    form = {"token": person.token(), "fragen": staff.stamp(), "tat": "unsinn"}
    sent = person.http.post("/fragen/entscheiden", data=form, headers={"Origin": "https://evil.example"})
    assert sent.status_code == 403
    assert staff.questions.rows()[0].state == "neu"


def test_the_token_of_one_person_is_none_for_another(staff: Staff) -> None:
    other = staff.person(Role.EDIT, "andere").token()
    assert staff.person(Role.EDIT).post("/konto", other, bisher="a").status_code == 403


def test_own_password_can_be_changed_and_keeps_the_session(staff: Staff) -> None:
    person, new = staff.person(Role.READ), "ein anderer langer Satz"
    assert person.post("/konto", bisher="falsch", neu=new, noch_einmal=new).status_code == 422
    assert person.post("/konto", bisher=PASSWORD, neu="kurz", noch_einmal="kurz").status_code == 422
    assert person.post("/konto", bisher=PASSWORD, neu=new, noch_einmal=new).status_code == 303
    assert person.get("/").status_code == 200
    assert Person(staff.url).sign_in("lesen", new).status_code == 303


def test_passwords_that_are_easy_to_guess_are_refused() -> None:
    for password in ("kurz", "aaaaaaaaaaaaaaaa", "m.muster-12345"):
        with pytest.raises(passwords.PasswordError):
            passwords.check_rules(password, "m.muster")
    passwords.check_rules(passwords.made_up())


def test_single_sign_on_names_the_account_only_where_it_is_switched_on(tmp_path: Path, content_folder: Path) -> None:
    named = {"X-Remote-User": "Mona.Muster"}
    with running_app(tmp_path / "off", content_folder, tmp_path) as staff:
        accounts.add(staff.desk.engine, "mona.muster", "Mona Muster", Role.EDIT)
        assert Person(staff.url, named).get("/").status_code == 303
    with running_app(tmp_path / "on", content_folder, tmp_path, LOTSE_STAFF_PROXY_HEADER="X-Remote-User") as staff:
        accounts.add(staff.desk.engine, "mona.muster", "Mona Muster", Role.EDIT)
        person = Person(staff.url, named)
        assert "Mona Muster (Redaktion)" in person.get("/").text
        staff.questions.add("wie hoch ist die kaution")
        assert person.post("/fragen/entscheiden", fragen=staff.stamp(), tat="unsinn").status_code == 303
        assert Person(staff.url, {"X-Remote-User": "fremd"}).get("/").status_code == 403
        assert Person(staff.url).get("/").status_code == 303
        # Somebody else at the same browser is not taken for the first one.
        accounts.add(staff.desk.engine, "zweite", "Zweite Person", Role.READ)
        person.http.headers["X-Remote-User"] = "zweite"
        assert "Zweite Person (Lesen)" in person.get("/").text


def test_single_sign_on_is_believed_only_from_this_machine(staff: Staff) -> None:
    from types import SimpleNamespace

    from lotse.settings import Settings
    from lotse.staff.app import Server

    desk = SimpleNamespace(settings=Settings.from_environment({"LOTSE_STAFF_PROXY_HEADER": "X-Remote-User"}))
    server = Server(desk)  # type: ignore[arg-type]
    far = SimpleNamespace(ip="10.1.2.3", headers={"x-remote-user": "mona"})
    near = SimpleNamespace(ip="127.0.0.1", headers={"x-remote-user": "mona"})
    assert server._proxy_login(far) is None
    assert server._proxy_login(near) == "mona"
