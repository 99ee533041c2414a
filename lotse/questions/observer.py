"""Decides what a turn leaves behind: which questions are kept, what changes about an earlier one, what is counted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Callable, Optional

from rapidfuzz import fuzz

from lotse import clock
from lotse.content.answer import NONE_OF_THESE
from lotse.content.schema import Outcome
from lotse.questions.entries import Change, Entry, NewQuestion, Tally
from lotse.questions.memory import Remembered, SessionMemory
from lotse.questions.reasons import reason_of
from lotse.questions.states import Measure, Reason
from lotse.questions.wording import normalised

if TYPE_CHECKING:  # a turn comes with all of Rasa, which nothing here needs
    from lotse.channel.turns import Choice, Turn

# A person in need, and a person who told too much: nothing of it is kept, not even a figure.
NEVER_KEPT = frozenset({Outcome.CRISIS, Outcome.PERSONAL_DATA})
WITHOUT_ANSWER = frozenset({Outcome.UNANSWERED, Outcome.SUGGESTED})
KEPT = WITHOUT_ANSWER | {Outcome.OUT_OF_SCOPE}
# With the card of an office, such a turn counts as "sent on".
SENT_ON = frozenset({Outcome.UNANSWERED, Outcome.OUT_OF_SCOPE})
QUESTIONS = KEPT | {Outcome.ANSWERED}
# What a later sign of trouble replaces; the other reasons say more than it does.
_REPLACED_BY_REPHRASING = frozenset({Reason.NO_CANDIDATE, Reason.UNSURE, Reason.TIE})
_TO_A_PERSON = "mensch_sprechen"
CANDIDATES_KEPT = 5
REPHRASED_WITHIN = 600.0
# From this likeness on, the answer to the second wording is taken for an answer to the first.
ALIKE = 60


@dataclass(frozen=True)
class Context:
    """Where a turn belongs. The session is used in memory only; without one nothing is linked to the turn before."""

    session: Optional[str]
    number: int
    model: str = ""


class Observer:
    """Watches turns go by."""

    def __init__(
        self,
        memory: SessionMemory,
        today: Callable[[], date] = clock.today,
        new_id: Callable[[], str] = lambda: uuid.uuid4().hex,
    ) -> None:
        self._memory = memory
        self._today = today
        self._new_id = new_id

    def turn(self, turn: Turn, context: Context) -> Optional[Entry]:
        """What a turn leaves behind; None when that is nothing."""
        if turn.answer.outcome in NEVER_KEPT:
            nothing = Remembered(context.number, turn.answer.outcome, typed=turn.choice is None)
            self._memory.remember(context.session, nothing)
            return None
        return self._tapped(turn, turn.choice, context) if turn.choice else self._typed(turn, context)

    def rating(self, session: str, number: int, helpful: bool, reason: Optional[str]) -> Optional[Entry]:
        """What a thumb leaves behind. A changed mind replaces the first opinion."""
        turn = self._memory.find(session, number)
        given = (helpful, "" if helpful else reason or "")
        if turn is None or turn.outcome in NEVER_KEPT or turn.rating == given:
            return None
        before, turn.rating = turn.rating, given
        tallies = [self._thumb(turn, *given)] + ([self._thumb(turn, *before, by=-1)] if before else [])
        if not helpful and turn.text and turn.outcome in QUESTIONS:
            return self._rated_badly(turn, reason, tallies)
        if helpful and turn.kept_by_rating:
            withdrawn, turn.key, turn.kept_by_rating = turn.key, None, False
            return Entry(withdrawn=withdrawn, tallies=tuple(tallies))
        return Entry(tallies=tuple(tallies))

    def _typed(self, turn: Turn, context: Context) -> Entry:
        answer, normal = turn.answer, normalised(turn.text)
        now = Remembered(context.number, answer.outcome, typed=True, intent=answer.intent, model=context.model)
        if answer.outcome in QUESTIONS:
            now.text, now.normal, now.ranking = turn.text, normal, _ranking(turn)
            now.offered = tuple(item.intent for item in answer.suggestions if item.kind == "question")
        change = self._change_to_the_one_before(now, context)
        same = self._memory.same(context.session, normal)
        question = None
        if answer.outcome in KEPT:
            if same:  # sent twice: one person is not two
                now.key, now.reason = same.key, same.reason
            else:
                question = self._question(now)
        self._memory.remember(context.session, now)
        return Entry(question, change, tallies=tuple(self._asked(now, turn)))

    def _tapped(self, turn: Turn, choice: Choice, context: Context) -> Entry:
        outcome = turn.answer.outcome
        now = Remembered(context.number, outcome, typed=False, intent=turn.answer.intent, model=context.model)
        rejected = choice.intent == NONE_OF_THESE
        origin = self._memory.find(context.session, choice.turn)
        if origin and not (origin.outcome is Outcome.SUGGESTED and (rejected or choice.intent in origin.offered)):
            origin = None
        change = None
        if origin and origin.key:
            now.text, now.normal, now.ranking, now.key = origin.text, origin.normal, origin.ranking, origin.key
            now.reason = Reason.REJECTED if rejected else origin.reason
            change = _after_a_tap(origin, choice.intent, rejected)
        # A second tap on the same suggestions is not a second success.
        measure = Measure.TAPPED
        if origin and not origin.settled:
            measure, origin.settled = Measure.REJECTED if rejected else Measure.TAKEN, True
        self._memory.remember(context.session, now)
        return Entry(change=change, tallies=(self._tally(measure, outcome, "" if rejected else choice.intent),))

    def _change_to_the_one_before(self, now: Remembered, context: Context) -> Optional[Change]:
        before = self._memory.last(context.session, REPHRASED_WITHIN)
        rephrased = (
            now.outcome in QUESTIONS
            and before is not None
            and before.outcome in WITHOUT_ANSWER
            and before.key is not None
            and before.normal != now.normal
        )
        if not rephrased or before is None or before.key is None:
            return None
        reason = Reason.REPHRASED if before.reason in _REPLACED_BY_REPHRASING else None
        if reason:
            before.reason = reason
        led_to = now.intent if now.outcome is Outcome.ANSWERED and _alike(before, now) else None
        return Change(before.key, reason, led_to=led_to)

    def _rated_badly(self, turn: Remembered, reason: Optional[str], tallies: list[Tally]) -> Entry:
        given = (turn.intent,) if turn.intent else ()
        if turn.key is None:
            question = self._question(turn, Reason.THUMBS_DOWN, given, reason)
            turn.kept_by_rating = True
            return Entry(question, tallies=tuple(tallies))
        # "I don't know" rated badly says nothing new about the question.
        why = Reason.THUMBS_DOWN if given and turn.reason is not Reason.THUMBS_DOWN else None
        turn.reason = why or turn.reason
        change = Change(turn.key, why, given, answered_with=turn.intent, rating=reason)
        return Entry(change=change, tallies=tuple(tallies))

    def _question(
        self,
        now: Remembered,
        reason: Optional[Reason] = None,
        rejected: tuple[str, ...] = (),
        rating: Optional[str] = None,
    ) -> NewQuestion:
        now.key = self._new_id()
        now.reason = reason or reason_of(now.outcome, now.text, now.ranking, now.offered)
        return NewQuestion(
            id=now.key,
            day=self._today(),
            text=now.text,
            outcome=now.outcome.value,
            reason=now.reason,
            candidates=now.ranking,
            rejected=rejected,
            answered_with=now.intent if now.outcome is Outcome.ANSWERED else None,
            rating=rating,
            model=now.model,
        )

    def _asked(self, now: Remembered, turn: Turn) -> list[Tally]:
        tallies = [self._tally(Measure.ASKED, now.outcome, now.intent)]
        sent_on = now.outcome in SENT_ON and any(block["type"] == "card" for block in turn.answer.blocks)
        if sent_on or now.intent == _TO_A_PERSON:
            tallies.append(self._tally(Measure.FORWARDED, now.outcome, now.intent))
        return tallies

    def _thumb(self, turn: Remembered, helpful: bool, reason: str, by: int = 1) -> Tally:
        return self._tally(Measure.UP if helpful else Measure.DOWN, turn.outcome, turn.intent, reason, by)

    def _tally(self, measure: Measure, outcome: Outcome, intent: Optional[str], reason: str = "", by: int = 1) -> Tally:
        return Tally(self._today(), measure, outcome.value, intent or "", reason, by)


def _after_a_tap(origin: Remembered, intent: str, rejected: bool) -> Change:
    key = origin.key or ""
    return Change(key, Reason.REJECTED, origin.offered) if rejected else Change(key, led_to=intent)


def _ranking(turn: Turn) -> tuple[tuple[str, float], ...]:
    return tuple((intent, round(float(score), 4)) for intent, score in turn.ranking[:CANDIDATES_KEPT])


def _alike(before: Remembered, now: Remembered) -> bool:
    """Whether the second question is the first one in other words, and not the next topic."""
    considered = {intent for intent, score in before.ranking} | set(before.offered)
    return now.intent in considered or fuzz.token_set_ratio(before.normal, now.normal) >= ALIKE
