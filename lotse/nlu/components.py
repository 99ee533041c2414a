"""The Rasa components that read a message: its words, and what of the county it names. config.yml names them."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, Dict, List, Optional

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from lotse import clock
from lotse.content.loader import load
from lotse.content.store import shared_store
from lotse.nlu import language
from lotse.nlu.component import CUTS, META_FILE, METADATA, TOPIC, WORDS, WORDS_IN_CONTEXT, LotseComponent
from lotse.nlu.concerns import cuts
from lotse.nlu.county_words import CountyWords, Named
from lotse.nlu.normaliser import Normaliser, aliases_of
from lotse.settings import settings


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class GermanNormaliser(LotseComponent):
    """The German pipeline and the normaliser: gives each message its words.

    Remembers the language model and the glossary that the model was trained with.
    """

    def __init__(
        self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, aliases: Dict[str, str]
    ) -> None:
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        self._aliases = aliases
        self._normalise = Normaliser(aliases)
        # spaCy's built-in German has no lemmas: then it need not be loaded (0.4 s, 40 MB).
        self._german = language.german() if language.installed() != language.BUILT_IN else None

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, **_: Any
    ) -> GermanNormaliser:
        """A new component, with the glossary as it stands."""
        glossary = load(settings().data).words
        return cls(config, model_storage, resource, aliases_of((word.official, word.said) for word in glossary))

    def train(self, training_data: TrainingData) -> Resource:
        """Writes down what must be the same when the model is used."""
        with self._storage.write_to(self._resource) as folder:
            meta = {"language_model": language.installed(), "aliases": self._aliases}
            (folder / META_FILE).write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, **_: Any
    ) -> GermanNormaliser:
        """The component of a trained model. Raises LanguageModelMismatchError on another German pipeline."""
        with model_storage.read_from(resource) as folder:
            meta = json.loads((folder / META_FILE).read_text(encoding="utf-8"))
        if meta["language_model"] != language.installed():
            raise language.LanguageModelMismatchError(meta["language_model"], language.installed())
        return cls(config, model_storage, resource, meta["aliases"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Sets the words of each example."""
        for message in training_data.training_examples:
            self._set_words(message)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets the words of each message, of the sides of each cut, and together with the topic of the turn before."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                self._set_words(message)
                message.set(CUTS, [(self._words(before), self._words(after)) for before, after in cuts(text)])
                topic = (message.get(METADATA) or {}).get(TOPIC)
                if topic:
                    message.set(WORDS_IN_CONTEXT, self._words(f"{topic} {text}"))
        return messages

    def _set_words(self, message: Message) -> None:
        if message.get(TEXT):
            message.set(WORDS, self._words(message.get(TEXT)))

    def _words(self, text: str) -> List[str]:
        words = self._normalise(text)
        if self._german is None:
            return words
        lemmas = self._normalise(" ".join(token.lemma_ for token in self._german(text)))
        return words + [lemma for lemma in lemmas if lemma not in words]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CountyEntityExtractor(LotseComponent):
    """Office, benefit, place and day, from the county's data as it is at that moment."""

    def __init__(self, config: Dict[str, Any]) -> None:
        super().__init__(config)
        self._content: Any = None
        self._words: Optional[CountyWords] = None

    @classmethod
    def create(cls, config: Dict[str, Any], *_: Any, **__: Any) -> CountyEntityExtractor:
        """A new component; there is nothing to train."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Examples carry no entities."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds the entities of each message."""
        content = shared_store().content
        if content is not self._content:
            self._content, self._words = content, CountyWords(content)
        for message in messages:
            text = message.get(TEXT)
            if text and self._words:
                found = _entities(self._words.find(text, clock.today()))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages


def _entities(named: Named) -> List[Dict[str, Any]]:
    found = []
    for field in fields(named):
        value = getattr(named, field.name)
        if value is not None:
            found.append({"entity": field.name, "value": str(value), "extractor": CountyEntityExtractor.__name__})
    return found
