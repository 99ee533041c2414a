"""The turns before a message."""

from __future__ import annotations

from lotse.content.loader import Content
from lotse.nlu.earlier import Earlier, topic_of

AMOUNT = Earlier("bg_hoehe")
DEPOSIT = Earlier("kaution")
OFFERED = Earlier(None, ("kaution", "bg_hoehe"))


def test_earlier_turn_is_read_from_what_rasa_parsed(content: Content) -> None:
    def earlier(intent: str, **decision: object) -> Earlier:
        return Earlier.from_parse_data({"intent": {"name": intent}, "decision": decision}, content)

    assert earlier("kaution", band="answer", candidates=["bg_hoehe"]) == DEPOSIT
    assert earlier("nlu_fallback", band="suggest", candidates=["kaution", "begruessung", "bg_hoehe"]) == OFFERED
    assert earlier("nlu_fallback", band="unsure", candidates=["kaution"]) == Earlier(None)
    both = earlier("kaution", band="answer", candidates=[], both=["kaution", "bg_hoehe"])
    assert both == Earlier("kaution", ("kaution", "bg_hoehe"))
    assert Earlier.from_parse_data({}, content) == Earlier(None)


def test_earlier_turn_travels_as_data() -> None:
    assert Earlier.from_dict(OFFERED.as_dict()) == OFFERED


def test_topic_is_the_last_question_that_was_answered(content: Content) -> None:
    topic = topic_of(content, [AMOUNT, DEPOSIT, Earlier("begruessung"), Earlier(None)])
    assert topic is not None
    assert topic.intent == "kaution"
    assert topic_of(content, [Earlier("begruessung"), Earlier(None)]) is None
