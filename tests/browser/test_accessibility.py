"""No barrier that a machine can find, in any state of the widget and on any plain page."""

from __future__ import annotations

from typing import Any, Callable

import pytest
from playwright.sync_api import expect

from tests.browser.axe import Axe
from tests.browser.person import OFFICE, RENT, UNCLEAR, UNTIL_GIVEN_UP_MS, Person

pytestmark = pytest.mark.slow

SURROUNDINGS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced-colours": {"forced_colors": "active"},
    "320-pixels": {"viewport": {"width": 320, "height": 640}},
}
PLAIN_PAGES = ["/", "/fragen", "/fragen/kdu_angemessen", "/woerter", "/datenschutz", "/barrierefreiheit"]


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_widget_has_no_barrier_in_any_state(visitor: Callable[..., Person], axe: Axe, surroundings: str) -> None:
    person = visitor(bypass_csp=True, **SURROUNDINGS[surroundings]).visit("/")
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found[state] = axe.barriers(person.page)

    look("closed")
    person.launcher.click()
    expect(person.button("Wohngeld")).to_be_visible()
    look("open")
    person.button("Wohnen und Umzug").click()
    person.choose(RENT)
    person.button("Nein").click()
    look("answered")
    person.ask(UNCLEAR)
    look("suggestions")
    person.ask(OFFICE).get_by_text("Alle Zeiten").first.click()
    look("office card")
    person.ask("ich will nicht mehr leben")
    look("crisis")
    person.input.fill("ruf mich an 0172 1234567 " + "x" * 420)
    look("personal data and counter")
    person.input.fill("x" * 501)
    look("too long")
    person.button("Menü").click()
    look("menu")
    person.page.keyboard.press("Escape")
    person.page.route("**/chat/message", lambda route: route.fulfill(status=422, body='{"title": "Nein."}'), times=1)
    person.send("etwas")
    expect(person.failed).to_be_visible()
    look("error")
    assert found == dict.fromkeys(found, [])


def test_widget_without_a_server_has_no_barrier(visitor: Callable[..., Person], axe: Axe) -> None:
    person = visitor(bypass_csp=True).open_chat()
    person.go_offline()
    person.send(RENT)
    expect(person.status).to_contain_text("Ich versuche es noch einmal")
    assert axe.barriers(person.page) == []
    expect(person.failed).to_be_visible(timeout=UNTIL_GIVEN_UP_MS)
    assert axe.barriers(person.page) == []


def test_two_open_widgets_have_no_barrier(visitor: Callable[..., Person], axe: Axe) -> None:
    person = visitor(bypass_csp=True).visit("/seiten/zwei-chats")
    for chat in ("#links", "#rechts"):
        person.use(chat).launcher.click()
        expect(person.button("Wohngeld")).to_be_visible()
    assert axe.barriers(person.page) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_plain_pages_have_no_barrier(visitor: Callable[..., Person], axe: Axe, colours: str) -> None:
    person = visitor(bypass_csp=True, color_scheme=colours)
    found = {}
    for path in PLAIN_PAGES:
        person.page.goto(person.server.url + path)
        found[path] = axe.barriers(person.page)
    assert found == dict.fromkeys(PLAIN_PAGES, [])


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_answer_to_a_question_without_javascript_has_no_barrier(
    visitor: Callable[..., Person], axe: Axe, colours: str
) -> None:
    person = visitor(bypass_csp=True, color_scheme=colours)
    for question in (RENT, UNCLEAR, OFFICE):
        person.page.goto(person.server.url + "/fragen")
        person.page.get_by_label("Deine Frage").fill(question)
        person.page.get_by_role("button", name="Antwort suchen").click()
        expect(person.page.get_by_role("heading", level=1)).to_be_visible()
        assert axe.barriers(person.page) == []


def test_plain_pages_fit_on_a_phone(student: Person) -> None:
    student.page.set_viewport_size({"width": 320, "height": 640})
    widths = {}
    for path in PLAIN_PAGES:
        student.page.goto(student.server.url + path)
        widths[path] = student.page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(PLAIN_PAGES, 320)


def test_movement_stays_away_for_people_who_want_none(visitor: Callable[..., Person]) -> None:
    movements = "chat => { chat.show(); return chat.shadowRoot.getAnimations().length; }"
    for wish, expected in (("no-preference", 1), ("reduce", 0)):
        assert visitor(reduced_motion=wish).visit().chat.evaluate(movements) == expected
