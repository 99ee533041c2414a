"""What the widget costs a page, measured in Chromium: `python -m benchmarks.widget [--server URL]`.

Without an address it starts a server of its own. The figures depend on the machine, so they are no test.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from lotse.settings import settings
from tests.running import PROJECT, running

SCRIPT = PROJECT / "widget" / "lotse-chat.js"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
ROUNDS = 7
# A cheap phone is about four times as slow as a desk computer.
SLOWDOWNS = (1, 4)
EMPTY = '<!doctype html><html lang="de"><title>Seite</title><main><h1>Seite</h1></main></html>'
TAG = '<script src="/widget/lotse-chat.js" defer></script><lotse-chat></lotse-chat>'
WATCH = """
    window.tasks = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({duration}) => duration)))
        .observe({type: 'longtask', buffered: true});
"""
# From the tap to the second frame: the first has then been painted.
OPEN = """async () => {
    const start = performance.now();
    document.querySelector('lotse-chat').show();
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
    return performance.now() - start;
}"""


def main() -> int:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description="Misst, was das Widget eine Seite kostet.")
    parser.add_argument("--server", help="ein laufender Server; ohne ihn startet einer")
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if not chromium:
        print("Chromium fehlt. Das installiert es: scripts/browser", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        server = options.server
        if not server:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            server = stack.enter_context(running(folder, settings().models)).url
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        print(json.dumps(_figures(browser, server), indent=2))
        browser.close()
    return 0


def _figures(browser: Browser, server: str) -> dict[str, Any]:
    packed = subprocess.run(["gzip", "-9c", SCRIPT], capture_output=True, check=True).stdout  # noqa: S603, S607
    return {
        "gzip_bytes": len(packed),
        "chromium": browser.version,
        **{f"cpu_slowed_{slowdown}x": _rounds(browser, server, slowdown) for slowdown in SLOWDOWNS},
    }


def _rounds(browser: Browser, server: str, slowdown: int) -> dict[str, Any]:
    rounds = [_round(browser, server, slowdown) for _ in range(ROUNDS)]
    return {name: statistics.median(figures[name] for figures in rounds) for name in rounds[0]}


def _round(browser: Browser, server: str, slowdown: int) -> dict[str, float]:
    context = browser.new_context()
    try:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        page.add_init_script(WATCH)
        page.route(f"{server}/leer", lambda route: route.fulfill(body=EMPTY, content_type="text/html"))
        page.route(f"{server}/seite", lambda route: route.fulfill(body=EMPTY + TAG, content_type="text/html"))
        without, with_widget = (_longest_task(page, f"{server}/{name}") for name in ("leer", "seite"))
        # No server call: the greeting does not wait for it.
        page.route("**/chat/**", lambda route: route.abort())
        return {
            "longest_task_at_load_ms": with_widget,
            "longest_task_without_widget_ms": without,
            "panel_painted_ms": round(page.evaluate(OPEN), 1),
        }
    finally:
        context.close()


def _longest_task(page: Page, url: str) -> float:
    """The longest task of at least 50 ms while a page loads; 0 when there is none, as it should be."""
    page.goto(url)
    page.wait_for_timeout(300)
    return round(max([0.0, *page.evaluate("tasks")]), 1)


if __name__ == "__main__":
    sys.exit(main())
