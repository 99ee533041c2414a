"""One turn: from a text or a tapped choice to an answer. The only place that talks to Rasa's agent."""

from __future__ import annotations

import logging
import re
import secrets
from dataclasses import dataclass, field, replace
from typing import Any, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import UserUttered

from lotse.channel.problems import NotReadyProblem, TextProblem
from lotse.content.answer import NONE_OF_THESE, Answer, Composer, Suggestion, notice, paragraph
from lotse.content.loader import Content
from lotse.content.markup import Block
from lotse.content.old_words import todays_word
from lotse.content.schema import Outcome
from lotse.content.store import ContentStore
from lotse.nlu.bands import Band
from lotse.nlu.component import EARLIER, FALLBACK_INTENT, TOPIC
from lotse.nlu.earlier import Earlier, topic_of
from lotse.privacy.redaction import Kind, redact

logger = logging.getLogger(__name__)

CHANNEL = "widget"
INTERPRETER_INTENT = "sprache_dolmetscher"
FAILED = "Bei mir ist etwas schiefgegangen. Versuch es bitte noch einmal, oder frag direkt nach:"
ALSO = "Du fragst zwei Dinge. Hier ist das eine; das andere steht unten als Knopf: **{}**"
GONE = "Diese Auswahl gibt es nicht mehr. Stell deine Frage bitte neu."
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
    def from_json(cls, data: Any, content: Content, turns: int) -> Choice:
        """Checks a choice from the client. Raises TextProblem when it names nothing that can be tapped."""
        if not isinstance(data, dict):
            raise TextProblem("Die Auswahl ist unvollständig.")
        intent, turn, situation = data.get("intent"), data.get("turn", 0), data.get("situation")
        if not isinstance(intent, str) or not isinstance(situation, (str, type(None))):
            raise TextProblem(GONE)
        if not isinstance(turn, int) or not 0 <= turn <= turns:
            raise TextProblem(GONE)
        faq = content.faqs.get(intent)
        if faq is None and intent != NONE_OF_THESE:
            raise TextProblem(GONE)
        if situation is not None and (faq is None or situation not in {item.situation for item in faq.entry.variants}):
            raise TextProblem(GONE)
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
    language: Optional[str] = None
    both: tuple[str, ...] = ()


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

    async def ask(self, session_id: str, text: str, told: Optional[set[str]] = None) -> Turn:
        """Answers a text that a person typed. It is masked before anything else sees it.

        `told` holds the words of today that the conversation has explained; a new one is added.
        """
        masked, kinds = redact(clean(text))
        safe = _COMMAND_START.sub("", masked)
        if not safe:
            raise TextProblem("Schreib bitte eine Frage in Worten.")
        messages = await self._messages(session_id)
        metadata = self._turns_before(messages)
        message = UserMessage(safe, _Collector(), session_id, input_channel=CHANNEL, metadata=metadata)
        turn = await self._handle(message, safe, masked=tuple(kinds))
        turn = replace(turn, answer=self._opened(turn, set() if told is None else told))
        return self._with_other_concern(turn, messages)

    async def ask_once(self, text: str) -> Turn:
        """Answers a text outside any conversation; nothing of it is remembered."""
        session_id = secrets.token_hex(8)
        turn = await self.ask(session_id, text)
        await self.forget(session_id)
        return turn

    async def choose(self, session_id: str, choice: Choice) -> Turn:
        """Answers a tapped choice with exactly what it names; nothing is guessed."""
        faq = self._store.content.faqs.get(choice.intent)
        text = faq.entry.question if faq else ""
        intent = choice.intent if faq else FALLBACK_INTENT
        parse_data: dict[str, Any] = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "entities": [],
            "intent_ranking": [],
            "decision": {
                "band": Band.ANSWER.value if faq else Band.UNSURE.value,
                "candidates": [],
                "rejected": faq is None,
            },
        }
        metadata = {"situation": choice.situation} if choice.situation else None
        message = UserMessage(text, _Collector(), session_id, parse_data, CHANNEL, metadata=metadata)
        messages = await self._messages(session_id)
        return self._with_other_concern(await self._handle(message, text, choice=choice), messages)

    async def forget(self, session_id: str) -> None:
        """Deletes what Rasa remembers of a conversation."""
        store = getattr(self._agent, "tracker_store", None)
        inner = getattr(store, "_tracker_store", store)
        forget = getattr(inner, "forget", None)
        if forget is not None:
            forget(session_id)

    async def _messages(self, session_id: str) -> list[dict[str, Any]]:
        """What Rasa made of the last messages of a conversation."""
        if self._agent is None or not self.ready:
            return []
        tracker = await self._agent.tracker_store.retrieve(session_id)
        return [event.parse_data for event in (tracker.events if tracker else ()) if isinstance(event, UserUttered)]

    def _turns_before(self, messages: list[dict[str, Any]]) -> dict[str, Any]:
        """What the conversation was about, for messages that lean on it."""
        content = self._store.content
        earlier = [Earlier.from_parse_data(parsed, content) for parsed in messages]
        topic = topic_of(content, earlier)
        return {EARLIER: [turn.as_dict() for turn in earlier], TOPIC: topic.entry.question if topic else None}

    def _with_other_concern(self, turn: Turn, messages: list[dict[str, Any]]) -> Turn:
        """Of two concerns in this message or the one before, the one not answered is the first button."""
        before = messages[-1] if messages else {}
        both = turn.both or (before.get("decision") or {}).get("both") or ()
        answer, faqs = turn.answer, self._store.content.faqs
        told = {answer.intent, (before.get("intent") or {}).get("name")}
        others = [name for name in both if name not in told and name in faqs]
        if answer.intent not in both or len(others) != 1:
            return turn
        (other,) = others
        first = Suggestion(faqs[other].entry.question, other, "follow_up")
        suggestions = [first, *(item for item in answer.suggestions if item.intent != other)]
        blocks = [paragraph(ALSO.format(faqs[other].entry.question)), *answer.blocks] if turn.both else answer.blocks
        return replace(turn, answer=replace(answer, suggestions=suggestions, blocks=blocks))

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
        answer = _joined(message.output_channel.messages)
        if answer is None:
            logger.error("Ein Turn blieb ohne Antwort.")
            return Turn(self._failed(), text, masked, choice=choice)
        parsed = tracker.latest_message.parse_data if tracker and tracker.latest_message else {}
        ranking = tuple((item["name"], item["confidence"]) for item in parsed.get("intent_ranking") or [])
        confidence = float((parsed.get("intent") or {}).get("confidence") or 0.0)
        decision = parsed.get("decision") or {}
        both = tuple(decision.get("both") or ())
        return Turn(answer, text, masked, confidence, ranking, choice, decision.get("language"), both)

    def _opened(self, turn: Turn, told: set[str]) -> Answer:
        """The answer with what belongs before it: the card in the person's language, the word of today."""
        answer, content = turn.answer, self._store.content
        if answer.outcome is Outcome.CRISIS:
            return answer
        opening: list[Block] = []
        card = content.languages.get(turn.language or "")
        if card:
            direction = {"dir": "rtl"} if card.rtl else {}
            opening.append({**notice(card.text), "lang": str(card.id), **direction})
            interpreter = content.faqs.get(INTERPRETER_INTENT)
            if interpreter and answer.intent != INTERPRETER_INTENT:
                suggestion = Suggestion(interpreter.entry.question, INTERPRETER_INTENT, "follow_up")
                answer = replace(answer, suggestions=[suggestion, *answer.suggestions])
        word = todays_word(turn.text, content) if answer.outcome is Outcome.ANSWERED else None
        if word and word[0] not in told:
            told.add(word[0])
            opening.append(paragraph(word[1]))
        return replace(answer, blocks=[*opening, *answer.blocks])

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
