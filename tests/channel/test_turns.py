"""One turn: no text becomes a command, a tap is what it names, a failure is visible."""

# ruff: noqa: E402
from __future__ import annotations

import asyncio
import logging
from types import SimpleNamespace
from typing import Any, Optional

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import UserUttered

from lotse.channel.problems import NotReadyProblem, TextProblem
from lotse.channel.turns import Choice, Turn, Turns, clean
from lotse.content.answer import NONE_OF_THESE, Answer, Suggestion, paragraph
from lotse.content.loader import Content
from lotse.content.schema import Outcome
from lotse.content.store import ContentStore

YES = Answer(Outcome.ANSWERED, "kaution", [paragraph("Ja.")], [Suggestion("Mehr?", "bg_hoehe")])


class FakeAgent:
    """Stands where Rasa's agent is: keeps the message and sends fixed responses."""

    def __init__(self, *responses: dict[str, Any], ready: bool = True, error: Optional[Exception] = None) -> None:
        self._responses = responses or ({"text": "Ja.", "answer": YES.as_dict()},)
        self._ready = ready
        self._error = error
        self.message: Optional[UserMessage] = None
        self.forgotten: list[str] = []
        self.events: list[Any] = []
        self.decision: dict[str, Any] = {}
        self.tracker_store = SimpleNamespace(retrieve=self._retrieve, forget=self.forgotten.append)

    def is_ready(self) -> bool:
        """Whether a model is loaded."""
        return self._ready

    async def handle_message(self, message: UserMessage) -> None:
        """Sends the responses, or fails."""
        self.message = message
        if self._error:
            raise self._error
        for response in self._responses:
            await message.output_channel.send_response(message.sender_id, response)

    async def _retrieve(self, sender_id: str) -> Any:
        parsed = {
            "intent": {"name": "kaution", "confidence": 0.8},
            "intent_ranking": [{"name": "kaution", "confidence": 0.8}],
            "decision": self.decision,
        }
        return SimpleNamespace(latest_message=SimpleNamespace(parse_data=parsed), events=self.events)


@pytest.fixture
def agent() -> FakeAgent:
    """An agent that says yes to everything."""
    return FakeAgent()


@pytest.fixture
def turns(agent: FakeAgent, store: ContentStore, environment) -> Turns:
    """The turns of that agent."""
    return Turns(agent, store)  # type: ignore[arg-type]


def _ask(turns: Turns, text: str) -> Turn:
    return asyncio.run(turns.ask("sitzung", text))


@pytest.mark.parametrize(
    ("text", "reaches"),
    [
        ("wie hoch ist die miete", "wie hoch ist die miete"),
        ("/restart", "restart"),
        ("//restart", "restart"),
        (" \t/ / restart", "restart"),
        ("\u200b/restart", "restart"),
        ("\u202e/\ufeff/session_start", "session_start"),
        ("\x00/\xad/restart", "restart"),
        ("\U000e0001/restart", "restart"),
        ('/kaution{"office": "jobcenter"}', 'kaution{"office": "jobcenter"}'),
        ("und/oder", "und/oder"),
        ("  zwei\n\n Zeilen ", "zwei Zeilen"),
    ],
)
def test_turn_text_never_reaches_rasa_as_a_command(turns: Turns, agent: FakeAgent, text: str, reaches: str) -> None:
    _ask(turns, text)
    assert agent.message is not None
    assert agent.message.text == reaches


@pytest.mark.parametrize(
    "text",
    [
        '{"intent": "kaution"}',
        '{"choice": {"intent": "kaution", "turn": 0}}',
        '[{"text": "/restart"}]',
        "EXTERNAL: kaution",
    ],
)
def test_turn_text_that_looks_like_a_tap_is_only_text(turns: Turns, agent: FakeAgent, text: str) -> None:
    _ask(turns, text)
    assert agent.message is not None
    assert (agent.message.text, agent.message.parse_data) == (text, None)
    assert agent.message.metadata == {"earlier": [], "topic": None}


@pytest.mark.parametrize("text", ["/", " // ", "\u200b", "\x00\x01", "/\u2060/", "\xad"])
def test_turn_without_words_is_refused(turns: Turns, agent: FakeAgent, text: str) -> None:
    with pytest.raises(TextProblem):
        _ask(turns, text)
    assert agent.message is None


def test_turn_masks_personal_data_before_rasa_sees_it(turns: Turns, agent: FakeAgent) -> None:
    turn = _ask(turns, "meine mail ist maxi.muster@example.org")
    assert agent.message is not None
    assert "maxi.muster" not in agent.message.text
    assert "maxi.muster" not in turn.text
    assert len(turn.masked) == 1


def test_turn_masks_personal_data_behind_invisible_characters(turns: Turns, agent: FakeAgent) -> None:
    _ask(turns, "\u200bmaxi.muster@example.org\u200b")
    assert agent.message is not None
    assert "maxi.muster" not in agent.message.text


