"""The groups of open questions, kept in memory: to group ten thousand takes a second, and each click shows the list."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import date
from typing import Optional

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from lotse.questions.grouping import Group, Variant, group
from lotse.questions.models import question
from lotse.questions.queries import Filter, Page, hidden_count, matching, questions
from lotse.questions.question import Question

MOST_LISTS = 8


@dataclass(frozen=True)
class _Kept:
    stamp: tuple[object, ...]
    keys: dict[str, Optional[str]]
    groups: list[Group]


class Groups:
    """Groups by filter. Where questions only went away, the others stay in the groups they were in."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: dict[tuple[Filter, date], _Kept] = {}
        self._lock = threading.Lock()

    def page(self, wanted: Filter, today: date, offset: int = 0, limit: int = 20) -> Page:
        """Some of the groups, those asked most often first."""
        groups = matching(self.all(wanted, today), wanted.search)
        count = sum(found.count for found in groups)
        return Page(groups[offset : offset + limit], len(groups), count, hidden_count(self._engine, wanted))

    def all(self, wanted: Filter, today: date) -> list[Group]:
        """All groups of a filter, without its search."""
        key = (replace(wanted, search=""), today)
        with self._lock:
            stamp = self._stamp()
            kept = self._kept.pop(key, None)
            if kept is None or kept.stamp != stamp:
                kept = _regrouped(questions(self._engine, key[0], today), stamp, kept)
            self._kept[key] = kept
            while len(self._kept) > MOST_LISTS:
                del self._kept[next(iter(self._kept))]
            return kept.groups

    def of(self, question_id: str, wanted: Filter, today: date) -> Optional[Group]:
        """The group that a question is in."""
        for found in self.all(wanted, today):
            if any(item.id == question_id for item in found.questions):
                return found
        return None

    def _stamp(self) -> tuple[object, ...]:
        changes = select(func.count(), func.sum(question.c.version), func.max(question.c.day))
        with self._engine.connect() as connection:
            return tuple(connection.execute(changes.select_from(question)).one())


def _regrouped(found: list[Question], stamp: tuple[object, ...], before: Optional[_Kept]) -> _Kept:
    now = {item.id: item for item in found}
    keys = {item.id: item.group_key for item in found}
    if before is None or any(before.keys.get(name, "new") != key for name, key in keys.items()):
        return _Kept(stamp, keys, group(found))
    groups = [left for old in before.groups if (left := _left(old, now))]
    groups.sort(key=lambda item: (-item.count, -item.last_day.toordinal(), item.representative))
    return _Kept(stamp, keys, groups)


def _left(old: Group, now: dict[str, Question]) -> Optional[Group]:
    variants = []
    for variant in old.variants:
        same = tuple(now[item.id] for item in variant.questions if item.id in now)
        if same:
            variants.append(Variant(variant.text, same))
    return Group(old.key, tuple(variants)) if variants else None
