"""The Rasa graph components: thin shells around the modules beside this one. config.yml names them.

Rasa calls `create` and `load` with more than some of them need; `**_` takes the rest.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Dict, List, Optional

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from lotse import clock
from lotse.content.loader import load
from lotse.content.store import shared_store
from lotse.nlu import language
from lotse.nlu.bands import Band, Borders, decide
from lotse.nlu.county_words import CountyWords, Named
from lotse.nlu.crisis import is_crisis
from lotse.nlu.foreign import foreign_language
from lotse.nlu.linear_model import LinearModel
from lotse.nlu.normaliser import Normaliser, aliases_of
from lotse.nlu.training import TrainingGoal, train
from lotse.settings import settings

CRISIS_INTENT = "notfall_krise"
FALLBACK_INTENT = "nlu_fallback"
WORDS = "words"
DECISION = "decision"
META_FILE = "meta.json"


def code_fingerprint() -> str:
    """Changes with any module that decides how a model is trained, so that Rasa's cache cannot serve an old one."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


class _LotseComponent(GraphComponent):
    def __init__(self, config: Dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def fingerprint_addon(cls, _config: Dict[str, Any]) -> Optional[str]:
        """Part of the cache key: the code of this package."""
        return code_fingerprint()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Prepares the training examples as messages are prepared later."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Adds what this component finds to each message."""
        raise NotImplementedError


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class GermanNormaliser(_LotseComponent):
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

    def process(self, messages: List[Message]) -> List[Message]:
        """Sets the words of each message."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                message.set(WORDS, self._words(text))
        return messages

    def _words(self, text: str) -> List[str]:
        words = self._normalise(text)
        if self._german is None:
            return words
        lemmas = self._normalise(" ".join(token.lemma_ for token in self._german(text)))
        return words + [lemma for lemma in lemmas if lemma not in words]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CountyEntityExtractor(_LotseComponent):
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


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LotseIntentClassifier(_LotseComponent):
    """Crisis detector, linear classifier and the three bands.

    Sets `intent` (the answer, or `nlu_fallback`), `intent_ranking` with calibrated probabilities and `decision`.
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """The training goal, and how many intents the ranking holds."""
        return {**asdict(TrainingGoal()), "ranking_length": 5}

    def __init__(
        self,
        config: Dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: Optional[LinearModel] = None,
        borders: Optional[Borders] = None,
    ) -> None:
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        self._model = model
        self._borders = borders

    @classmethod
    def create(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, **_: Any
    ) -> LotseIntentClassifier:
        """An untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Trains the linear model and fits its bands."""
        examples = [example for example in training_data.intent_examples if example.get(WORDS)]
        goal = TrainingGoal(**{field.name: self._config[field.name] for field in fields(TrainingGoal)})
        texts, intents = [example.get(WORDS) for example in examples], [example.get(INTENT) for example in examples]
        self._model, self._borders = train(texts, intents, goal)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
            (folder / META_FILE).write_text(json.dumps(self._borders.as_dict()), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls, config: Dict[str, Any], model_storage: ModelStorage, resource: Resource, **_: Any
    ) -> LotseIntentClassifier:
        """The component of a trained model."""
        with model_storage.read_from(resource) as folder:
            borders = Borders(**json.loads((folder / META_FILE).read_text(encoding="utf-8")))
            return cls(config, model_storage, resource, LinearModel.load(folder), borders)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that comes after needs predictions on the training examples."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Classifies each message."""
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        text, words = message.get(TEXT), message.get(WORDS)
        if not words or self._model is None or self._borders is None:
            _set(message, FALLBACK_INTENT, 0.0, [], Band.UNSURE, ())
            return
        ranking = self._model.ranking(words, self._config["ranking_length"])
        if is_crisis(text):
            _set(message, CRISIS_INTENT, 1.0, ranking, Band.ANSWER, ())
            return
        decision = decide(ranking, self._borders)
        intent = decision.intent or FALLBACK_INTENT
        language = foreign_language(text, self._model.vocabulary.words)
        _set(message, intent, decision.confidence, ranking, decision.band, decision.candidates, language)


def _set(
    message: Message,
    intent: str,
    confidence: float,
    ranking: List[tuple[str, float]],
    band: Band,
    candidates: tuple[str, ...],
    language: Optional[str] = None,
) -> None:
    message.set(INTENT, {"name": intent, "confidence": confidence}, add_to_output=True)
    listed = [{"name": name, "confidence": probability} for name, probability in ranking]
    message.set(INTENT_RANKING_KEY, listed, add_to_output=True)
    decided: Dict[str, Any] = {"band": band.value, "candidates": list(candidates)}
    if language:
        decided["language"] = language
    message.set(DECISION, decided, add_to_output=True)
