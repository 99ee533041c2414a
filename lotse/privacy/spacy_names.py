"""Names that spaCy finds, where de_core_news_md is installed. The only module here that needs spaCy."""

from __future__ import annotations

from typing import Iterator, Optional

from lotse.nlu import language
from lotse.privacy.names import NameModel

_PERSON = "PER"


def spacy_names() -> Optional[NameModel]:
    """A finder of names for Redactor(name_model=...); None where the German model is not installed."""
    if language.installed() == language.BUILT_IN:
        return None
    german = language.german()

    def find(text: str) -> Iterator[tuple[int, int]]:
        return ((entity.start_char, entity.end_char) for entity in german(text).ents if entity.label_ == _PERSON)

    return find
