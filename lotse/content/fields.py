"""The kinds of fields that declarations of the content are made of, and what all declarations share."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Any

from pydantic import BaseModel, ConstrainedStr, Extra, validator
from pydantic.errors import DateError, TimeError
from pydantic.fields import ModelField


class Id(ConstrainedStr):
    """A name that other files refer to."""

    regex = re.compile(r"^[a-z][a-z0-9_]*$")
    max_length = 60


class Text(ConstrainedStr):
    """A text with markup, of one line or many."""

    strip_whitespace = True
    min_length = 1


class Line(Text):
    """A text of one line. Its subclasses limit the length to what fits a heading or a button."""

    regex = re.compile(r"^[^\n]+$")


class Question(Line):
    """A canonical question: heading, button and page title."""

    max_length = 90


class Title(Line):
    """The name of a service."""

    max_length = 60


class Label(Line):
    """A short name on a button or in a sentence."""

    max_length = 40


class TopicLabel(Line):
    """The name of a topic on its button."""

    max_length = 30


class WebLink(ConstrainedStr):
    """An address of the web with https, or a path of our own pages."""

    regex = re.compile(r"^(https://[^\s]+|/(?![/\\])[^\s]*)$")


class ActionName(ConstrainedStr):
    """The name of a custom action."""

    regex = re.compile(r"^action_[a-z_]+$")


class Postcode(ConstrainedStr):
    """A German postcode, in quotes in the file so that YAML keeps a leading zero."""

    regex = re.compile(r"^\d{5}$")


class PhoneNumber(ConstrainedStr):
    """A telephone number as people read it: digits and blanks."""

    regex = re.compile(r"^[0-9][0-9 ]{2,20}$")


class MailAddress(ConstrainedStr):
    """A mail address."""

    regex = re.compile(r"^[^\s@]+@[^\s@]+\.[a-z]{2,}$")


_NUMBER = re.compile(r"^\s*[+-]?\d+(\.\d+)?\s*$")


class Declaration(BaseModel):
    """A part of a content file. Unknown fields are refused, so that a typing error cannot hide a text."""

    class Config:
        extra = Extra.forbid
        allow_mutation = False

    @validator("*", pre=True)
    def _days_and_times_are_written_out(cls, value: Any, field: ModelField) -> Any:
        """Refuses a bare number: pydantic takes it for seconds since 1970."""
        number = isinstance(value, (int, float)) or (isinstance(value, str) and _NUMBER.match(value))
        if number and field.type_ in (date, time):
            raise DateError if field.type_ is date else TimeError
        return value
