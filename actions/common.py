"""What the actions share: the content of the moment, what the message named, and how an answer is uttered."""

from __future__ import annotations

from datetime import date
from typing import Any, Optional

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from lotse.content.answer import Answer, Composer, current_composer
from lotse.content.loader import Content, Faq
from lotse.content.markup import Block
from lotse.content.schema import Office, Outcome
from lotse.content.store import shared_store
from lotse.nlu.county_words import Named

DEFAULT_OFFICE = "jobcenter"
SWITCHBOARD = "landratsamt"


def composer() -> Composer:
    """Makes answers from the content as it is now."""
    return current_composer(shared_store().content)


def named(tracker: Tracker) -> Named:
    """What the last message itself named."""
    values: dict[str, Any] = {item["entity"]: item["value"] for item in tracker.latest_message.get("entities", [])}
    if "day" in values:
        values["day"] = date.fromisoformat(values["day"])
    return Named(**{name: value for name, value in values.items() if name in Named.__dataclass_fields__})


def intent_of(tracker: Tracker) -> str:
    """The intent of the last message."""
    return (tracker.latest_message.get("intent") or {}).get("name") or ""


def office_asked_for(tracker: Tracker, content: Content, remember: bool = True) -> Office:
    """The office that the message names, or the one for the benefit it names, or the one talked about before."""
    found = named(tracker)
    for office, benefit in ((found.office, found.benefit), (tracker.get_slot("office"), tracker.get_slot("benefit"))):
        if office and office in content.offices:
            return content.offices[office]
        if benefit and benefit in content.benefits:
            return content.offices[content.benefits[benefit].office]
        if not remember:
            break
    return content.offices[DEFAULT_OFFICE]


def lead(make: Composer, tracker: Tracker) -> list[Block]:
    """The written part of the answer to the intent, if it has one."""
    faq = make.content.faqs.get(intent_of(tracker))
    return make.lead(faq) if faq else []


def situation_answer(make: Composer, tracker: Tracker) -> Optional[Answer]:
    """The written answer for a situation that was tapped with this message; None without one."""
    faq = make.content.faqs.get(intent_of(tracker))
    situation = (tracker.latest_message.get("metadata") or {}).get("situation")
    return make.faq(faq, situation) if faq and situation else None


def utter(dispatcher: CollectingDispatcher, answer: Answer) -> None:
    """Sends an answer: plain text for any channel, the whole answer beside it for the widget."""
    dispatcher.utter_message(text=answer.text(), answer=answer.as_dict())


def answered(make: Composer, tracker: Tracker, blocks: list[Block]) -> Answer:
    """An answer to the intent from blocks, with the sources and follow-ups of its entry."""
    intent = intent_of(tracker)
    faq: Optional[Faq] = make.content.faqs.get(intent)
    if faq is None:
        return Answer(Outcome.ANSWERED, intent, blocks)
    return Answer(
        outcome=faq.entry.outcome,
        intent=intent,
        blocks=blocks,
        suggestions=make.situations(faq) + make.follow_ups(faq),
        sources=[{"title": source.title, "url": source.url} for source in faq.entry.sources],
        as_of=faq.entry.checked_on.isoformat() if faq.entry.checked_on else None,
    )
