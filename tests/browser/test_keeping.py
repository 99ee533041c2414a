"""What the browser keeps of a conversation, and how a person gets rid of it."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from playwright.sync_api import APIResponse, expect

from tests.browser.person import OFFICE, RENT, UNCLEAR, Person

pytestmark = pytest.mark.slow


def knows(person: Person, session: str) -> bool:
    """Whether the server still takes messages of a session."""
    body = {"session": session, "text": "hallo"}
    return httpx.post(f"{person.server.url}/chat/message", json=body, timeout=10).status_code == 200


def test_visitor_who_only_looks_leaves_no_trace_on_her_device(applicant: Person) -> None:
    applicant.visit("/")
    assert applicant.stored() == []
    assert not any("/chat/" in request.url for request in applicant.requests)
    applicant.launcher.click()
    applicant.button("Wohngeld").click()
    applicant.button("Chat schließen").click()
    assert applicant.stored() == []
    applicant.launcher.click()
    applicant.ask("hallo")
    assert applicant.stored() == ["lotse-chat"]


def test_applicant_finds_the_conversation_again_on_the_next_page_and_after_a_reload(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    applicant.button("Nein").click()
    applicant.button("Da fehlt etwas").click()
    expect(applicant.status).to_have_text("Danke für deine Rückmeldung!")
    applicant.input.fill("Entwurf")
    applicant.page.get_by_role("link", name="Weiter").click()
    applicant.page.wait_for_url("**/zweite")
    for _ in range(2):
        expect(applicant.window).to_be_visible()
        expect(applicant.mine).to_have_count(1)
        expect(applicant.answer).to_contain_text("angemessen")
        expect(applicant.input).to_have_value("Entwurf")
        expect(applicant.button("Da fehlt etwas")).to_have_attribute("aria-pressed", "true")
        # The page has just opened: its reader, not the chat, has the focus.
        assert applicant.page.evaluate("document.activeElement === document.body")
        applicant.page.reload()
    applicant.ask(OFFICE)
    assert applicant.turns() == [1, 2]


def test_applicant_finds_her_draft_whole_and_with_its_hint(applicant: Person) -> None:
    applicant.open_chat().ask("hallo")
    applicant.input.fill("Erstens\nZweitens\nDrittens: ruf 0172 1234567 an")
    height = applicant.input.bounding_box()
    applicant.page.reload()
    expect(applicant.button("Ändern")).to_be_visible()
    assert applicant.input.bounding_box() == height


def test_applicant_who_closed_the_chat_finds_it_closed_on_the_next_page(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    applicant.button("Chat schließen").click()
    applicant.visit("/seiten/zweite")
    expect(applicant.window).to_be_hidden()
    expect(applicant.launcher).to_have_text("Chat fortsetzen")


def test_applicant_who_leaves_while_she_waits_gets_the_answer_on_the_next_page(applicant: Person) -> None:
    applicant.open_chat()
    # The page goes before the reply comes: the server has answered nobody.
    lost: list[APIResponse] = []
    applicant.page.route("**/chat/message", lambda route: lost.append(route.fetch()), times=1)
    applicant.send(RENT)
    applicant.wait_until(lambda: bool(lost))
    applicant.page.reload()
    expect(applicant.answer).to_contain_text("angemessen")
    expect(applicant.mine).to_have_count(1)
    assert len({body["id"] for body in applicant.sent()}) == 1
    assert applicant.turns() == [1]


@pytest.mark.parametrize("entry", ["Verlauf löschen", "Neu starten"])
def test_applicant_deletes_the_conversation_on_screen_device_and_server(applicant: Person, entry: str) -> None:
    applicant.open_chat().ask(RENT)
    session = applicant.conversation()["session"]
    assert knows(applicant, session)
    applicant.input.fill("halb fertig")
    applicant.menu(entry)
    expect(applicant.status).to_have_text("Der Verlauf ist gelöscht: hier, im Browser und auf dem Server.")
    expect(applicant.mine).to_have_count(0)
    expect(applicant.input).to_have_value("")
    assert applicant.stored() == []
    assert not knows(applicant, session)
    expect(applicant.button("Wohngeld")).to_be_visible()
    applicant.ask(OFFICE)
    assert applicant.turns() == [1]


def test_applicant_offline_deletes_here_and_is_told_about_the_server(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    applicant.go_offline()
    applicant.menu("Verlauf löschen")
    expect(applicant.status).to_contain_text("Der Server löscht ihn in einer Stunde von selbst.")
    assert applicant.stored() == []


def test_conversation_ends_after_an_idle_hour(applicant: Person) -> None:
    applicant.page.clock.install()
    applicant.open_chat().ask(RENT)
    session = applicant.conversation()["session"]
    applicant.page.clock.fast_forward("59:00")
    expect(applicant.mine).to_have_count(1)
    applicant.page.clock.fast_forward("02:00")
    expect(applicant.status).to_have_text("Das Gespräch ist nach langer Pause beendet und gelöscht.")
    expect(applicant.mine).to_have_count(0)
    assert applicant.stored() == []
    assert not knows(applicant, session)


def test_applicant_who_still_writes_is_not_idle(applicant: Person) -> None:
    applicant.page.clock.install()
    applicant.open_chat().ask(RENT)
    applicant.page.clock.fast_forward("59:00")
    applicant.input.fill("Ich bin 17 und")
    applicant.page.clock.fast_forward("02:00")
    expect(applicant.mine).to_have_count(1)
    expect(applicant.input).to_have_value("Ich bin 17 und")
    applicant.page.clock.fast_forward("59:00")
    expect(applicant.mine).to_have_count(0)


def test_applicant_who_comes_back_after_hours_finds_no_old_conversation(applicant: Person) -> None:
    applicant.page.clock.install()
    applicant.open_chat().ask(RENT)
    applicant.page.goto("about:blank")
    applicant.page.clock.fast_forward("03:00:00")
    applicant.visit()
    expect(applicant.window).to_be_hidden()
    expect(applicant.launcher).to_have_text("Frag den Chatbot")
    assert applicant.stored() == []


def test_applicant_saves_the_conversation_as_text(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    applicant.ask(OFFICE)
    applicant.ask(UNCLEAR)
    with applicant.page.expect_download() as download:
        applicant.menu("Verlauf als Text speichern")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert download.value.suggested_filename == "Soziallotse.txt"
    assert text.startswith("Chatbot – kein Mensch, ")
    assert f"Du: {RENT}" in text
    assert "\nChatbot:" in text
    # Addresses instead of buttons: it may be printed.
    assert "https://www.gesetze-im-internet.de/" in text
    assert "Hat dir das geholfen?" not in text
    assert "neuer Tab" not in text
    assert "tel:" not in text
    assert "mailto:" not in text
    # Whether it was open at that moment helps nobody later on.
    assert "\nFreitag\n8 bis 12 Uhr\n" in text
    assert applicant.shadow("root.querySelectorAll('details[open]').length") == 0
    assert "\nMeintest du …\n" in text
    assert text.endswith("\nNichts davon\n")