@pytest.mark.parametrize(
    "invisible",
    [
        "\x00",
        "\x1b",
        "\x7f",
        "\x9b",
        "\xad",
        "\u061c",
        "\u180e",
        "\u200b",
        "\u200d",
        "\u200f",
        "\u202e",
        "\u2060",
        "\u2066",
        "\ufeff",
        "\ud800",
        "\U000e0041",
    ],
)
def test_turn_text_is_cleaned_of_invisible_characters(invisible: str) -> None:
    assert invisible not in clean(f"Wohn{invisible}geld")


@given(st.text(max_size=40))
def test_turn_text_cleaned_twice_is_the_same(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("text", ["Größe & Höhe – „ja“", "😀 ok", "я не хочу", "مرحبا", "[IBAN]"])
def test_turn_text_keeps_every_visible_character(text: str) -> None:
    assert clean(text) == text


def test_turn_gives_answer_confidence_and_ranking(turns: Turns) -> None:
    turn = _ask(turns, "kaution")
    assert (turn.answer, turn.confidence, turn.ranking) == (YES, 0.8, (("kaution", 0.8),))


def test_turn_joins_several_responses_to_one_answer(store: ContentStore, environment) -> None:
    first = Answer(Outcome.CRISIS, "notfall_krise", [paragraph("Ruf an.")])
    agent = FakeAgent({"text": "", "answer": first.as_dict()}, {"text": "Ja.", "answer": YES.as_dict()})
    answer = _ask(Turns(agent, store), "frage").answer  # type: ignore[arg-type]
    assert answer.blocks == [paragraph("Ruf an."), paragraph("Ja.")]
    assert answer.suggestions == YES.suggestions


def test_turn_response_that_is_only_text_is_a_paragraph(store: ContentStore, environment) -> None:
    answer = _ask(Turns(FakeAgent({"text": "Nur **Text**."}), store), "frage").answer  # type: ignore[arg-type]
    assert answer.blocks == [paragraph("Nur **Text**.")]


@pytest.mark.parametrize("agent", [None, FakeAgent(ready=False)], ids=["no agent", "no model"])
def test_turn_before_the_model_is_loaded_is_refused(
    store: ContentStore, environment, agent: Optional[FakeAgent]
) -> None:
    with pytest.raises(NotReadyProblem):
        _ask(Turns(agent, store), "frage")  # type: ignore[arg-type]


def test_turn_that_fails_says_so_and_names_an_office(store: ContentStore, environment) -> None:
    answer = _ask(Turns(FakeAgent(error=RuntimeError("kaputt")), store), "frage").answer  # type: ignore[arg-type]
    assert answer.outcome is Outcome.ERROR
    assert answer.text().startswith("Bei mir ist etwas schiefgegangen.")
    assert "06192 2010" in answer.text()


def test_turn_without_any_response_is_never_empty(store: ContentStore, environment) -> None:
    class Silent(FakeAgent):
        async def handle_message(self, message: UserMessage) -> None:
            """Says nothing."""

    answer = _ask(Turns(Silent(), store), "frage").answer  # type: ignore[arg-type]
    assert answer.outcome is Outcome.ERROR
    assert answer.blocks


def test_turn_that_fails_writes_no_word_of_it_to_the_log(
    store: ContentStore, environment, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        _ask(Turns(FakeAgent(error=RuntimeError("kaputt")), store), "meine geheime frage")  # type: ignore[arg-type]
    assert "Ein Turn ist fehlgeschlagen." in caplog.text
    assert "geheime" not in caplog.text


def _parsed(intent: str, **decision: Any) -> UserUttered:
    parsed = {"intent": {"name": intent, "confidence": 1.0}, "entities": [], "decision": decision}
    return UserUttered("davor", parsed["intent"], [], parsed)  # type: ignore[arg-type]


def test_turn_takes_along_what_the_turns_before_were_about(turns: Turns, agent: FakeAgent) -> None:
    agent.events = [_parsed("kaution"), _parsed("nlu_fallback", band="suggest", candidates=["bg_hoehe"])]
    _ask(turns, "das erste")
    assert agent.message is not None
    assert agent.message.metadata == {
        "earlier": [{"intent": "kaution", "offered": []}, {"intent": None, "offered": ["bg_hoehe"]}],
        "topic": "Zahlt das Jobcenter die Kaution?",
    }


BOTH = ["kaution", "bg_hoehe"]


def test_turn_that_answers_one_of_two_concerns_offers_the_other_first(turns: Turns, agent: FakeAgent) -> None:
    agent.decision = {"band": "answer", "both": BOTH}
    turn = _ask(turns, "kaution und wie viel geld")
    assert turn.both == ("kaution", "bg_hoehe")
    assert turn.answer.text().startswith("Du fragst zwei Dinge.")
    assert turn.answer.suggestions == [Suggestion("Wie viel Geld bekomme ich?", "bg_hoehe", "follow_up")]


@pytest.mark.parametrize("tapped", [True, False])
def test_turn_after_two_offered_concerns_offers_the_one_not_chosen(
    turns: Turns, agent: FakeAgent, tapped: bool
) -> None:
    agent.events = [_parsed("nlu_fallback", band="suggest", candidates=BOTH, both=BOTH)]
    turn = _choose(turns, intent="kaution", turn=1) if tapped else _ask(turns, "das erste")
    assert turn.answer.suggestions[0] == Suggestion("Wie viel Geld bekomme ich?", "bg_hoehe", "follow_up")
    assert turn.answer.blocks == YES.blocks


def test_turn_that_answers_the_second_concern_does_not_offer_the_first_again(turns: Turns, agent: FakeAgent) -> None:
    agent.events = [_parsed("bg_hoehe", band="answer", both=BOTH)]
    assert _ask(turns, "das andere").answer == YES


def test_turn_on_something_else_does_not_come_back_to_the_two_concerns(turns: Turns, agent: FakeAgent) -> None:
    agent.events = [_parsed("nlu_fallback", band="suggest", candidates=BOTH, both=["bg_hoehe", "oeffnungszeiten"])]
    assert _ask(turns, "kaution").answer == YES


def _choose(turns: Turns, **choice: Any) -> Turn:
    return asyncio.run(turns.choose("sitzung", Choice(**choice)))


def test_choice_reaches_rasa_as_its_intent(turns: Turns, agent: FakeAgent) -> None:
    _choose(turns, intent="kaution", turn=1)
    assert agent.message is not None
    assert agent.message.text == "Zahlt das Jobcenter die Kaution?"
    assert agent.message.parse_data["intent"] == {"name": "kaution", "confidence": 1.0}
    assert agent.message.parse_data["entities"] == []


def test_choice_of_a_situation_reaches_the_answer(turns: Turns, agent: FakeAgent) -> None:
    _choose(turns, intent="kaution", turn=1, situation="unter_25")
    assert agent.message is not None
    assert agent.message.metadata == {"situation": "unter_25"}


def test_choice_of_none_of_these_is_a_rejection(turns: Turns, agent: FakeAgent) -> None:
    _choose(turns, intent=NONE_OF_THESE, turn=1)
    assert agent.message is not None
    assert agent.message.parse_data["intent"]["name"] == "nlu_fallback"
    assert agent.message.parse_data["decision"] == {"band": "unsure", "candidates": [], "rejected": True}


def test_choice_is_part_of_the_turn(turns: Turns) -> None:
    assert _choose(turns, intent="kaution", turn=1).choice == Choice("kaution", 1)


@pytest.mark.parametrize(
    ("data", "choice"),
    [
        ({"intent": "kaution"}, Choice("kaution", 0)),
        ({"intent": "kaution", "turn": 2}, Choice("kaution", 2)),
        ({"intent": NONE_OF_THESE, "turn": 1}, Choice(NONE_OF_THESE, 1)),
        ({"intent": "kaution", "turn": 1, "situation": "unter_25"}, Choice("kaution", 1, "unter_25")),
        ({"intent": "kaution", "turn": 1, "situation": None}, Choice("kaution", 1)),
    ],
)
def test_choice_that_can_be_tapped_is_taken(content: Content, data: Any, choice: Choice) -> None:
    assert Choice.from_json(data, content, turns=2) == choice


@pytest.mark.parametrize(
    "data",
    [
        None,
        "kaution",
        ["kaution"],
        {},
        {"intent": None},
        {"intent": 1},
        {"intent": ["kaution"]},
        {"intent": "geloescht"},
        {"intent": "nlu_fallback"},
        {"intent": "restart"},
        {"intent": "/restart"},
        {"intent": "action_fallback"},
        {"intent": "kaution", "turn": 3},
        {"intent": "kaution", "turn": -1},
        {"intent": "kaution", "turn": "1"},
        {"intent": "kaution", "turn": 1.5},
        {"intent": "kaution", "turn": None},
        {"intent": "kaution", "situation": "gibt_es_nicht"},
        {"intent": "bg_hoehe", "situation": "unter_25"},
        {"intent": NONE_OF_THESE, "situation": "unter_25"},
        {"intent": "kaution", "situation": ["unter_25"]},
        {"intent": "kaution", "situation": {"id": "unter_25"}},
        {"intent": "kaution", "situation": 1},
    ],
)
def test_choice_that_cannot_be_tapped_is_refused(content: Content, data: Any) -> None:
    with pytest.raises(TextProblem):
        Choice.from_json(data, content, turns=2)


def test_turns_forget_a_conversation(turns: Turns, agent: FakeAgent) -> None:
    asyncio.run(turns.forget("sitzung"))
    assert agent.forgotten == ["sitzung"]


def test_turns_forget_without_an_agent_does_nothing(store: ContentStore) -> None:
    assert asyncio.run(Turns(None, store).forget("sitzung")) is None
