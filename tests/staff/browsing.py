"""Chromium for the tests of the staff app, and the accessibility checker axe-core where it is installed."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator, Optional

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import PROJECT
from tests.staff.running_app import PASSWORD

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE, PHONE = (1280, 900), (360, 740)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the test is skipped where none is installed."""
    path = shutil.which("chromium")
    if not path:
        pytest.skip("no Chromium installed")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


def signed_in(
    browser: Browser, url: str, login: str, size: tuple[int, int] = WIDE, **more: Any
) -> tuple[BrowserContext, Page]:
    """A page of somebody who signed in by the form."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="de-DE", **more)
    page = context.new_page()
    page.goto(f"{url}/anmelden")
    page.get_by_label("Anmeldename").fill(login)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.wait_for_url(f"{url}/")
    return context, page


def axe_source() -> Optional[str]:
    """The checker, where `scripts/browser` put it or LOTSE_AXE names it."""
    file = Path(os.environ.get("LOTSE_AXE") or PROJECT / ".build" / "axe" / "axe.min.js")
    return file.read_text(encoding="utf-8") if file.exists() else None


def violations(page: Page, source: str) -> list[str]:
    """What axe finds on a page: rule and place."""
    page.evaluate(source)
    result = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
    return [f"{item['id']}: {node['html'][:160]}" for item in result["violations"] for node in item["nodes"]]
