"""Puts questions together that ask the same in other words.

A group is a star: everything that is like its centre. No chain can grow from one topic into the next, and the centre
is the question to show.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Iterable, Sequence

import numpy as np

from lotse.content.schema import Outcome
from lotse.questions.likeness import likeness
from lotse.questions.question import Question
from lotse.questions.states import Reason

PROPOSALS = 3


@dataclass(frozen=True)
class Tried:
    """What people were shown with a question, and what they made of it: answers by name."""

    rejected: tuple[str, ...]
    found: tuple[str, ...]
    # Answers rated badly, each with the reasons that people gave.
    rated: dict[str, tuple[str, ...]]

    def __bool__(self) -> bool:
        return bool(self.rejected or self.found or self.rated)


@dataclass(frozen=True)
class Variant:
    """One wording, and the questions that were asked in it."""

    text: str
    questions: tuple[Question, ...]

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.questions)


@dataclass(frozen=True)
class Group:
    """Questions that ask the same. The first variant is the representative: the most central one."""

    key: str
    variants: tuple[Variant, ...]

    @property
    def representative(self) -> str:
        """The text to show."""
        return self.variants[0].text

    @property
    def questions(self) -> list[Question]:
        """All questions of the group."""
        return [question for variant in self.variants for question in variant.questions]

    @property
    def count(self) -> int:
        """How often it was asked."""
        return sum(variant.count for variant in self.variants)

    @property
    def first_day(self) -> date:
        """The first day on which it was asked."""
        return min(question.day for question in self.questions)

    @property
    def last_day(self) -> date:
        """The last day on which it was asked."""
        return max(question.day for question in self.questions)

    @property
    def versions(self) -> dict[str, int]:
        """What a decision on the whole group takes: ids and versions."""
        return {question.id: question.version for question in self.questions}

    @property
    def reasons(self) -> dict[Reason, int]:
        """How often each reason, the most frequent first."""
        return dict(Counter(question.reason for question in self.questions).most_common())

    @property
    def tried(self) -> Tried:
        """Suggestions that nobody wanted, answers that were rated badly, and those that people came to in the end."""
        rated: dict[str, list[str]] = defaultdict(list)
        for question in self.questions:
            if question.answered_with and question.answered_with in question.rejected:
                rated[question.answered_with] += [question.rating] if question.rating else []
        found = dict.fromkeys(question.led_to for question in self.questions if question.led_to)
        rejected = dict.fromkeys(intent for question in self.questions for intent in question.rejected)
        return Tried(
            tuple(intent for intent in rejected if intent not in rated),
            tuple(intent for intent in found if intent not in rated),
            {intent: tuple(dict.fromkeys(ratings)) for intent, ratings in rated.items()},
        )

    @property
    def proposals(self) -> list[str]:
        """The three most likely answers: what people found in the end counts most, what they rejected is left out."""
        votes: dict[str, float] = defaultdict(float)
        for question in self.questions:
            for intent, score in question.candidates:
                votes[intent] += score
            for intent in question.rejected:
                votes[intent] -= 1.0
            if question.led_to:
                votes[question.led_to] += 1.0
        votes.pop(Outcome.OUT_OF_SCOPE.value, None)
        likely = (intent for intent in votes if votes[intent] > 0)
        return sorted(likely, key=lambda intent: (-votes[intent], intent))[:PROPOSALS]


def group(questions: Iterable[Question]) -> list[Group]:
    """All groups, those asked most often first."""
    by_hash: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_hash[question.hash].append(question)
    apart: dict[str, list[Variant]] = defaultdict(list)
    together: list[Variant] = []
    for same in by_hash.values():
        newest = max(same, key=lambda question: (question.day, question.id))
        variant = Variant(newest.text, tuple(same))
        key = next((question.group_key for question in same if question.group_key), None)
        (apart[key] if key else together).append(variant)
    groups = [Group(key, tuple(_by_count(variants))) for key, variants in apart.items()]
    groups += _stars(sorted(together, key=lambda variant: variant.questions[0].hash))
    return sorted(groups, key=lambda found: (-found.count, -found.last_day.toordinal(), found.representative))


def _by_count(variants: Iterable[Variant]) -> list[Variant]:
    return sorted(variants, key=lambda variant: (-variant.count, len(variant.text), variant.text))


def _stars(variants: list[Variant]) -> list[Group]:
    if not variants:
        return []
    firsts = [variant.questions[0] for variant in variants]
    alike = likeness([first.normalised for first in firsts], [first.candidates for first in firsts])
    counts = np.array([variant.count for variant in variants], dtype=np.float32)
    star = np.full(len(variants), -1)
    # By how much of everything lies around it: the centre of the largest crowd takes its neighbours first.
    for centre in np.argsort(-(alike @ counts), kind="stable"):
        if star[centre] == -1:
            near = alike.indices[alike.indptr[centre] : alike.indptr[centre + 1]]
            star[near[star[near] == -1]] = centre
            star[centre] = centre
    within = alike.tocoo()
    same = star[within.row] == star[within.col]
    pull = np.bincount(within.row[same], within.data[same] * counts[within.col[same]], minlength=len(variants))
    members: dict[int, list[int]] = defaultdict(list)
    for place, centre in enumerate(star):
        members[int(centre)].append(place)
    return [_group_of(variants, places, pull) for places in members.values()]


def _group_of(variants: Sequence[Variant], places: list[int], pull: np.ndarray) -> Group:
    central = max(places, key=lambda place: (pull[place], -place))
    rest = _by_count(variants[place] for place in places if place != central)
    return Group(variants[central].questions[0].hash, (variants[central], *rest))
