"""A person in front of a real browser: what she does, and what she then sees."""

from __future__ import annotations

import json
import time
from typing import Any, Callable, Optional

from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect

from tests.browser.county_pages import PAGES, STRICT_POLICY, STYLES
from tests.running import Server

RENT = "Wie teuer darf meine Wohnung sein?"
OFFICE = "Wo ist das Jobcenter?"
UNCLEAR = "hilfe wohnung geld"
# A message is tried three times within about four seconds.
UNTIL_GIVEN_UP_MS = 15_000
FIRST_PAGE = "/seiten/erste"


class Person:
    """One person with one browser tab."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.context = context
        self.server = server
        self.console: list[str] = []
        self.requests: list[Request] = []
        context.route(f"{server.url}/seiten/*", _county_page)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.console.append(message.text))
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request))
        self.use("lotse-chat")

    def use(self, chat: str) -> Person:
        """Turns to one of several chats on the page."""
        self.chat: Locator = self.page.locator(chat)
        self.launcher = self.chat.locator(".launcher")
        self.window = self.chat.get_by_role("dialog")
        self.input = self.chat.get_by_label("Deine Frage", exact=True)
        self.status = self.chat.get_by_role("status")
        self.mine = self.chat.locator(".me")
        self.answers = self.chat.locator(".bot")
        self.answer = self.answers.last
        self.failed = self.chat.locator(".failed")
        return self

    def visit(self, path: str = FIRST_PAGE) -> Person:
        """Opens a page of the county."""
        self.page.goto(self.server.url + path)
        expect(self.launcher.or_(self.window).first).to_be_visible()
        return self

    def open_chat(self, path: str = FIRST_PAGE) -> Person:
        """Opens a page and the chat on it, and reads the greeting."""
        self.visit(path)
        self.launcher.click()
        expect(self.button("Wohngeld")).to_be_visible()
        return self

    def send(self, text: str) -> None:
        """Writes and presses Enter."""
        self.input.fill(text)
        self.input.press("Enter")

    def ask(self, text: str) -> Locator:
        """Sends a question and waits for the answer."""
        before = self.answers.count()
        self.send(text)
        return self.answer_after(before)

    def choose(self, label: str, **options: Any) -> Locator:
        """Taps the last button of this name and waits for the answer."""
        before = self.answers.count()
        self.button(label, **options).click()
        return self.answer_after(before)

    def answer_after(self, before: int) -> Locator:
        """The newest answer, when there is one more than before."""
        expect(self.answers).to_have_count(before + 1, timeout=10_000)
        return self.answer

    def button(self, name: str, exact: bool = True) -> Locator:
        """The last button of this name in the chat."""
        return self.chat.get_by_role("button", name=name, exact=exact).last

    def menu(self, entry: str) -> None:
        """Opens the menu and chooses an entry."""
        self.button("Menü").click()
        self.button(entry).click()

    def wait_until(self, happened: Callable[[], bool]) -> None:
        """Waits for something that the page does not show."""
        ends = time.monotonic() + 10
        while not happened():
            assert time.monotonic() < ends, "Das Erwartete ist nicht geschehen."
            self.page.wait_for_timeout(20)

    def go_offline(self, offline: bool = True) -> None:
        """Loses the network, or gets it back."""
        self.context.set_offline(offline)

    def shadow(self, expression: str, argument: Any = None) -> Any:
        """A value from inside the widget: `root` is its shadow root."""
        return self.chat.first.evaluate(
            f"(chat, argument) => {{ const root = chat.shadowRoot; return {expression}; }}", argument
        )

    def focused(self) -> str:
        """The name or text of what has the keyboard focus, inside the widget or on the page."""
        return self.page.evaluate(
            """() => {
                let node = document.activeElement;
                while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
                const label = node.labels?.[0]?.textContent;
                return (node.getAttribute('aria-label') ?? label ?? node.textContent).trim();
            }"""
        )

    def stored(self) -> list[str]:
        """The names of everything that the page has stored on the device."""
        return self.page.evaluate(
            """async () => [
                ...Object.keys(sessionStorage), ...Object.keys(localStorage),
                ...document.cookie.split(';').filter(Boolean),
                ...(await indexedDB.databases()).map((found) => found.name), ...(await caches.keys()),
            ]"""
        ) + [cookie["name"] for cookie in self.context.cookies()]

    def conversation(self) -> dict[str, Any]:
        """What the widget keeps of the conversation."""
        return json.loads(self.page.evaluate("sessionStorage.getItem('lotse-chat')"))

    def turns(self) -> list[int]:
        """The numbers that the server gave to the answers: a message that was taken twice leaves a gap."""
        return [entry["answer"]["turn"] for entry in self.conversation()["entries"] if entry["who"] == "bot"]

    def sent(self, path: str = "/chat/message") -> list[dict[str, Any]]:
        """The bodies of all requests to a path."""
        return [request.post_data_json for request in self.requests if request.url.endswith(path) and request.post_data]


def _county_page(route: Route) -> None:
    name = route.request.url.rsplit("/", 1)[1]
    style: Optional[str] = STYLES.get(name[: -len(".css")]) if name.endswith(".css") else None
    if style is not None:
        route.fulfill(body=style, content_type="text/css")
    else:
        headers = {"Content-Security-Policy": STRICT_POLICY, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(body=PAGES[name], headers=headers)
