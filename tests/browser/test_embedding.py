"""A county puts the widget into its pages: strict, styled, foreign or hostile ones."""

from __future__ import annotations

import subprocess
import time
from typing import Callable, Iterator

import pytest
from playwright.sync_api import Dialog, Route, expect

from lotse.content.loader import load
from lotse.widget_snippet import snippet
from tests.browser.county_pages import PHONE, ForeignSite
from tests.browser.person import OFFICE, RENT, Person
from tests.running import Server

pytestmark = pytest.mark.slow

LARGEST_BYTES = 15_000
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture
def scripted_content(server: Server) -> Iterator[None]:
    """Somebody has written a script into an answer, its question, and the office's card."""
    edited = {
        server.data / "faq" / "wohnen" / "kdu_angemessen.yml": [
            (f"question: {RENT}", f"question: '{RENT} {SCRIPT}'"),
            ("answer: |\n", f"answer: |\n  {SCRIPT} **{SCRIPT}**\n\n  - {SCRIPT}\n\n"),
        ],
    }
    before = {path: path.read_text(encoding="utf-8") for path in edited}
    for path, changes in edited.items():
        text = before[path]
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
    time.sleep(1)
    yield
    for path, text in before.items():
        path.write_text(text, encoding="utf-8")
    time.sleep(1)


def no_dialog(dialog: Dialog) -> None:
    raise AssertionError("Ein Skript aus einem Text ist gelaufen.")


