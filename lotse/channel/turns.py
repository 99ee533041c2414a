"""One turn: from a text or a tapped choice to an answer. The only place that talks to Rasa's agent."""
from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from typing import Any, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage

from lotse.channel.problems import NotReadyProblem, TextProblem
from lotse.content.answer import NONE_OF_THESE, Answer, Composer, notice, paragraph
from lotse.content.loader import Content
from lotse.content.schema import Outcome
from lotse.content.store import ContentStore
from lotse.nlu.bands import Band
from lotse.privacy.redaction import Kind, redact

logger = logging.getLogger(__name__)

CHANNEL = "widget"
FALLBACK_INTENT = "nlu_fallback"
FAILED = "Bei mir ist etwas schiefgegangen. Versuch es bitte noch einmal, oder frag direkt nach:"
# Control characters, halves of characters, and the marks that can make a text look like another.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    r"\U000e0000-\U000e007f]"
)
# Rasa reads a text that begins with a slash as a command: no text of a person may reach it so.
_COMMAND_START = re.compile(r"^[\s/]+")


@dataclass(frozen=True)
class Choice:
    """A tapped button: it names its answer, and the turn that it came from."""

    intent: str
    turn: int
    situation: Optional[str] = None

    @classmethod
    def from_json(cls, data: Any, content: Content, turns: int) -> "Choice":
        """Checks a choice from the client. Raises TextProblem when it names nothing that can be tapped."""
        if not isinstance(data, dict):
            raise TextProblem("Die Auswahl ist unvollständig.")
        intent, turn, situation = data.get("intent"), data.get("turn", 0), data.get("situation")
        well_formed = isinstance(intent, str) and isinstance(turn, int) and isinstance(situation, (str, type(None)))
        if not well_formed or not 0 <= turn <= turns:
            raise TextProblem("Diese Auswahl gibt es nicht mehr. Stell deine Frage bitte neu.")
        faq = content.faqs.get(intent)
        if faq is None and intent != NONE_OF_THESE:
            raise TextProblem("Diese Auswahl gibt es nicht mehr. Stell deine Frage bitte neu.")
        if situation is not None and (faq is None or situation not in {item.situation for item in faq.entry.variants}):
            raise TextProblem("Diese Auswahl gibt es nicht mehr. Stell deine Frage bitte neu.")
        return cls(intent, turn, situation)


@dataclass(frozen=True)
class Turn:
    """What happened in a turn. The text is masked; nothing here leads back to a person."""

    answer: Answer
    text: str
    masked: tuple[Kind, ...] = ()
    confidence: float = 0.0
    ranking: tuple[tuple[str, float], ...] = field(default=())
    choice: Optional[Choice] = None


class _Collector(OutputChannel):
    """Takes the answers of one turn as they are."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa's events."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps a message; the stock channels would split its text and drop its blocks."""
        self.messages.append(message)


class Turns:
    """Answers messages with an agent and the content."""

    def __init__(self, agent: Optional[Agent], store: ContentStore) -> None:
        self._agent = agent
        self._store = store

    @property
    def ready(self) -> bool:
        """Whether a model is loaded."""
        return self._agent is not None and self._agent.is_ready()

    async def ask(self, session_id: str, text: str) -> Turn:
        """Answers a text that a person typed. It is masked before anything else sees it."""
        masked, kinds = redact(clean(text))
        safe = _COMMAND_START.sub("", masked)
        if not safe:
            raise TextProblem("Schreib bitte eine Frage in Worten.")
        message = UserMessage(safe, _Collector(), session_id, input_channel=CHANNEL)
        return await self._handle(message, safe, masked=tuple(kinds))

    async def choose(self, session_id: str, choice: Choice) -> Turn:
        """Answers a tapped choice with exactly what it names; nothing is guessed."""
        faq = self._store.content.faqs.get(choice.intent)
        text = faq.entry.question if faq else ""
        intent = choice.intent if faq else FALLBACK_INTENT
        parse_data = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "entities": [],
            "intent_ranking": [],
            "decision": {"band": Band.ANSWER.value if faq else Band.UNSURE.value, "candidates": [], "rejected": faq is None},
        }
        metadata = {"situation": choice.situation} if choice.situation else None
        message = UserMessage(text, _Collector(), session_id, parse_data, CHANNEL, metadata=metadata)
        return await self._handle(message, text, choice=choice)

    async def forget(self, session_id: str) -> None:
        """Deletes what Rasa remembers of a conversation."""
        store = getattr(self._agent, "tracker_store", None)
        inner = getattr(store, "_tracker_store", store)
        if hasattr(inner, "forget"):
            inner.forget(session_id)

    async def _handle(
        self, message: UserMessage, text: str, masked: tuple[Kind, ...] = (), choice: Optional[Choice] = None
    ) -> Turn:
        if self._agent is None or not self.ready:
            raise NotReadyProblem
        try:
            await self._agent.handle_message(message)
            tracker = await self._agent.tracker_store.retrieve(message.sender_id)
        except Exception:
            logger.exception("Ein Turn ist fehlgeschlagen.")
            return Turn(self._failed(), text, masked, choice=choice)
        answer = _joined(message.output_channel.messages)  # type: ignore[attr-defined]
        if answer is None:
            logger.error("Ein Turn blieb ohne Antwort.")
            return Turn(self._failed(), text, masked, choice=choice)
        parsed = tracker.latest_message.parse_data if tracker and tracker.latest_message else {}
        ranking = tuple((item["name"], item["confidence"]) for item in parsed.get("intent_ranking") or [])
        confidence = float((parsed.get("intent") or {}).get("confidence") or 0.0)
        return Turn(answer, text, masked, confidence, ranking, choice)

    def _failed(self) -> Answer:
        make = Composer(self._store.content)
        return Answer(Outcome.ERROR, None, [notice(FAILED, "urgent"), *make.office("jobcenter")])


def clean(text: str) -> str:
    """A text without invisible characters and with single spaces."""
    return " ".join(_INVISIBLE.sub(" ", text).split())


def _joined(messages: list[dict[str, Any]]) -> Optional[Answer]:
    answers = [_answer_of(message) for message in messages]
    if len(answers) < 2:
        return answers[0] if answers else None
    last = answers[-1]
    blocks = [block for answer in answers for block in answer.blocks]
    return Answer(last.outcome, last.intent, blocks, last.suggestions, last.sources, last.as_of)


def _answer_of(message: dict[str, Any]) -> Answer:
    if message.get("answer"):
        return Answer.from_dict(message["answer"])
    return Answer(Outcome.ANSWERED, None, [paragraph(message.get("text") or "")])
