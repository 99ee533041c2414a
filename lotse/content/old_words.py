"""Old words: whoever writes "Hartz 4" is understood, and reads once what it is called today."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Optional

from lotse.content.loader import Content

TODAY = "„{said}“ heißt heute **{official}**."


Historic = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=2)
def _patterns(historic: Historic) -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for official, old in historic:
        # The longest first: "Hartz 4" is not just "Hartz".
        alternatives = "|".join(re.escape(said) for said in sorted(old, key=len, reverse=True))
        found.append((re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE), official))
    return tuple(found)


def todays_word(text: str, content: Content) -> Optional[tuple[str, str]]:
    """The official word behind the first old word of a text, with the sentence that says so; None without one."""
    historic = tuple((str(word.official), tuple(word.historic)) for word in content.words if word.historic)
    matches = [(match, official) for pattern, official in _patterns(historic) if (match := pattern.search(text))]
    if not matches:
        return None
    match, official = min(matches, key=lambda item: item[0].start())
    return official, TODAY.format(said=match[0], official=official)
