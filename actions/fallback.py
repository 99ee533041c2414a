"""What the bot says when it is not sure: choices, or an honest "I don't know" with an office that can be reached."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.common import DEFAULT_OFFICE, SWITCHBOARD, composer, utter
from lotse.content.answer import NONE_OF_THESE, Answer, Composer, Suggestion, paragraph
from lotse.content.schema import Outcome
from lotse.nlu.bands import Band
from lotse.nlu.earlier import offered

DID_YOU_MEAN = "Ich bin mir nicht sicher, was du meinst. Such dir bitte etwas aus:"
SEVERAL = "Das sind zwei Fragen. Womit fangen wir an? Danach kannst du die andere antippen oder „das andere“ schreiben."
NO_ANSWER = (
    "Das weiß ich leider nicht. Frag bitte direkt nach, dort hilft dir ein Mensch weiter. "
    "Oder schreib deine Frage noch einmal mit anderen Worten."
)
REJECTED = "Schade, dass nichts gepasst hat. Frag bitte direkt nach, dort hilft dir ein Mensch weiter."
NONE_LABEL = "Nichts davon"


class ActionFallback(Action):
    """Offers up to three questions, or says honestly that there is no answer."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_fallback"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Decides by the band that the classifier chose."""
        decision = tracker.latest_message.get("decision") or {}
        make = composer()
        candidates = offered(make.content, decision.get("candidates", []))
        if decision.get("band") == Band.SUGGEST.value and candidates:
            utter(dispatcher, suggested(make, candidates, several=bool(decision.get("both"))))
        else:
            utter(dispatcher, unanswered(make, rejected=decision.get("rejected", False)))
        return []


def suggested(make: Composer, candidates: list[str], several: bool = False) -> Answer:
    """ "Meintest du …?" with the canonical questions and "Nichts davon"; `several` when all of them were asked."""
    choices = [Suggestion(make.content.faqs[name].entry.question, name) for name in candidates]
    return Answer(
        outcome=Outcome.SUGGESTED,
        intent=None,
        blocks=[paragraph(SEVERAL if several else DID_YOU_MEAN)],
        suggestions=[*choices, Suggestion(NONE_LABEL, NONE_OF_THESE, "none")],
    )


def unanswered(make: Composer, rejected: bool = False) -> Answer:
    """No answer, and where to get one."""
    blocks = [paragraph(REJECTED if rejected else NO_ANSWER), *make.office(DEFAULT_OFFICE), *make.office(SWITCHBOARD)]
    return Answer(outcome=Outcome.UNANSWERED, intent=None, blocks=blocks[:2])