def test_strict_page_shows_the_widget_without_a_message_in_the_console(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    applicant.button("Ja").click()
    applicant.menu("Neu starten")
    expect(applicant.mine).to_have_count(0)
    applicant.button("Fenster vergrößern").click()
    applicant.button("Chat schließen").click()
    assert applicant.console == []


def test_widget_asks_only_its_own_server(applicant: Person) -> None:
    applicant.open_chat("/").ask(OFFICE)
    applicant.button("Ja").click()
    expect(applicant.status).to_have_text("Danke für deine Rückmeldung!")
    assert {request.url.split("/")[2] for request in applicant.requests} == {applicant.server.url.split("/")[2]}
    assert not any(
        "cookie" in request.all_headers() or "referer" in request.all_headers()
        for request in applicant.requests
        if "/chat/" in request.url
    )


def test_everything_loaded_is_at_most_15_kilobytes(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    # Data from the API and the county's own page are not the widget.
    code = [request for request in applicant.requests if "/chat/" not in request.url and "/seiten/" not in request.url]
    bodies = {request.url: request.response().body() for request in code}
    sizes = {
        url: len(subprocess.run(["gzip", "-9"], input=body, capture_output=True, check=True).stdout)
        for url, body in bodies.items()
    }
    assert sizes
    assert sum(sizes.values()) <= LARGEST_BYTES, sizes


def test_script_in_an_answer_and_a_question_is_shown_as_text(applicant: Person, scripted_content: None) -> None:
    applicant.page.on("dialog", no_dialog)
    applicant.open_chat()
    applicant.button("Wohnen und Umzug").click()
    answer = applicant.choose(f"{RENT} {SCRIPT}")
    assert answer.inner_text().count(SCRIPT) == 3
    applicant.ask(SCRIPT)
    expect(applicant.mine.last).to_contain_text(SCRIPT)
    applicant.page.reload()
    expect(applicant.mine.last).to_contain_text(SCRIPT)
    assert applicant.shadow("root.querySelectorAll('script, img, [style]').length") == 0
    assert applicant.console == []


def test_script_in_a_config_is_shown_as_text(applicant: Person) -> None:
    applicant.page.on("dialog", no_dialog)

    def poison(value: object) -> object:
        if isinstance(value, dict):
            return {key: poison(part) for key, part in value.items()}
        if isinstance(value, list):
            return [poison(part) for part in value]
        return f"javascript:alert(1)//{SCRIPT}" if isinstance(value, str) else value

    applicant.page.route("**/chat/config", lambda route: route.fulfill(json=poison(route.fetch().json())))
    applicant.visit("/seiten/boese")
    applicant.launcher.click()
    expect(applicant.answers.first).to_contain_text(SCRIPT)
    applicant.button("Menü").click()
    addresses = "[...root.querySelectorAll('a')].map((link) => link.protocol)"
    assert set(applicant.shadow(addresses)) <= {"http:", "https:", "tel:", "mailto:"}
    assert applicant.shadow("root.querySelectorAll('script, img, [style]').length") == 0
    assert applicant.console == []


def test_two_widgets_on_a_page_hold_two_conversations(applicant: Person) -> None:
    applicant.visit("/seiten/zwei-chats")
    for chat, question in (("#links", RENT), ("#rechts", OFFICE)):
        applicant.use(chat).launcher.click()
        expect(applicant.button("Wohngeld")).to_be_visible()
        applicant.ask(question)
    applicant.page.reload()
    for chat, question in (("#links", RENT), ("#rechts", OFFICE)):
        expect(applicant.use(chat).mine).to_have_count(1)
        expect(applicant.mine).to_contain_text(question)
    assert sorted(applicant.stored()) == ["lotse-chat", "lotse-chat1"]
    names = [node.get_attribute("aria-label") for node in applicant.page.get_by_role("complementary").all()]
    assert names == ["Chat Wohnlotse", "Chat Soziallotse"]
    expect(applicant.use("#links").button("Wohnen und Umzug")).to_have_attribute("aria-expanded", "true")
    assert applicant.console == []


def test_page_s_own_styles_do_not_reach_the_widget(applicant: Person) -> None:
    style = """(({color, letterSpacing, textTransform, fontStyle, fontSize, float, direction}) =>
        [color, letterSpacing, textTransform, fontStyle, fontSize, float, direction])
        (getComputedStyle(root.querySelector('.bot p')))"""
    place = "(({x, y, width, height}) => [x, y, width, height])(root.querySelector('.panel').getBoundingClientRect())"
    applicant.open_chat()
    expected = applicant.shadow(style), applicant.shadow(place)
    applicant.open_chat("/seiten/fremde-regeln").ask(RENT)
    assert (applicant.shadow(style), applicant.shadow(place)) == expected
    assert applicant.console == []


def test_page_s_own_colours_are_used_when_they_can_be_read(applicant: Person) -> None:
    applicant.visit("/seiten/zwei-chats").use("#links")
    colour = "getComputedStyle(root.querySelector('.launcher')).backgroundColor"
    assert applicant.shadow(colour).startswith("oklch")


def test_page_s_own_colours_are_refused_when_they_cannot_be_read(applicant: Person) -> None:
    applicant.visit("/seiten/blass")
    assert applicant.shadow("getComputedStyle(root.querySelector('.launcher')).backgroundColor") == "rgb(32, 68, 170)"
    assert applicant.console == ["lotse-chat: Die Farben der Seite haben zu wenig Kontrast, es gelten die eigenen."]


def test_page_hears_what_happens_but_never_what_a_person_writes(applicant: Person) -> None:
    applicant.visit()
    applicant.page.evaluate(
        """() => {
            window.heard = [];
            for (const name of ['open', 'close', 'message', 'answer', 'feedback', 'error', 'clear'])
                addEventListener(`lotse-${name}`, ({detail}) => heard.push([name, detail]));
        }"""
    )
    applicant.launcher.click()
    applicant.ask(RENT)
    applicant.button("Nein").click()
    applicant.menu("Verlauf löschen")
    applicant.button("Chat schließen").click()
    assert applicant.page.evaluate("heard") == [
        ["open", {}],
        ["message", {"kind": "text"}],
        ["answer", {"outcome": "answered", "intent": "kdu_angemessen", "turn": 1}],
        ["feedback", {"helpful": False, "reason": None}],
        ["clear", None],
        ["close", None],
    ]


def test_page_opens_closes_and_hides_the_chat(applicant: Person) -> None:
    applicant.visit()
    applicant.chat.evaluate("chat => chat.show()")
    expect(applicant.input).to_be_focused()
    applicant.chat.evaluate("chat => chat.close()")
    expect(applicant.window).to_be_hidden()
    applicant.launcher.click()
    applicant.menu("Chat hier ausblenden")
    expect(applicant.launcher).to_be_hidden()
    applicant.page.evaluate("document.querySelector('lotse-chat').remove()")
    assert applicant.console == []


def test_visitor_without_the_script_reads_the_fallback(visitor: Callable[..., Person]) -> None:
    visitor_without = visitor(java_script_enabled=False)
    visitor_without.page.goto(visitor_without.server.url + "/seiten/erste")
    expect(visitor_without.page.get_by_role("link", name=PHONE)).to_be_visible()


@pytest.fixture
def tag(server: Server) -> str:
    """What `lotse widget-snippet --server ...` prints."""
    return snippet(server.url, load(server.data))


def put_into(site: ForeignSite, tag: str) -> None:
    site.page = f'<!doctype html><html lang="de"><title>Kreis</title><main><h1>Kreis</h1></main>{tag}</html>'


def test_applicant_on_the_county_s_own_site_asks_the_server_elsewhere(
    applicant: Person, county_site: ForeignSite, tag: str
) -> None:
    put_into(county_site, tag)
    applicant.page.goto(county_site.origin)
    applicant.launcher.click()
    expect(applicant.ask(RENT)).to_contain_text("angemessen")
    applicant.button("Ja").click()
    expect(applicant.status).to_have_text("Danke für deine Rückmeldung!")
    assert [message for message in applicant.console if "favicon" not in message] == []


def test_changed_script_is_not_run_on_the_county_s_own_site(
    applicant: Person, county_site: ForeignSite, tag: str
) -> None:
    put_into(county_site, tag)

    def change(route: Route) -> None:
        script = route.fetch()
        route.fulfill(response=script, body=script.text() + ";window.changed = 1")

    applicant.page.route("**/lotse-chat.js", change)
    applicant.page.goto(county_site.origin)
    expect(applicant.page.get_by_role("link", name=PHONE)).to_be_visible()
    assert applicant.page.evaluate("customElements.get('lotse-chat') === undefined && window.changed === undefined")


def test_demo_page_has_everything_it_names(applicant: Person) -> None:
    missing: list[str] = []
    applicant.page.on("response", lambda response: response.ok or missing.append(response.url))
    applicant.open_chat("/")
    assert missing == []
    icon = applicant.page.request.get(f"{applicant.server.url}/widget/favicon.svg")
    assert icon.headers["content-type"] == "image/svg+xml"
    assert applicant.console == []
