"""Gives Rasa the content: an intent, examples and a rule for each FAQ. Nothing of it stands in Rasa's own files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional, Sequence, Union

import rasa.shared.utils.io
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from lotse.content.loader import DIALOG, Content, load
from lotse.content.problems import ContentError
from lotse.settings import settings

# The words of an answer never reach the model, so that a changed answer needs no training.
ANSWERED_LIVE = "Diese Antwort steht in data/ und wird beim Anzeigen gelesen."


def response_name(intent: str) -> str:
    """The name of an FAQ's response in Rasa."""
    return f"utter_{intent}"


class ContentImporter(TrainingDataImporter):
    """Reads `data/` for training: `importers: [{name: lotse.content.importer.ContentImporter}]` in config.yml."""

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[list[str], str]] = None,
        **kwargs: Any,
    ) -> None:
        self._config_file = config_file
        self._domain_path = domain_path
        self._root = settings().data
        self._content: Optional[Content] = None

    @property
    def content(self) -> Content:
        """The content; raises ContentError when a file is broken, since a model must not miss an answer."""
        if self._content is None:
            content = load(self._root)
            if content.problems:
                raise ContentError(list(content.problems))
            self._content = content
        return self._content

    def get_domain(self) -> Domain:
        """Slots and actions of domain.yml, with the intents and responses of the content."""
        own = Domain.load(self._domain_path) if self._domain_path else Domain.empty()
        intents = list(self.content.faqs)
        responses = {
            response_name(faq.intent): [{"text": ANSWERED_LIVE}]
            for faq in self.content.faqs.values()
            if not faq.entry.action
        }
        return own.merge(Domain.from_dict({"intents": intents, "responses": responses}))

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """A rule for each FAQ, and the rules of data/dialog/rules.yml."""
        rules = [
            {
                "rule": faq.intent,
                "steps": [{"intent": faq.intent}, {"action": faq.entry.action or response_name(faq.intent)}],
            }
            for faq in self.content.faqs.values()
        ]
        steps = YAMLStoryReader().read_from_parsed_yaml({"version": "3.1", "rules": rules})
        own_rules = self._root / DIALOG / "rules.yml"
        if own_rules.exists():
            steps += YAMLStoryReader().read_from_file(own_rules)
        return StoryGraph(steps)

    def get_nlu_data(self, language: Optional[str] = "de") -> TrainingData:
        """All examples. The canonical question is one of them."""
        messages = [
            Message.build(text=text, intent=faq.intent)
            for faq in self.content.faqs.values()
            for text in dict.fromkeys(_examples(faq.entry.question, faq.entry.examples, faq.topic))
        ]
        return TrainingData(messages)

    def get_config(self) -> dict[str, Any]:
        """The configuration as it stands in config.yml."""
        if not self._config_file or not Path(self._config_file).exists():
            return {}
        return rasa.shared.utils.io.read_model_configuration(self._config_file)

    def get_config_file_for_auto_config(self) -> Optional[str]:
        """The file that Rasa may name in its messages."""
        return self._config_file


def _examples(question: str, examples: Sequence[str], topic: str) -> Sequence[str]:
    return examples if topic == DIALOG else [question, *examples]
