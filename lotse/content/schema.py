"""Declarations of everything that editors write: answers, facts, offices, services, places, words.

The field names are those of the YAML files under `data/`; `docs/inhalte.md` explains each of them to editors.
"""

from __future__ import annotations

from datetime import date, time
from enum import Enum
from itertools import pairwise
from typing import Optional, Union

from pydantic import Field, StrictFloat, StrictInt, validator

from lotse.content.fields import (
    ActionName,
    Declaration,
    Id,
    Label,
    Line,
    MailAddress,
    PhoneNumber,
    Postcode,
    Question,
    Text,
    Title,
    TopicLabel,
    WebLink,
)


class Outcome(str, Enum):
    """How a turn ended. Backbone of the API, the log, the review and the figures (design, section 3)."""

    ANSWERED = "answered"
    SUGGESTED = "suggested"
    UNANSWERED = "unanswered"
    OUT_OF_SCOPE = "out_of_scope"
    CRISIS = "crisis"
    PERSONAL_DATA = "personal_data"
    SMALLTALK = "smalltalk"
    ERROR = "error"


class Source(Declaration):
    """Where a person can check an answer."""

    title: Line
    url: WebLink


class Topic(Declaration):
    """A group of FAQs: a heading in the widget and on the FAQ pages."""

    id: Id
    title: Line
    label: TopicLabel


class Situation(Declaration):
    """A life situation that a person can tap when the answer differs by it. Never inferred, never stored."""

    id: Id
    label: Label


class Variant(Declaration):
    """The answer for one situation."""

    situation: Id
    answer: Text
    documents: list[Line] = Field([], max_items=12)
    deadline: Optional[Line] = None
    next_step: Optional[Line] = None


class Entry(Declaration):
    """One FAQ, or one reply of the small talk: the file `<intent>.yml`."""

    question: Question
    answer: Text
    notice: Optional[Line] = None
    documents: list[Line] = Field([], max_items=12)
    deadline: Optional[Line] = None
    next_step: Optional[Line] = None
    services: list[Id] = Field([], max_items=4)
    office: Optional[Id] = None
    benefit: Optional[Id] = None
    aspect: Optional[Id] = None
    sources: list[Source] = Field([], max_items=5)
    checked_on: Optional[date] = None
    review_by: Optional[date] = None
    confirm: bool = False
    follow_ups: list[Id] = Field([], max_items=4)
    variants: list[Variant] = Field([], max_items=6)
    action: Optional[ActionName] = None
    outcome: Outcome = Outcome.ANSWERED
    listed: bool = True
    examples: list[Line] = []


class FactValue(Declaration):
    """A value and the days on which it holds (both inclusive; open where empty)."""

    value: Union[StrictInt, StrictFloat, Line, date]
    valid_from: Optional[date] = None
    valid_until: Optional[date] = None

    @validator("valid_until")
    def _ends_after_it_starts(cls, until: Optional[date], values: dict) -> Optional[date]:
        start = values.get("valid_from")
        if until and start and until < start:
            raise ValueError(f"valid_until ({until}) liegt vor valid_from ({start})")
        return until

    def holds_on(self, day: date) -> bool:
        """Whether this value is the law on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class Unit(str, Enum):
    """What a fact's value measures, and so how it is written."""

    EURO = "Euro"
    PERCENT = "Prozent"
    SQUARE_METRES = "Quadratmeter"
    DATE = "Datum"
    TEXT = "Text"


class Fact(Declaration):
    """An amount, a share or a date that answers name as `{id}`."""

    id: Id
    title: Line
    unit: Unit
    neutral: Line
    values: list[FactValue] = Field(..., min_items=1)
    source: Source
    confirmed_on: Optional[date] = None

    @validator("values", each_item=True)
    def _fits_the_unit(cls, value: FactValue, values: dict) -> FactValue:
        unit = values.get("unit")
        if unit is None:  # refused with a message of its own
            return value
        kind = {Unit.DATE: date, Unit.TEXT: str}.get(unit, (int, float))
        if not isinstance(value.value, kind):
            raise ValueError(
                f"«{value.value}» passt nicht zur Einheit {unit.value}. "
                "Zahlen und Tage stehen ohne Anführungszeichen: 2.3 oder 2027-01-15"
            )
        return value

    @validator("values")
    def _one_value_a_day(cls, values: list[FactValue]) -> list[FactValue]:
        ordered = sorted(values, key=lambda v: v.valid_from or date.min)
        for earlier, later in pairwise(ordered):
            if earlier.valid_until is None or (later.valid_from or date.min) <= earlier.valid_until:
                raise ValueError(f"zwei Werte gelten am selben Tag: ab {earlier.valid_from} und ab {later.valid_from}")
        return values

    def value_on(self, day: date) -> Optional[FactValue]:
        """The value valid on that day, or None."""
        return next((value for value in self.values if value.holds_on(day)), None)


