"""What a screen reader is given: the accessibility tree of the widget, kept in golden/*.txt.

The answers are fixed ones (golden/said.json), so that an edit of the content changes no tree. After a wanted change of
the widget: LOTSE_GOLDEN=accept .venv/bin/python -m pytest tests/browser/test_tree.py, then read the difference in git.
"""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.person import Person

pytestmark = pytest.mark.slow

GOLDEN = Path(__file__).parent / "golden"
SAID: dict[str, Any] = json.loads((GOLDEN / "said.json").read_text(encoding="utf-8"))


def compare(person: Person, name: str) -> None:
    """Fails with the difference when the tree is not the golden one."""
    tree = person.chat.aria_snapshot().replace(person.server.url, "") + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("LOTSE_GOLDEN") == "accept":
        path.write_text(tree, encoding="utf-8")
    golden = path.read_text(encoding="utf-8") if path.exists() else ""
    difference = difflib.unified_diff(
        golden.splitlines(), tree.splitlines(), f"{name}.txt, wie es war", "wie es jetzt ist", lineterm=""
    )
    if tree != golden:
        pytest.fail(
            "\n".join(["Screenreader bekommen etwas anderes:", *difference])
            + "\nSo gewollt? LOTSE_GOLDEN=accept .venv/bin/python -m pytest tests/browser/test_tree.py",
            pytrace=False,
        )


@pytest.fixture
def listener(applicant: Person) -> Person:
    """A person with a screen reader, and a server that says the same every time."""
    replies = iter([SAID["answer"], SAID["suggested"], SAID["problem"]])

    def reply(route: Route) -> None:
        said = next(replies)
        route.fulfill(json=said, status=said.get("status", 200))

    applicant.page.route("**/chat/config", lambda route: route.fulfill(json=SAID["config"]))
    applicant.page.route("**/chat/message", reply)
    applicant.page.route("**/chat/feedback", lambda route: route.fulfill(status=204))
    return applicant


def test_screen_reader_gets_the_golden_tree_in_every_state(listener: Person) -> None:
    compare(listener.visit(), "closed")
    listener.launcher.click()
    listener.button("Wohnen").click()
    compare(listener, "open")
    listener.ask("Wie teuer darf die Wohnung sein?").get_by_text("Alle Zeiten").click()
    listener.button("Nein").click()
    expect(listener.status).to_have_text("Danke für deine Rückmeldung!")
    compare(listener, "answered")
    listener.ask("geld")
    compare(listener, "suggestions")
    listener.send("noch eine")
    expect(listener.failed).to_be_visible()
    listener.input.fill("ruf mich an 0172 1234567")
    compare(listener, "error")
    listener.button("Menü").click()
    compare(listener, "menu")


def test_screen_reader_reads_a_foreign_language_in_that_language(listener: Person) -> None:
    listener.visit().launcher.click()
    answer = listener.ask("do you speak english?")
    expect(answer.get_by_text("I answer in German only.")).to_have_attribute("lang", "en")


def test_conversation_is_a_polite_log_and_the_rest_is_a_status(listener: Person) -> None:
    listener.visit().launcher.click()
    log = listener.chat.get_by_role("log", name="Chatverlauf")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("tabindex", "0")
    expect(listener.status).to_have_count(1)
    # Only a screen that the chat fills is modal.
    expect(listener.window).not_to_have_attribute("aria-modal", "true")
    expect(listener.chat).to_have_attribute("lang", "de")
