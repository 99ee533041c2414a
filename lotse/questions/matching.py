"""What staff decided earlier, in memory, to recognise the same question when it comes again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

from rapidfuzz import fuzz, process
from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from lotse.questions.models import decision
from lotse.questions.wording import NEARLY_SAME, nearly_same

_LOOKED_AT = 20


@dataclass(frozen=True)
class Known:
    """A decision that holds for a text and its near duplicates."""

    id: int
    hash: str
    state: str
    intent: Optional[str]
    decided_by: str


class KnownDecisions:
    """All decisions; read again when one has changed."""

    def __init__(self) -> None:
        self._stamp: Optional[tuple[object, ...]] = None
        self._by_hash: dict[str, Known] = {}
        self._texts: list[str] = []
        self._of_text: list[Known] = []

    def refresh(self, connection: Connection) -> None:
        """Reads what changed, if anything did."""
        columns = (func.count(), func.count(decision.c.text), func.max(decision.c.id), func.sum(decision.c.revision))
        stamp = tuple(connection.execute(select(*columns).select_from(decision)).one())
        if stamp == self._stamp:
            return
        self._by_hash, self._texts, self._of_text = {}, [], []
        for row in connection.execute(select(decision)):
            known = Known(row.id, row.hash, row.state, row.intent, row.decided_by)
            self._by_hash[row.hash] = known
            if row.text:
                self._texts.append(row.text)
                self._of_text.append(known)
        self._stamp = stamp

    def match(self, normal: str, its_hash: str) -> Optional[Known]:
        """The decision on the same text, or else on its nearest near duplicate."""
        exact = self._by_hash.get(its_hash)
        if exact or not self._texts:
            return exact
        found = process.extract(
            normal, self._texts, scorer=fuzz.token_set_ratio, processor=None, score_cutoff=NEARLY_SAME, limit=_LOOKED_AT
        )
        near = [(fuzz.token_sort_ratio(normal, text), place) for text, _, place in found if nearly_same(normal, text)]
        return self._of_text[max(near)[1]] if near else None
