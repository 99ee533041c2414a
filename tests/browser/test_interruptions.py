"""The network or the server goes away, and nothing that a person has written is lost or sent twice."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.browser.person import OFFICE, RENT, UNTIL_GIVEN_UP_MS, Person
from tests.running import running

pytestmark = pytest.mark.slow


def test_applicant_offline_keeps_her_text_and_sends_it_again(applicant: Person) -> None:
    applicant.open_chat().ask(OFFICE)
    applicant.go_offline()
    applicant.send(RENT)
    expect(applicant.status).to_contain_text("Ich versuche es noch einmal")
    expect(applicant.failed).to_contain_text("Nicht gesendet.", timeout=UNTIL_GIVEN_UP_MS)
    # Without the server: the office's telephone and hours from the cached configuration.
    expect(applicant.answer).to_contain_text("Ich bin gerade nicht erreichbar.")
    expect(applicant.answer.get_by_role("link", name="06192 2010").first).to_be_visible()
    expect(applicant.button("Wohngeld")).to_be_visible()
    applicant.input.fill("Und das Zweite")
    applicant.go_offline(False)
    applicant.button("Noch einmal senden").click()
    expect(applicant.answer).to_contain_text("angemessen")
    expect(applicant.failed).to_have_count(0)
    expect(applicant.window).not_to_contain_text("Ich bin gerade nicht erreichbar.")
    expect(applicant.input).to_have_value("Und das Zweite")
    expect(applicant.mine).to_have_count(2)
    assert applicant.turns() == [1, 2]


def test_applicant_offline_takes_her_text_back_and_changes_it(applicant: Person) -> None:
    applicant.open_chat()
    applicant.go_offline()
    applicant.send(RENT)
    expect(applicant.failed).to_be_visible(timeout=UNTIL_GIVEN_UP_MS)
    # The message keeps its shape beside the long explanation.
    assert applicant.shadow("root.querySelector('.me p').clientWidth < root.querySelector('.me').clientWidth")
    applicant.failed.get_by_role("button", name="Ändern").click()
    expect(applicant.input).to_have_value(RENT)
    expect(applicant.input).to_be_focused()
    expect(applicant.mine).to_have_count(0)


def test_applicant_whose_answer_got_lost_on_the_way_is_asked_only_once(applicant: Person) -> None:
    applicant.open_chat()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    applicant.page.route("**/chat/message", lose, times=1)
    expect(applicant.ask(RENT)).to_contain_text("angemessen")
    assert len(applicant.sent()) == 2
    assert applicant.sent()[0]["id"] == applicant.sent()[1]["id"]
    applicant.ask(OFFICE)
    assert applicant.turns() == [1, 2]


def test_applicant_goes_on_after_the_server_was_killed_and_started_again(
    visitor: Callable[..., Person], tmp_path: Path, models: Path
) -> None:
    with running(tmp_path, models) as server:
        applicant = visitor(at=server).open_chat()
        applicant.ask(RENT)
        server.stop(kill=True)
        applicant.send(OFFICE)
        expect(applicant.failed).to_be_visible(timeout=UNTIL_GIVEN_UP_MS)
        applicant.input.fill("noch nicht fertig")
    with running(tmp_path, models, port=int(server.url.rsplit(":", 1)[1])):
        applicant.button("Noch einmal senden").click()
        expect(applicant.window).not_to_contain_text("Ich bin gerade nicht erreichbar.")
        expect(applicant.answer.locator(".card")).to_be_visible()
        expect(applicant.failed).to_have_count(0)
        expect(applicant.mine).to_have_count(2)
        expect(applicant.input).to_have_value("noch nicht fertig")
        # The new server has forgotten the old turns, but a button still names its answer.
        expect(applicant.choose("Wie lege ich Widerspruch ein?")).to_contain_text("Widerspruch")
        expect(applicant.failed).to_have_count(0)
        assert applicant.turns() == [1, 1, 2]


def test_applicant_whose_session_was_deleted_elsewhere_gets_a_new_one(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    session = applicant.conversation()["session"]
    applicant.page.request.delete(f"{applicant.server.url}/chat/session", data={"session": session})
    applicant.ask(OFFICE)
    expect(applicant.failed).to_have_count(0)
    assert applicant.conversation()["session"] != session


def test_visitor_offline_from_the_start_reads_the_page_s_own_text(applicant: Person) -> None:
    applicant.visit()
    applicant.go_offline()
    applicant.launcher.click()
    expect(applicant.answer.get_by_text("Ich bin gerade nicht erreichbar.")).to_be_visible()
    expect(applicant.page.get_by_role("link", name="06192 2010")).to_be_visible()
    expect(applicant.answers.first).to_contain_text("Ich bin ein Chatbot (KI), kein Mensch.")


def test_applicant_who_asks_too_fast_is_told_when_to_go_on(applicant: Person) -> None:
    applicant.open_chat()
    problem = '{"title": "Das waren viele Fragen.", "detail": "Warte bitte 20 Sekunden.", "status": 429}'
    applicant.page.route(
        "**/chat/message",
        lambda route: route.fulfill(status=429, body=problem, content_type="application/problem+json"),
        times=1,
    )
    applicant.send(RENT)
    expect(applicant.failed).to_contain_text("Warte bitte 20 Sekunden.")
    applicant.button("Noch einmal senden").click()
    expect(applicant.answer).to_contain_text("angemessen")
