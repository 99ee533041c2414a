"""A real browser and a real server, both started once."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any, Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.axe import Axe
from tests.browser.county_pages import ForeignSite, foreign_site
from tests.browser.person import Person
from tests.running import PROJECT, Server, running

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
# Without movement nothing has to be waited for.
SURROUNDINGS: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800},
    "locale": "de-DE",
    "timezone_id": "Europe/Berlin",
    "reduced_motion": "reduce",
}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. `make test` installs it. One a module: while Playwright waits, no other test can use asyncio."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium fehlt. Das installiert es: scripts/browser"
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def county_site() -> Iterator[ForeignSite]:
    """The county's own site, on another origin."""
    with foreign_site() as site:
        yield site


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, models: Path, county_site: ForeignSite) -> Iterator[Server]:
    """The chatbot, allowed on the county's site."""
    with running(tmp_path_factory.mktemp("browser"), models, LOTSE_ORIGINS=county_site.origin) as started:
        yield started


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Callable[..., Person]]:
    """Lets people come, each with a fresh browser: `visitor(color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def come(at: Server = server, **options: Any) -> Person:
        context = browser.new_context(**{**SURROUNDINGS, **options})
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Person(context, at)

    yield come
    for context in contexts:
        context.close()


@pytest.fixture
def applicant(visitor: Callable[..., Person]) -> Person:
    """A person at a desk."""
    return visitor()


@pytest.fixture
def student(visitor: Callable[..., Person]) -> Person:
    """A person with a phone."""
    return visitor(**PHONE)


@pytest.fixture(scope="session")
def axe() -> Axe:
    """The accessibility checker."""
    subprocess.run([PROJECT / "scripts" / "browser"], check=True)
    return Axe(PROJECT / ".build" / "axe" / "axe.min.js")
