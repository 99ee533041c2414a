"""The content in memory. A change on disk is live within a second; a broken file leaves the last good content."""

from __future__ import annotations

import logging
import threading
from functools import lru_cache
from pathlib import Path
from typing import Optional

from lotse.content.loader import Cache, Content, Stamp, content_files, load, stamp
from lotse.content.problems import ContentError, Problem
from lotse.settings import settings

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5


class ContentStore:
    """Holds the content of one data folder and keeps it current.

    `content` is replaced as a whole, so whoever reads it once has a consistent picture.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[Path, Stamp] = {}
        self._cache: Cache = {}
        self._stop = threading.Event()
        self._thread: Optional[threading.Thread] = None
        self.problems: tuple[Problem, ...] = ()
        self.content = self._first_load()

    def _first_load(self) -> Content:
        self._files = self._state()
        content = load(self.root, self._cache)
        if content.problems and not content.faqs:
            raise ContentError(list(content.problems))
        self._report(content.problems)
        return content

    def refresh(self) -> bool:
        """Reads what changed. Returns whether anything did."""
        state = self._state()
        if state == self._files:
            return False
        self._files = state
        content = load(self.root, self._cache)
        if self.problems and not content.problems:
            logger.info("Die Inhalte sind wieder ohne Fehler.")
        self._report(content.problems)
        self.content = content
        return True

    def _report(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        for problem in problems:
            logger.error("Inhalt nicht übernommen, der letzte gute Stand gilt weiter. %s", problem)

    def _state(self) -> dict[Path, Stamp]:
        return {path: stamp(path) for path in content_files(self.root)}

    def watch(self) -> None:
        """Looks for changes twice a second in a thread of its own, until `stop`."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, name="content-watch", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Ends the watching."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=2)

    def _watch(self) -> None:
        while not self._stop.wait(POLL_SECONDS):
            try:
                self.refresh()
            except Exception:  # a watcher that dies would leave editors without answer
                logger.exception("Die Inhalte konnten nicht neu gelesen werden.")


@lru_cache(maxsize=1)
def shared_store() -> ContentStore:
    """The store of this process: answers, actions, pages and the understanding of words share it."""
    return ContentStore(settings().data)
