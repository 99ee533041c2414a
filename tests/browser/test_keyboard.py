"""People without a mouse: a whole conversation by keyboard, and the focus never gets lost."""

from __future__ import annotations

import signal

import pytest
from playwright.sync_api import expect

from tests.browser.person import RENT, UNCLEAR, Person
from tests.running import Server

pytestmark = pytest.mark.slow

ENOUGH = 60


def tab_to(person: Person, name: str, key: str = "Tab") -> None:
    """Presses Tab until something has the focus, as a person does who cannot see where it is."""
    for _ in range(ENOUGH):
        person.page.keyboard.press(key)
        if person.focused() == name:
            return
    raise AssertionError(f"Mit der Tastatur ist {name!r} nicht zu erreichen.")


def test_keyboard_user_holds_a_whole_conversation(applicant: Person) -> None:
    keyboard = applicant.visit("/").page.keyboard
    tab_to(applicant, "Frag den Chatbot")
    keyboard.press("Enter")
    assert applicant.focused() == "Deine Frage"
    expect(applicant.button("Wohngeld")).to_be_visible()
    tab_to(applicant, "Wohnen und Umzug", "Shift+Tab")
    keyboard.press("Enter")
    tab_to(applicant, RENT)
    keyboard.press("Enter")
    expect(applicant.answer).to_contain_text("angemessen")
    assert applicant.focused() == "Deine Frage"
    # What the bot offers comes directly before the input.
    keyboard.press("Shift+Tab")
    assert applicant.focused() == "Wie lege ich Widerspruch ein?"
    tab_to(applicant, "Ja", "Shift+Tab")
    keyboard.press("Space")
    expect(applicant.status).to_have_text("Danke für deine Rückmeldung!")
    assert applicant.focused() == "Ja"
    tab_to(applicant, "Deine Frage")
    keyboard.type(UNCLEAR)
    keyboard.press("Enter")
    expect(applicant.answer).to_contain_text("Meintest du")
    keyboard.press("Shift+Tab")
    assert applicant.focused() == "Nichts davon"
    keyboard.press("Space")
    expect(applicant.answer).not_to_contain_text("Meintest du")
    tab_to(applicant, "Menü", "Shift+Tab")
    keyboard.press("Enter")
    tab_to(applicant, "Verlauf löschen")
    keyboard.press("Enter")
    expect(applicant.mine).to_have_count(0)
    expect(applicant.status).to_contain_text("gelöscht")
    assert applicant.focused() == "Deine Frage"


def test_keyboard_user_closes_menu_and_chat_with_escape(applicant: Person) -> None:
    keyboard = applicant.open_chat().page.keyboard
    tab_to(applicant, "Menü", "Shift+Tab")
    keyboard.press("Enter")
    menu = applicant.chat.get_by_role("navigation", name="Menü")
    expect(menu).to_be_visible()
    keyboard.press("Tab")
    keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(applicant.window).to_be_visible()
    keyboard.press("Escape")
    expect(applicant.window).to_be_hidden()
    expect(applicant.launcher).to_be_focused()
    keyboard.press("Enter")
    expect(applicant.input).to_be_focused()


def test_keyboard_user_jumps_between_input_and_answer_with_f6(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    applicant.page.keyboard.press("F6")
    expect(applicant.answer).to_be_focused()
    applicant.page.keyboard.press("F6")
    expect(applicant.input).to_be_focused()


def test_keyboard_user_leaves_the_chat_on_a_large_screen(applicant: Person) -> None:
    applicant.open_chat()
    tab_to(applicant, "Weiter", "Shift+Tab")
    expect(applicant.window).to_be_visible()


def test_focus_on_the_page_is_never_hidden_behind_the_chat(applicant: Person) -> None:
    applicant.open_chat("/")
    applicant.page.locator(".brand").focus()
    hidden = """() => {
        const focused = document.activeElement;
        if (focused.matches('lotse-chat, body')) return '';
        const {left, top, width, height} = focused.getBoundingClientRect();
        const visible = document.elementFromPoint(left + width / 2, top + height / 2);
        return visible?.matches('lotse-chat') ? focused.textContent : '';
    }"""
    for _ in range(12):
        applicant.page.keyboard.press("Tab")
        assert applicant.page.evaluate(hidden) == ""


def test_keyboard_user_is_taken_to_the_chat_by_a_skip_link(applicant: Person) -> None:
    keyboard = applicant.visit("/").page.keyboard
    tab_to(applicant, "Zum Chat")
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(applicant.launcher).to_be_focused()


def test_screen_reader_names_an_answer_that_came_while_the_chat_was_closed(applicant: Person, server: Server) -> None:
    applicant.open_chat()
    server.process.send_signal(signal.SIGSTOP)
    try:
        applicant.send(RENT)
        applicant.page.keyboard.press("Escape")
    finally:
        server.process.send_signal(signal.SIGCONT)
    expect(applicant.chat.get_by_role("button", name="Chat fortsetzen 1 neue Nachricht")).to_be_visible()
    applicant.launcher.click()
    expect(applicant.answer).to_contain_text("angemessen")
    applicant.page.keyboard.press("Escape")
    expect(applicant.launcher).to_have_text("Chat fortsetzen")
