"""Serves the responses of the FAQs live from the content: `nlg: {type: lotse.content.nlg.ContentResponses}`."""

from __future__ import annotations

import logging
from typing import Any, Optional

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from lotse.content.answer import Answer, Composer, current_composer
from lotse.content.loader import Faq
from lotse.content.schema import Part
from lotse.content.store import ContentStore, shared_store

logger = logging.getLogger(__name__)

RESPONSE_PREFIX = "utter_"


class ContentResponses(NaturalLanguageGenerator):
    """Makes `utter_<intent>` from the content in memory at the moment of asking."""

    def __init__(
        self,
        endpoint_config: Optional[EndpointConfig] = None,
        domain: Optional[Domain] = None,
        store: Optional[ContentStore] = None,
    ) -> None:
        self._store = store or shared_store()

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> Optional[dict[str, Any]]:
        """The response as plain text for any channel, with the whole answer beside it for the widget."""
        content = self._store.content
        faq = content.faqs.get(utter_action[len(RESPONSE_PREFIX) :])
        if faq is None:
            logger.error("Zu %s gibt es keinen Inhalt (mehr). Das Modell ist älter als die Inhalte.", utter_action)
            return None
        return response(asked_for(current_composer(content), faq, tracker))


def asked_for(make: Composer, faq: Faq, tracker: DialogueStateTracker) -> Answer:
    """The answer of an FAQ as the last message asks for it: whole, for a tapped situation, or the part asked about."""
    message = tracker.latest_message
    decision = (message.parse_data.get("decision") or {}) if message else {}
    if decision.get("part"):
        return make.part(faq, Part(decision["part"]))
    if decision.get("again"):
        return make.again(faq)
    return make.faq(faq, tapped_situation(tracker))


def response(answer: Answer) -> dict[str, Any]:
    """An answer in the form of a Rasa response."""
    return {"text": answer.text(), "answer": answer.as_dict()}


def tapped_situation(tracker: DialogueStateTracker) -> Optional[str]:
    """The situation that was tapped with this message. It is never inferred, and holds for one turn."""
    message = tracker.latest_message
    return (message.metadata or {}).get("situation") if message else None
