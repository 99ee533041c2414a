"""axe-core: finds the barriers on a page that a machine can find."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(({violations}) =>
    violations.flatMap(({id, nodes}) => nodes.map(({target, html, failureSummary}) =>
        `${id}: ${target.flat().join(' ')} ${html.slice(0, 150)} ${failureSummary.replace(/\\s+/g, ' ')}`)))"""


class Axe:
    """The checker. It is put into the page by the debugger, so the page's policy must be off in that context."""

    def __init__(self, script: Path) -> None:
        self._source = script.read_text(encoding="utf-8")

    def barriers(self, page: Page) -> list[str]:
        """What is wrong, one line each."""
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate(self._source)
        return page.evaluate(RUN, RULES)
