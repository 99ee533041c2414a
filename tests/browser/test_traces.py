"""After a whole conversation nothing of a person is left: in no file, log or database, nor in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person
from tests.running import running

pytestmark = pytest.mark.slow

# Personal data as people type them: some the widget sees before sending, some only the server.
PERSONAL = {
    "gimpelmeyer": "mein name ist Zacharias Gimpelmeyer und mein kanarienvogel singt so laut",
    "zacharias.g": "schreibt mir an zacharias.g@example.org wegen dem zwitschern",
    "2345678": "ruft mich an 0171 2345678 dann erzähl ich vom gezwitscher",
    "120300000000": "meine iban DE02 1203 0000 0000 2020 51 gehört meinem vogel",
}
# An answered question leaves nothing but a count.
ANSWERED = "zahlt das jobcenter die kaution für unsere zitronenfalterwohnung"


def test_conversation_leaves_no_word_of_a_person_on_server_or_device(
    visitor: Callable[..., Person], models: Path, tmp_path: Path
) -> None:
    with running(tmp_path, models) as server:
        person = visitor(at=server).open_chat()
        for sentence in PERSONAL.values():
            before = person.answers.count()
            person.send(sentence)
            anyway = person.chat.get_by_role("button", name="Trotzdem fragen")
            if anyway.is_visible():
                anyway.click()
            person.answer_after(before)
        expect(person.ask(ANSWERED)).to_contain_text("Darlehen")
        person.button("Ja").click()
        expect(person.status).to_have_text("Danke für deine Rückmeldung!")
        person.ask("das mit dem kanarienvogel verstehst du nicht")
        sent = " ".join(str(body) for body in person.sent()).lower()
        person.menu("Verlauf löschen")
        expect(person.status).to_contain_text("gelöscht")
        assert person.stored() == []
    assert not {token for token in ("zacharias.g", "120300000000", "2345678") if token in sent.replace(" ", "")}
    files = [path for path in tmp_path.rglob("*") if path.is_file() and "data" not in path.relative_to(tmp_path).parts]
    assert {"fragen.db", "server.log"} <= {path.name for path in files}
    for path in files:
        content = path.read_bytes().lower()
        for token in (*PERSONAL, "zitronenfalter"):
            assert token.encode() not in content.replace(b" ", b""), f"{token} steht in {path.name}"
    assert any(b"kanarienvogel" in path.read_bytes() for path in files), "Die offene Frage fehlt."
