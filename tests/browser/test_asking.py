"""People ask, and get answers that they can use."""

from __future__ import annotations

import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.person import OFFICE, RENT, UNCLEAR, Person
from tests.running import Server

pytestmark = pytest.mark.slow


def test_applicant_asks_and_gets_an_answer(applicant: Person) -> None:
    answer = applicant.open_chat("/").ask("wie teuer darf meine wohnung sein?")
    expect(answer).to_contain_text("angemessen")
    expect(answer.get_by_role("link", name=re.compile("^§ 22"))).to_have_attribute("target", "_blank")
    expect(answer).to_contain_text(re.compile(r"Stand: \d\d\.\d\d\.\d{4}"))
    expect(applicant.mine.last).to_contain_text("wie teuer darf meine wohnung sein?")
    expect(applicant.input).to_be_focused()


def test_applicant_is_told_at_once_that_this_is_a_machine(applicant: Person) -> None:
    applicant.open_chat()
    expect(applicant.window).to_contain_text("Chatbot – kein Mensch")
    expect(applicant.answers.first).to_contain_text("Ich bin ein Chatbot (KI), kein Mensch.")


def test_applicant_chooses_a_topic_and_a_question(applicant: Person) -> None:
    applicant.open_chat()
    topic = applicant.button("Wohnen und Umzug")
    expect(topic).to_have_attribute("aria-expanded", "false")
    topic.click()
    expect(topic).to_have_attribute("aria-expanded", "true")
    expect(applicant.choose(RENT)).to_contain_text("angemessen")
    expect(applicant.mine.last).to_contain_text(RENT)


def test_applicant_who_asks_vaguely_gets_suggestions_that_stay_readable(applicant: Person) -> None:
    applicant.open_chat().ask(UNCLEAR)
    unclear = applicant.answers.nth(1)
    expect(unclear.get_by_role("heading", name="Meintest du …")).to_be_visible()
    suggestions = unclear.get_by_role("button")
    expect(suggestions.last).to_have_text("Nichts davon")
    first = suggestions.first.inner_text()
    expect(applicant.choose(first)).not_to_contain_text("Meintest du")
    expect(applicant.mine.last).to_contain_text(first)
    expect(suggestions.first).to_have_text(first)
    expect(applicant.input).to_be_focused()


def test_applicant_whom_no_suggestion_fits_gets_a_person_to_call(applicant: Person) -> None:
    applicant.open_chat().ask(UNCLEAR)
    expect(applicant.choose("Nichts davon").get_by_role("link", name="06192 2010").first).to_be_visible()


def test_applicant_says_how_it_is_with_her_and_gets_her_own_answer(applicant: Person) -> None:
    general = applicant.open_chat().ask(RENT)
    expect(general.get_by_role("heading", name="Wie ist es bei dir?")).to_be_visible()
    expect(applicant.choose("Ich bin unter 25")).to_contain_text("Zusicherung")


def test_applicant_finds_her_situation_before_the_office_and_the_date_beside_the_sources(applicant: Person) -> None:
    text = applicant.open_chat().ask(RENT).inner_text()
    assert text.index("Wie ist es bei dir?") < text.index("Kommunales Jobcenter") < text.index("Das könnte dich auch")
    expect(applicant.answer.get_by_text("Quellen:")).to_contain_text(re.compile(r" · Stand: \d\d\.\d\d\.\d{4}$"))


def test_applicant_whom_the_answer_itself_asks_is_not_asked_twice(applicant: Person) -> None:
    reply = {
        "turn": 1,
        "outcome": "suggested",
        "blocks": [{"type": "paragraph", "spans": [{"text": "Das sind zwei Fragen. Womit fangen wir an?"}]}],
        "suggestions": [{"label": OFFICE, "kind": "question", "choice": {"intent": "jobcenter", "turn": 1}}],
    }
    applicant.page.route("**/chat/message", lambda route: route.fulfill(json=reply))
    answer = applicant.open_chat().ask("Bin umgezogen und hab noch keinen Termin")
    expect(answer.get_by_role("button", name=OFFICE)).to_be_visible()
    expect(answer.get_by_role("heading")).to_have_count(0)


def test_applicant_follows_up(applicant: Person) -> None:
    answer = applicant.open_chat().ask(RENT)
    expect(answer.get_by_role("heading", name="Das könnte dich auch interessieren")).to_be_visible()
    applicant.choose("Wie lege ich Widerspruch ein?")
    expect(applicant.mine.last).to_contain_text("Wie lege ich Widerspruch ein?")
    expect(applicant.answer).to_contain_text("Widerspruch")


def test_applicant_sees_when_and_how_to_reach_the_office(applicant: Person) -> None:
    card = applicant.open_chat().ask(OFFICE).locator(".card")
    expect(card.get_by_role("heading")).to_contain_text("Jobcenter")
    expect(card).to_contain_text(re.compile("jetzt geöffnet bis|geschlossen|öffnet", re.IGNORECASE))
    expect(card.get_by_role("link", name="06192 2010").first).to_have_attribute("href", "tel:+4961922010")
    # Only a link: nothing is fetched from a map service.
    expect(card.get_by_role("link", name="Auf der Karte zeigen")).to_have_attribute("rel", "noopener noreferrer")
    hours = card.get_by_text("Alle Zeiten").first
    hours.click()
    expect(card.get_by_text("Montag").first).to_be_visible()


