"""Online services: forms, appointments, videos, and how to hand in papers digitally."""

from __future__ import annotations

from typing import Any, Iterable

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.common import DEFAULT_OFFICE, answered, composer, intent_of, lead, named, office_asked_for, utter
from lotse.content.answer import Composer
from lotse.content.schema import Service, ServiceKind
from lotse.nlu.normaliser import spelled

MOST_LINKS = 4
FORMS = (ServiceKind.FORM, ServiceKind.UPLOAD, ServiceKind.CALCULATOR, ServiceKind.INFO)


class ActionOnlineServices(Action):
    """Links to forms and online services."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_online_services"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Shows the services for the benefit or the words of the message, else the most asked for."""
        make = composer()
        benefit = named(tracker).benefit or tracker.get_slot("benefit")
        services = matching(make.content.services.values(), _text(tracker), benefit, FORMS)
        blocks = lead(make, tracker) + make.services([service.id for service in services])
        utter(
            dispatcher,
            answered(make, tracker, blocks + make.office(services[0].office if services else DEFAULT_OFFICE)),
        )
        return []


class ActionVideos(Action):
    """Links to the explainer videos."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_videos"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Shows the videos on what the message names, else all."""
        make = composer()
        videos = matching(make.content.services.values(), _text(tracker), None, (ServiceKind.VIDEO,))
        utter(dispatcher, answered(make, tracker, lead(make, tracker) + make.services([video.id for video in videos])))
        return []


class _ServiceAnswer:
    """An answer with its text, one kind of service, and the office. No action by itself: Rasa registers those."""

    services: tuple[str, ...] = ()

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Shows the text, the service and the office."""
        make = composer()
        office = office_asked_for(tracker, make.content)
        links = make.services(self.services) if office.id == DEFAULT_OFFICE else []
        blocks = [*lead(make, tracker), *links, *_extras(make, tracker), make.card(office)]
        utter(dispatcher, answered(make, tracker, blocks))
        return []


class ActionBookAppointment(_ServiceAnswer, Action):
    """Where to book an appointment."""

    services = ("termin_buchen",)

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_book_appointment"


class ActionCancelAppointment(_ServiceAnswer, Action):
    """How to move or cancel an appointment."""

    services = ("termin_absagen_online",)

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_cancel_appointment"


class ActionHandInPapers(_ServiceAnswer, Action):
    """How to hand in papers digitally: the county keeps electronic files."""

    services = ("unterlagen_hochladen",)

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_hand_in_papers"


def _extras(make: Composer, tracker: Tracker) -> list[dict[str, Any]]:
    """The next step and the papers of the entry, which belong to every full answer."""
    faq = make.content.faqs.get(intent_of(tracker))
    return make.needs(faq.entry) if faq else []


def matching(
    services: Iterable[Service], text: str, benefit: str | None, kinds: tuple[ServiceKind, ...]
) -> list[Service]:
    """The services that fit best: those whose words stand in the text, then those of the benefit, then the first."""
    candidates = [service for service in services if service.kind in kinds]
    plain = spelled(text)
    by_word = [service for service in candidates if any(spelled(word) in plain for word in service.words)]
    if benefit:
        by_benefit = [service for service in candidates if benefit in service.benefits]
        both = [service for service in by_benefit if service in by_word]
        return (both or by_benefit or by_word or candidates)[:MOST_LINKS]
    return (by_word or candidates)[:MOST_LINKS]


def _text(tracker: Tracker) -> str:
    return tracker.latest_message.get("text") or ""
