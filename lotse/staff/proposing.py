"""Which answers a question may belong to: what was recorded with it, else the classifier; and a search in all answers.

The classifier is read from the newest model without Rasa, so that the app starts at once and stays small.
"""

from __future__ import annotations

import json
import logging
import tarfile
import tempfile
import threading
from pathlib import Path
from typing import Callable, Optional

from lotse.content.loader import Content, Faq
from lotse.content.schema import Outcome
from lotse.questions.grouping import PROPOSALS, Group
from lotse.questions.wording import normalised
from lotse.settings import Settings
from lotse.training.models import models_in

logger = logging.getLogger(__name__)

RANKED = 10
FOUND_AT_MOST = 12
_CLASSIFIER_FILES = ("classifier.npz", "classifier.json")
Ranking = list[tuple[str, float]]


class Proposer:
    """Proposes answers. Without a model it only searches."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model: Optional[Path] = None
        self._rank: Optional[Callable[[str], Ranking]] = None
        self._lock = threading.Lock()

    def for_group(self, group: Group, content: Content) -> list[Faq]:
        """Three answers for a group, the most likely first."""
        names = list(group.proposals)
        if len(names) < PROPOSALS:
            rejected = {intent for item in group.questions for intent in item.rejected}
            ranked = [intent for intent, _ in self.ranking(group.representative)]
            names += [intent for intent in ranked if intent not in names and intent not in rejected]
        return [content.faqs[name] for name in names if name in content.faqs][:PROPOSALS]

    def search(self, words: str, content: Content) -> list[Faq]:
        """Answers whose question or examples hold the words, then those that the classifier finds likely."""
        wanted = normalised(words).split()
        if not wanted:
            return []
        scores: dict[str, float] = dict(self.ranking(words))
        for faq in content.faqs.values():
            title = normalised(faq.entry.question)
            scores[faq.intent] = scores.get(faq.intent, 0.0) + 2 * sum(word in title for word in wanted) / len(wanted)
            hits = sum(all(word in text for word in wanted) for text in map(normalised, faq.entry.examples))
            scores[faq.intent] += min(1.0, hits / 3)
        best = sorted((name for name in scores if scores[name] > 0.02), key=lambda name: (-scores[name], name))
        return [content.faqs[name] for name in best if name in content.faqs][:FOUND_AT_MOST]

    def ranking(self, text: str) -> Ranking:
        """What the classifier of the newest model finds likely; nothing without a model."""
        with self._lock:
            self._refresh()
            ranked = self._rank(text) if self._rank else []
        return [(intent, score) for intent, score in ranked if intent != Outcome.OUT_OF_SCOPE.value]

    def _refresh(self) -> None:
        newest = next(iter(models_in(self._settings.models)), None)
        if newest == self._model:
            return
        self._model = newest
        try:
            self._rank = _classifier(newest) if newest else None
        except (OSError, KeyError, ValueError, tarfile.TarError) as error:
            logger.warning("Das Modell %s lässt sich für Vorschläge nicht lesen (%s).", newest, type(error).__name__)
            self._rank = None


def _classifier(model: Path) -> Callable[[str], Ranking]:
    from lotse.nlu.linear_model import LinearModel
    from lotse.nlu.normaliser import Normaliser

    with tempfile.TemporaryDirectory() as folder, tarfile.open(model) as archive:
        aliases: dict[str, str] = {}
        for member in archive:
            name = Path(member.name).name
            if name in _CLASSIFIER_FILES or (name == "meta.json" and "Normaliser" in member.name):
                data = archive.extractfile(member)
                content = data.read() if data else b""
                if name == "meta.json":
                    aliases = json.loads(content)["aliases"]
                else:
                    (Path(folder) / name).write_bytes(content)
        linear = LinearModel.load(Path(folder))
    normalise = Normaliser(aliases)
    return lambda text: linear.ranking(normalise(text), RANKED)
