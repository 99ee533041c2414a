"""The Rasa component that decides: crisis, linear classifier, bands, two concerns, and the turns before."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from functools import lru_cache
from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from lotse.content.loader import Content
from lotse.content.store import shared_store
from lotse.nlu.bands import CANDIDATES, OUT_OF_SCOPE, Band, Borders, Decision, decide
from lotse.nlu.component import (
    CUTS,
    DECISION,
    EARLIER,
    FALLBACK_INTENT,
    META_FILE,
    METADATA,
    WORDS,
    WORDS_IN_CONTEXT,
    LotseComponent,
)
from lotse.nlu.concerns import two_concerns
from lotse.nlu.crisis import is_crisis
from lotse.nlu.earlier import Earlier
from lotse.nlu.follow_ups import Alone, FollowUps, Meant
from lotse.nlu.foreign import foreign_language
from lotse.nlu.linear_model import LinearModel
from lotse.nlu.spelling import strangeness
from lotse.nlu.training import TrainingGoal, train

CRISIS_INTENT = "notfall_krise"
# From this probability on a single word points to an answer, or away from all of them.
TELLS, TELLS_OFF = 0.6, 0.97
SHORTEST_TELLING_OFF = 5
# How much the topic counts beside the message itself.
WEIGHT_OF_CONTEXT = 0.7


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LotseIntentClassifier(LotseComponent):
    """Sets `intent` (the answer, or `nlu_fallback`), `intent_ranking` with calibrated probabilities and `decision`."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """The training goal, how many intents the ranking holds, and how sure both of two concerns must be."""
        return {**asdict(TrainingGoal()), "ranking_length": 5, "concerns_sure": 0.9}

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
        self._content: Optional[Content] = None
        self._follow_ups: Optional[FollowUps] = None
        self._tells = lru_cache(maxsize=5_000)(self._points_to_an_answer)

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
            if not message.get(WORDS) or self._model is None or self._borders is None:
                _set(message, FALLBACK_INTENT, 0.0, [], {"band": Band.UNSURE.value, "candidates": []})
            else:
                self._classify(message, self._model, self._borders)
        return messages

    def _classify(self, message: Message, model: LinearModel, borders: Borders) -> None:
        text, words = message.get(TEXT), message.get(WORDS)
        doubt = strangeness(model.spelling(words), model.vocabulary.words)
        ranking = _doubted(model.ranking(words, self._config["ranking_length"]), doubt)
        if is_crisis(text):
            _set(message, CRISIS_INTENT, 1.0, ranking, {"band": Band.ANSWER.value, "candidates": []})
            return
        decision = decide(ranking, borders)
        language = foreign_language(text, model.vocabulary.words)
        self._use_current_content()
        both = None if language else self._both_concerns(message, model, ranking)
        meant = None if language or both else self._meant(message, model, decision)
        if meant:
            _set(message, meant.intent or FALLBACK_INTENT, 1.0 if meant.intent else 0.0, ranking, _decided(meant))
            return
        decided: Dict[str, Any] = {"band": decision.band.value, "candidates": list(decision.candidates)}
        if language:
            decided["language"] = language
        intent = decision.intent
        if both:
            decided["both"] = list(both)
            # Sure of one as a whole: it is answered, and the other is offered. Else both are.
            intent = intent if intent in both else None
            if intent is None:
                decided.update({"band": Band.SUGGEST.value, "candidates": list(both)})
        _set(message, intent or FALLBACK_INTENT, decision.confidence, ranking, decided)

    def _use_current_content(self) -> None:
        content = shared_store().content
        if content is not self._content:
            self._content, self._follow_ups = content, FollowUps(content)

    def _is_faq(self, intent: str) -> bool:
        faq = self._content.faqs.get(intent) if self._content else None
        return faq is not None and faq.is_faq

    # -- Two concerns

    def _both_concerns(
        self, message: Message, model: LinearModel, ranking: List[tuple[str, float]]
    ) -> Optional[tuple[str, str]]:
        possible = {intent for intent, _ in ranking if self._is_faq(intent)}
        sure = self._config["concerns_sure"]
        return two_concerns(message.get(CUTS) or [], lambda words: self._best_concern(words, model), possible, sure)

    def _best_concern(self, words: List[str], model: LinearModel) -> tuple[str, float]:
        """The best intent for a part of a message. Small talk is left aside: "keinen Termin" is no "nein"."""
        ranking = model.ranking(words, self._config["ranking_length"])
        concerns = [(intent, sure) for intent, sure in ranking if intent == OUT_OF_SCOPE or self._is_faq(intent)]
        small_talk = sum(sure for _, sure in ranking) - sum(sure for _, sure in concerns)
        if not concerns:
            return OUT_OF_SCOPE, 0.0
        intent, sure = concerns[0]
        return intent, sure / (1 - small_talk)

    # -- The turns before

    def _meant(self, message: Message, model: LinearModel, decision: Decision) -> Optional[Meant]:
        earlier = [Earlier.from_dict(turn) for turn in (message.get(METADATA) or {}).get(EARLIER, ())]
        if not earlier or self._follow_ups is None:
            return None
        alone = Alone(decision.intent, decision.confidence, self._tells, lambda: self._in_context(message, model))
        return self._follow_ups.meant(message.get(TEXT), alone, earlier)

    def _points_to_an_answer(self, word: str) -> bool:
        if self._model is None:
            return False
        intent, probability = self._model.ranking([word], 1)[0]
        if intent == OUT_OF_SCOPE:
            return probability >= TELLS_OFF and len(word) >= SHORTEST_TELLING_OFF
        return probability >= TELLS and self._is_faq(intent)

    def _in_context(self, message: Message, model: LinearModel) -> list[tuple[str, float]]:
        """The FAQs for the message alone and together with the topic; their probabilities add up to 1."""
        both = message.get(WORDS_IN_CONTEXT)
        if not both:
            return []
        weighed = (1 - WEIGHT_OF_CONTEXT) * model.probabilities(message.get(WORDS))
        weighed = weighed + WEIGHT_OF_CONTEXT * model.probabilities(both)
        weighed = weighed * np.array([self._is_faq(intent) for intent in model.intents])
        best = np.argsort(-weighed)[:CANDIDATES]
        total = float(weighed.sum()) or 1.0
        return [(model.intents[position], float(weighed[position]) / total) for position in best]


def _doubted(ranking: List[tuple[str, float]], doubt: float) -> List[tuple[str, float]]:
    """Less probable the stranger the message is; that it is out of scope is not doubted."""
    if not doubt:
        return ranking
    doubted = [(intent, sure if intent == OUT_OF_SCOPE else sure * (1 - doubt)) for intent, sure in ranking]
    return sorted(doubted, key=lambda item: -item[1])


def _decided(meant: Meant) -> Dict[str, Any]:
    decided: Dict[str, Any] = {"band": meant.band.value, "candidates": list(meant.candidates), "follow_up": True}
    if meant.part:
        decided["part"] = meant.part.value
    decided.update({name: True for name in ("again", "rejected") if getattr(meant, name)})
    return decided


def _set(
    message: Message, intent: str, confidence: float, ranking: List[tuple[str, float]], decided: Dict[str, Any]
) -> None:
    message.set(INTENT, {"name": intent, "confidence": confidence}, add_to_output=True)
    listed = [{"name": name, "confidence": probability} for name, probability in ranking]
    message.set(INTENT_RANKING_KEY, listed, add_to_output=True)
    message.set(DECISION, decided, add_to_output=True)
