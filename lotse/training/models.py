"""Trained models: which one fits the content, and how one is made.

A model's name holds the fingerprint of everything it was trained from, so that "does one fit?" needs no opening.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import io
import json
import logging
import os
import shutil
import tempfile
from pathlib import Path
from typing import Iterator, Optional

from lotse.content.loader import Content, load
from lotse.content.problems import ContentError
from lotse.nlu import language
from lotse.settings import PROJECT, Settings

logger = logging.getLogger(__name__)

CONFIG = PROJECT / "config.yml"
DOMAIN = PROJECT / "domain.yml"
PREFIX = "soziallotse-"
LOCK = ".training"
UNFINISHED = "unfinished-"
KEPT_MODELS = 3
# What decides how a model is trained, besides the content.
CODE = ("config.yml", "domain.yml", "data/dialog/rules.yml", "lotse/nlu", "lotse/content/importer.py")


class NoModelError(RuntimeError):
    """There is no model that fits the content."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Zu den Inhalten passt kein Modell in {path}. Trainier eines: lotse train")


def fingerprint(content: Content) -> str:
    """Changes with examples, intents, actions, glossary, configuration and training code; not with an answer's text."""
    parts = [
        [faq.intent, faq.topic, faq.entry.action, faq.entry.question, faq.entry.examples]
        for faq in sorted(content.faqs.values(), key=lambda faq: faq.intent)
    ]
    words = [[word.official, list(word.said)] for word in content.words]
    digest = hashlib.sha256(json.dumps([parts, words, language.installed()], ensure_ascii=False).encode())
    for name in CODE:
        path = PROJECT / name
        files = sorted(path.glob("*.py")) if path.is_dir() else [path]
        for file in files:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def fitting_model(settings: Settings, content: Optional[Content] = None) -> Optional[Path]:
    """The model trained from exactly this content, or None."""
    path = settings.models / f"{PREFIX}{fingerprint(content or load(settings.data))}.tar.gz"
    return path if path.exists() else None


def newest_model(settings: Settings) -> Path:
    """The newest model, whether or not it fits. Raises NoModelError when there is none."""
    found = models_in(settings.models)
    if not found:
        raise NoModelError(settings.models)
    return found[0]


def models_in(folder: Path) -> list[Path]:
    """The models in a folder, the newest first. One that another process deletes meanwhile is left out."""
    found: list[tuple[float, Path]] = []
    for path in folder.glob(f"{PREFIX}*.tar.gz"):
        with contextlib.suppress(FileNotFoundError):
            found.append((path.stat().st_mtime, path))
    return [path for _, path in sorted(found, reverse=True)]


@contextlib.contextmanager
def training_alone(settings: Settings) -> Iterator[None]:
    """Waits until no other process trains into the same folder: two at once would only be slower."""
    settings.models.mkdir(parents=True, exist_ok=True)
    with (settings.models / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for unfinished in settings.models.glob(f"{UNFINISHED}*"):
            shutil.rmtree(unfinished, ignore_errors=True)
        yield


def train(settings: Settings) -> Path:
    """Trains a model from the content. Raises ContentError when a content file is broken."""
    content = load(settings.data)
    if content.problems:
        raise ContentError(list(content.problems))
    import rasa.model_training

    name = f"{PREFIX}{fingerprint(content)}"
    os.environ["RASA_MAX_CACHE_SIZE"] = "0"
    # Trained beside and moved in one step: a half-written model must never be taken for a whole one.
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=settings.models) as beside:
        # Rasa would print where the model lies, which is true for a moment only.
        with contextlib.redirect_stdout(io.StringIO()):
            result = rasa.model_training.train(
                domain=str(DOMAIN),
                config=str(CONFIG),
                training_files=[str(settings.data)],
                output=beside,
                force_training=True,
                fixed_model_name=name,
            )
        if not result.model:
            raise RuntimeError("Das Training hat kein Modell ergeben. Die Meldungen darüber sagen, warum.")
        target = settings.models / f"{name}.tar.gz"
        os.replace(result.model, target)
    _tidy(settings, target)
    return target


def _tidy(settings: Settings, newest: Path) -> None:
    """Keeps the newest models and deletes the rest."""
    for path in models_in(settings.models)[KEPT_MODELS:]:
        if path != newest:
            path.unlink(missing_ok=True)