def test_applicant_rates_an_answer_and_says_why(applicant: Person) -> None:
    applicant.open_chat().ask(RENT)
    applicant.button("Nein").click()
    expect(applicant.button("Nein")).to_have_attribute("aria-pressed", "true")
    applicant.button("Da fehlt etwas").click()
    expect(applicant.status).to_have_text("Danke für deine Rückmeldung!")
    ratings = [(body["turn"], body["helpful"], body.get("reason")) for body in applicant.sent("/chat/feedback")]
    assert ratings == [(1, False, None), (1, False, "unvollstaendig")]
    applicant.button("Ja").click()
    expect(applicant.button("Ja")).to_have_attribute("aria-pressed", "true")
    expect(applicant.button("Nein")).to_have_attribute("aria-pressed", "false")


def test_applicant_writes_several_lines_and_sends_with_enter(applicant: Person) -> None:
    applicant.open_chat()
    applicant.page.keyboard.type("Wie teuer darf")
    applicant.page.keyboard.press("Shift+Enter")
    applicant.page.keyboard.type("meine Wohnung sein?")
    expect(applicant.input).to_have_value("Wie teuer darf\nmeine Wohnung sein?")
    expect(applicant.input).to_have_js_property("rows", 2)
    applicant.page.keyboard.press("Enter")
    expect(applicant.mine.last).to_contain_text("meine Wohnung sein?")
    expect(applicant.input).to_have_value("")
    expect(applicant.answer).to_contain_text("angemessen")
    assert [body["text"] for body in applicant.sent()] == ["Wie teuer darf\nmeine Wohnung sein?"]


def test_applicant_who_sends_nothing_sends_nothing(applicant: Person) -> None:
    applicant.open_chat().send("   ")
    expect(applicant.mine).to_have_count(0)
    assert applicant.sent() == []


def test_applicant_who_writes_a_lot_sees_how_much_is_left(applicant: Person) -> None:
    applicant.open_chat()
    applicant.input.fill("x" * 399)
    expect(applicant.window).not_to_contain_text("Zeichen")
    applicant.input.fill("x" * 400)
    expect(applicant.window).to_contain_text("noch 100 Zeichen")
    applicant.send("x" * 503)
    expect(applicant.window).to_contain_text("3 Zeichen zu viel")
    expect(applicant.input).to_have_value("x" * 503)
    expect(applicant.input).to_have_attribute("aria-invalid", "true")
    assert applicant.sent() == []


@pytest.mark.parametrize(
    ("text", "kind", "secret"),
    [
        ("ruf mich an 0172 1234567", "Telefon", "1234567"),
        ("schreib an max@web.de", "E-Mail", "max@web"),
        ("DE89 3704 0044 0532 0130 00 ist mein Konto", "IBAN", "3704"),
        ("meine Nummer ist 437D123456", "Nummer", "437D"),
        ("geboren am 3.4.2006", "Geburtsdatum", "2006"),
        ("ich heiße Max Muster", "Name", "Muster"),
        ("ich wohne Hauptstraße 12", "Adresse", "Hauptstraße"),
    ],
)
def test_applicant_is_shown_personal_data_before_anything_is_sent(
    applicant: Person, text: str, kind: str, secret: str
) -> None:
    applicant.open_chat().send(text)
    expect(applicant.window).to_contain_text(f"Da steht vielleicht etwas Persönliches drin ({kind}).")
    expect(applicant.input).to_have_value(text)
    applicant.button("Ändern").click()
    assert secret in applicant.shadow(
        "root.querySelector('textarea').value.slice(...argument)",
        applicant.shadow(
            "[root.querySelector('textarea').selectionStart, root.querySelector('textarea').selectionEnd]"
        ),
    )
    assert applicant.sent() == []
    applicant.choose("Trotzdem fragen – ich mache es unkenntlich")
    assert f"[{kind}]" in applicant.sent()[0]["text"]
    assert not any(secret in (request.post_data or "") for request in applicant.requests)
    assert secret not in str(applicant.conversation())


def test_applicant_who_names_amounts_and_days_is_not_bothered(applicant: Person) -> None:
    applicant.open_chat()
    for text in (
        "bis 01.11.2026",
        "die Miete kostet 1.250,50 Euro",
        "65719 Hofheim",
        "Regelsatz 2025/2026",
        "§ 22 SGB II",
        "am 31.12.2026 um 10 Uhr",
        "ich habe 2 Kinder und 1200 Euro",
        "100 000 Euro geerbt",
    ):
        applicant.input.fill(text)
        expect(applicant.window).not_to_contain_text("Persönliches")


def test_applicant_sees_that_the_chatbot_writes_only_when_it_takes_long(applicant: Person, server: Server) -> None:
    applicant.open_chat()
    server.process.send_signal(signal.SIGSTOP)
    try:
        applicant.send(RENT)
        applicant.page.wait_for_timeout(250)
        expect(applicant.status).to_have_text("", timeout=1)
        expect(applicant.status).to_have_text("Chatbot schreibt")
    finally:
        server.process.send_signal(signal.SIGCONT)
    expect(applicant.answer).to_contain_text("angemessen")
    expect(applicant.status).to_have_text("")
