"""Fixtures for all tests."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Callable, Iterator, Optional

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from lotse import clock
from lotse.content.answer import Answer
from lotse.content.loader import Content, load
from lotse.content.store import ContentStore, shared_store
from lotse.nlu import language
from lotse.settings import settings

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder with a model that fits the content; it is trained when there is none."""
    folder = PROJECT / "models"
    subprocess.run([sys.executable, "-m", "lotse.cli", "train"], cwd=PROJECT, check=True)
    return folder


@pytest.fixture
def content_folder(tmp_path: Path) -> Path:
    """A small valid data folder that a test may edit."""
    return Path(shutil.copytree(PROJECT / "tests" / "small_data", tmp_path / "data"))


@pytest.fixture
def content(content_folder: Path) -> Content:
    """The content of the small data folder."""
    return load(content_folder)


@pytest.fixture
def store(content_folder: Path) -> ContentStore:
    """A store of the small data folder."""
    return ContentStore(content_folder)


@pytest.fixture
def environment(content_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Sets the settings of this process: `environment(LOTSE_ENV="production")`. The data folder is the small one."""

    def use(**variables: str) -> None:
        for name in [name for name in os.environ if name.startswith("LOTSE_")]:
            monkeypatch.delenv(name)
        for name, value in {"LOTSE_DATA": str(content_folder), **variables}.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        shared_store.cache_clear()

    use()
    yield use
    settings.cache_clear()
    shared_store.cache_clear()


@pytest.fixture
def stopped_clock() -> Iterator[Callable[[str], None]]:
    """Stops the clock on a Tuesday morning, or at another moment: `stopped_clock("2027-01-02 10:00")`."""

    def stop(moment: str) -> None:
        clock.set_now(datetime.fromisoformat(moment))

    stop("2026-11-24 10:00")
    yield stop
    clock.set_now(None)


@pytest.fixture
def run_action(environment: Callable[..., None], stopped_clock: Callable[[str], None]) -> Callable[..., Answer]:
    """A custom action on a message: `run_action(ActionOfficeHours(), "oeffnungszeiten", {"day": "2026-12-24"})`."""

    def run(
        action: Action,
        intent: str,
        entities: Optional[dict[str, str]] = None,
        slots: Optional[dict[str, str]] = None,
        **message: Any,
    ) -> Answer:
        found = [{"entity": name, "value": value} for name, value in (entities or {}).items()]
        latest = {"intent": {"name": intent}, "entities": found, "text": "", **message}
        tracker = Tracker("sitzung", slots or {}, latest, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        events = asyncio.run(action.run(dispatcher, tracker, {}))
        assert events == []
        (uttered,) = dispatcher.messages
        answer = Answer.from_dict(uttered["answer"])
        assert uttered["text"] == answer.text()
        return answer

    return run


@pytest.fixture
def language_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package of the shape of de_core_news_md, installed for one test. Gives its name and version."""
    import spacy

    name, version = language.MODEL, "3.4.0"
    package = tmp_path / "site" / name
    package.mkdir(parents=True)
    german = spacy.blank("de")
    german.meta.update(name="core_news_md", version=version)
    german.add_pipe("attribute_ruler").add([[{"LOWER": "wohnungen"}]], {"LEMMA": "Wohnung"})
    german.add_pipe("sentencizer", name="parser")
    german.to_disk(package / f"{name}-{version}")
    shutil.copy(package / f"{name}-{version}" / "meta.json", package)
    (package / "__init__.py").write_text(
        "from spacy.util import load_model_from_init_py\n\n\n"
        "def load(**overrides):\n    return load_model_from_init_py(__file__, **overrides)\n"
    )
    info = tmp_path / "site" / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    monkeypatch.syspath_prepend(package.parent)
    language.german.cache_clear()
    yield f"{name}-{version}"
    sys.modules.pop(name, None)
    language.german.cache_clear()


@pytest.fixture
def no_language_model(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A machine without de_core_news_md. Gives the name of what serves instead."""

    def not_found(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(language.metadata, "version", not_found)
    language.german.cache_clear()
    yield language.BUILT_IN
    language.german.cache_clear()
