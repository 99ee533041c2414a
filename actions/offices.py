"""Where an office is, how to reach it, and which one is responsible."""

from __future__ import annotations

from typing import Any, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.common import (
    DEFAULT_OFFICE,
    SWITCHBOARD,
    answered,
    composer,
    lead,
    named,
    office_asked_for,
    situation_answer,
    utter,
)
from lotse.content.answer import Composer, paragraph
from lotse.content.cards import shown
from lotse.content.markup import Block
from lotse.nlu.county_words import Named


class ActionOfficeAddress(Action):
    """Address, directions and access of an office."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_office_address"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Shows the office asked for; where its address is unknown, the switchboard that knows the way."""
        make = composer()
        office = office_asked_for(tracker, make.content)
        blocks = [*lead(make, tracker), make.card(office)]
        if not (office.address and shown(office.address, make.production)):
            blocks.append(
                paragraph(
                    f"Die Anschrift von «{office.short}» ist hier nicht bestätigt. Die Zentrale hilft dir weiter:"
                )
            )
            blocks += make.office(SWITCHBOARD)
        utter(dispatcher, answered(make, tracker, blocks))
        return []


class ActionOfficeContact(Action):
    """Telephone, mail and web page of an office."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_office_contact"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Shows the office asked for."""
        make = composer()
        office = office_asked_for(tracker, make.content)
        blocks = [*lead(make, tracker), make.card(office)]
        if not office.phones and not office.emails:
            blocks += make.office(SWITCHBOARD)
        utter(dispatcher, answered(make, tracker, blocks))
        return []


class ActionResponsibleOffice(Action):
    """Which office is responsible, by benefit and by town or postcode."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_responsible_office"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Names the office, or says that the place lies in another county."""
        make = composer()
        chosen = situation_answer(make, tracker)
        if chosen:
            utter(dispatcher, chosen)
            return []
        found = named(tracker)
        blocks = responsible_blocks(make, found, tracker.get_slot("benefit"))
        utter(dispatcher, answered(make, tracker, blocks or lead(make, tracker) + make.office(DEFAULT_OFFICE)))
        return []


class ActionHumanContact(Action):
    """How to talk to a person."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_human_contact"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Shows how to reach the office, and how to get an appointment."""
        make = composer()
        office = office_asked_for(tracker, make.content)
        blocks = [*lead(make, tracker), make.card(office)]
        if office.id == DEFAULT_OFFICE:
            blocks += make.services(["termin_buchen"])
        utter(dispatcher, answered(make, tracker, blocks))
        return []


def responsible_blocks(make: Composer, found: Named, benefit_before: Optional[str] = None) -> list[Block]:
    """The responsible office for what was named; nothing when nothing was."""
    places = make.content.places
    known_postcodes = {code for town in (places.towns if places else []) for code in town.postcodes}
    strange_postcode = found.postcode and found.postcode not in known_postcodes
    stranger = found.elsewhere or (f"Die Postleitzahl {found.postcode}" if strange_postcode else None)
    if stranger and not found.town:
        return _elsewhere(make, stranger, places.county if places else "Kreis")
    benefit = make.content.benefits.get(found.benefit or (not found.office and benefit_before) or "")
    if benefit is None and found.office and found.office in make.content.offices:
        office = make.content.offices[found.office]
        return [paragraph(f"**{office.name}**: {office.about}."), make.card(office)]
    if benefit is None and not found.town:
        return []
    return _responsible(make, benefit.id if benefit else "grundsicherungsgeld", found.town)


def _responsible(make: Composer, benefit_id: str, town: Optional[str]) -> list[Block]:
    benefit = make.content.benefits[benefit_id]
    office = make.content.offices[benefit.office]
    where = f" in {town}" if town else ""
    blocks = [paragraph(f"Für **{benefit.name}**{where} fragst du hier: **{office.name}**.")]
    if benefit.note:
        blocks.append(paragraph(benefit.note))
    blocks.append(make.card(office))
    if not office.phones:
        blocks += make.office(SWITCHBOARD)
    return blocks


def _elsewhere(make: Composer, place: str, county: str) -> list[Block]:
    text = (
        f"{place} gehört nicht zum {county}. Dort ist ein anderes Amt für dich da. "
        "Welches, findest du auf der Sozialplattform. Weißt du nicht weiter, frag in der Zentrale des Landratsamts."
    )
    return [paragraph(text), *make.services(["sozialplattform"]), *make.office(SWITCHBOARD)]
