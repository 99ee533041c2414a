"""Puts the county's redactor in force. Called once where a process begins to take in text."""

from __future__ import annotations

from lotse import clock
from lotse.privacy.redaction import county_redactor, use
from lotse.privacy.spacy_names import spacy_names
from lotse.settings import settings


def use_county_redactor() -> None:
    """Masks with the county's file numbers and offices from now on. Raises PatternError when a pattern is broken."""
    use(county_redactor(settings().data, spacy_names(), clock.today))
