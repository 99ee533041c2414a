"""When an office is open: now, today, on a named day, and when next."""

from __future__ import annotations

from datetime import date
from typing import Any, Optional

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.common import answered, composer, named, office_asked_for, utter
from lotse.content import hours as opening
from lotse.content.answer import Composer, notice, paragraph
from lotse.content.cards import mark, shown
from lotse.content.facts import EXAMPLE
from lotse.content.german import clock
from lotse.content.markup import Block
from lotse.content.schema import Hours, Office

UNKNOWN = "Zu den Zeiten von «{office}» habe ich keine bestätigten Angaben. Frag bitte dort nach."


class ActionOfficeHours(Action):
    """Says whether an office is open, and shows its week."""

    def name(self) -> str:
        """The action's name in domain.yml."""
        return "action_office_hours"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Looks up the hours of the office asked for, on the day asked for."""
        make = composer()
        office = office_asked_for(tracker, make.content)
        blocks = [*hours_blocks(make, office, named(tracker).day), make.card(office)]
        utter(dispatcher, answered(make, tracker, blocks))
        return []


def hours_blocks(make: Composer, office: Office, day: Optional[date]) -> list[Block]:
    """The sentence that answers "are you open", for now or for a day."""
    hours = office.hours or office.phone_hours
    if hours is None or not shown(hours, make.production):
        return [paragraph(UNKNOWN.format(office=office.short))]
    by_phone = "am Telefon " if office.hours is None else ""
    sentence = (
        _on_day(make, office, hours, day, by_phone)
        if day
        else f"**{office.short}** {by_phone}– {opening.status(hours, make.moment)}"
    )
    found = [paragraph(sentence)]
    if mark(hours):
        found.append(notice(f"{EXAMPLE}: Diese Zeiten hat der Kreis noch nicht bestätigt."))
    return found


def _on_day(make: Composer, office: Office, hours: Hours, day: date, by_phone: str) -> str:
    state = opening.on_day(hours, day)
    name = opening.day_name(day, make.moment.date())
    when = name if name[0].isupper() else f"{name.capitalize()} ({opening.weekday_and_day(day)})"
    if not state.closed:
        now = f" {opening.status(hours, make.moment)}" if day == make.moment.date() else ""
        return f"**{when}:** {office.short} {by_phone}geöffnet von {state.text()}.{now}"
    coming = opening.next_opening(
        hours, make.moment.replace(year=day.year, month=day.month, day=day.day, hour=23, minute=59)
    )
    later = (
        f" Wieder offen: {opening.day_name(coming[0], make.moment.date())} ab {clock(coming[1].opens)} Uhr."
        if coming
        else ""
    )
    return f"**{when}:** {office.short} {by_phone}{state.text()}.{later}"