class Confirmed(Declaration):
    """A local detail. Without `confirmed_on` it is an example: marked in the demo, hidden in production."""

    confirmed_on: Optional[date] = None
    source: Optional[WebLink] = None


class Address(Confirmed):
    """Where an office is."""

    street: Line
    postcode: Postcode
    town: Line
    entrance: Optional[Line] = None
    accessible: Optional[Line] = None
    directions: Optional[Line] = None


class Phone(Confirmed):
    """A telephone number, as people read it."""

    label: Line
    number: PhoneNumber


class Email(Confirmed):
    """A mail address for general questions."""

    label: Line
    address: MailAddress


class Web(Confirmed):
    """A page of the office."""

    label: Line
    url: WebLink


class Span(Declaration):
    """From one time of a day to another."""

    opens: time
    closes: time
    note: Optional[Line] = None

    @validator("closes")
    def _closes_after_it_opens(cls, closes: time, values: dict) -> time:
        if "opens" in values and closes <= values["opens"]:
            raise ValueError(f"closes ({closes:%H:%M}) liegt nicht nach opens ({values['opens']:%H:%M})")
        return closes


class Closure(Declaration):
    """Days on which an office is closed besides the holidays, first and last day included."""

    first: date
    last: date
    reason: Line


class SpecialDay(Declaration):
    """A day with other hours than its weekday."""

    day: date
    spans: list[Span]
    reason: Line


class Weekday(str, Enum):
    """Days of the week as editors write them; `date.weekday()` gives the position."""

    MO = "mo"
    DI = "di"
    MI = "mi"
    DO = "do"
    FR = "fr"
    SA = "sa"
    SO = "so"


class Hours(Confirmed):
    """When an office is open. Holidays of Hesse are closed without being listed."""

    weekly: dict[Weekday, list[Span]]
    closures: list[Closure] = []
    special: list[SpecialDay] = []
    note: Optional[Line] = None


class Office(Declaration):
    """An office, or another place that helps."""

    id: Id
    name: Line
    short: Label
    about: Line
    words: list[Line] = []
    benefits: list[Id] = []
    address: Optional[Address] = None
    phones: list[Phone] = []
    emails: list[Email] = []
    web: list[Web] = []
    hours: Optional[Hours] = None
    phone_hours: Optional[Hours] = None


class Benefit(Declaration):
    """A benefit, the words people use for it, and the office that decides on it."""

    id: Id
    name: Line
    words: list[Line] = []
    office: Id
    note: Optional[Line] = None


class ServiceKind(str, Enum):
    """What an online service is for."""

    FORM = "form"
    UPLOAD = "upload"
    APPOINTMENT = "appointment"
    CANCELLATION = "cancellation"
    VIDEO = "video"
    CALCULATOR = "calculator"
    INFO = "info"


class Service(Confirmed):
    """An online form, appointment page, video or calculator."""

    id: Id
    kind: ServiceKind
    title: Title
    url: WebLink
    office: Id
    benefits: list[Id] = []
    words: list[Line] = []
    note: Optional[Line] = None
    instead: Optional[Line] = None


class Place(Declaration):
    """A town of the county."""

    name: Line
    postcodes: list[Postcode] = Field(..., min_items=1)
    words: list[Line] = []


class Places(Declaration):
    """`county/places.yml`: the county's own towns, and neighbours that people confuse with it."""

    county: Line
    towns: list[Place] = Field(..., min_items=1)
    neighbours: list[Place] = []


class ForeignLanguage(Declaration):
    """The short card for people who write in another language."""

    id: Id
    name: Line
    text: Line
    rtl: bool = False


class Part(str, Enum):
    """A part of an answer that can be shown alone when a person asks for just that."""

    DOCUMENTS = "documents"
    DEADLINE = "deadline"
    NEXT_STEP = "next_step"
    OFFICE = "office"


class Aspect(Declaration):
    """What people ask about any benefit: how long, how much, which papers.

    `general` is an aspect that the benefit's answer covers for its special cases too: how long an application takes.
    """

    id: Id
    words: list[Line] = Field(..., min_items=1)
    part: Optional[Part] = None
    general: bool = False


class Replies(Declaration):
    """Short replies to what the bot offered or said before."""

    first: list[Line]
    second: list[Line]
    third: list[Line]
    last: list[Line]
    other: list[Line]
    back: list[Line]
    again: list[Line]


class FollowUpWords(Declaration):
    """`follow_ups.yml`: the words of which a message consists that leans on the turn before."""

    leads: list[Line]
    fillers: list[Line]
    pointers: list[Line]
    aspects: list[Aspect]
    replies: Replies


class Word(Declaration):
    """An official word, what it means, and what people really say."""

    official: Line
    explanation: Line
    said: list[Line] = []
    intent: Optional[Id] = None
    historic: list[Line] = []
