"""What the bot says when it is not sure: choices, or an honest "I don't know"."""

from __future__ import annotations

from typing import Any, Callable

import pytest

from actions.fallback import ActionFallback
from lotse.content.answer import NONE_OF_THESE, Answer, Suggestion
from lotse.content.schema import Outcome

RunAction = Callable[..., Answer]


def _fallback(run_action: RunAction, **decision: Any) -> Answer:
    return run_action(ActionFallback(), "nlu_fallback", decision=decision)


def test_fallback_offers_the_canonical_questions_and_none_of_these(run_action: RunAction) -> None:
    answer = _fallback(run_action, band="suggest", candidates=["kaution", "bg_hoehe"])
    assert (answer.outcome, answer.intent) == (Outcome.SUGGESTED, None)
    assert answer.suggestions == [
        Suggestion("Zahlt das Jobcenter die Kaution?", "kaution"),
        Suggestion("Wie viel Geld bekomme ich?", "bg_hoehe"),
        Suggestion("Nichts davon", NONE_OF_THESE, "none"),
    ]
    assert answer.text().startswith("Ich bin mir nicht sicher, was du meinst.")


@pytest.mark.parametrize("left_out", ["geloescht", "begruessung", "notfall_krise"])
def test_fallback_offers_only_questions_that_make_sense(run_action: RunAction, left_out: str) -> None:
    answer = _fallback(run_action, band="suggest", candidates=[left_out, "kaution"])
    assert [item.intent for item in answer.suggestions] == ["kaution", NONE_OF_THESE]


@pytest.mark.parametrize(
    "decision",
    [
        {"band": "unsure", "candidates": ["kaution"]},
        {"band": "suggest", "candidates": []},
        {"band": "suggest", "candidates": ["geloescht"]},
        {},
    ],
    ids=["unsure", "no candidates", "candidates are gone", "no decision"],
)
def test_fallback_says_honestly_that_it_does_not_know(run_action: RunAction, decision: dict[str, Any]) -> None:
    answer = _fallback(run_action, **decision)
    assert (answer.outcome, answer.suggestions) == (Outcome.UNANSWERED, [])
    assert answer.text().startswith("Das weiß ich leider nicht.")


def test_fallback_without_an_answer_names_one_office_that_can_be_called(run_action: RunAction) -> None:
    cards = [block for block in _fallback(run_action).blocks if block["type"] == "card"]
    assert [card["title"] for card in cards] == ["Jobcenter Musterkreis"]
    assert cards[0]["phones"][0]["number"] == "06192 2010"


def test_fallback_after_none_of_these_regrets_it(run_action: RunAction) -> None:
    answer = _fallback(run_action, band="unsure", rejected=True)
    assert answer.text().startswith("Schade, dass nichts gepasst hat.")
    assert answer.outcome is Outcome.UNANSWERED


def test_fallback_offers_both_of_two_concerns(run_action: RunAction) -> None:
    both = ["bg_hoehe", "kaution"]
    answer = _fallback(run_action, band="suggest", candidates=both, both=both)
    assert answer.text().startswith("Das sind zwei Fragen.")
    assert [item.intent for item in answer.suggestions] == [*both, NONE_OF_THESE]
