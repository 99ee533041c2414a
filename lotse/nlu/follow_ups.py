"""Messages that lean on the turn before: "und wie lange dauert das?", "und bei Wohngeld?", "das andere", "zurück".

A message leans on it when nothing in it can stand alone: all its words name an aspect (how long, how much, which
papers), a benefit, point back ("das", "dafür") or tell nothing. `data/follow_ups.yml` holds these words; of all others
the classifier says whether they tell anything. What no rule reads, the classifier weighs together with the topic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Optional, Sequence

from rapidfuzz import fuzz, process

from lotse.content.loader import DIALOG, Content, Faq
from lotse.content.schema import Aspect, FollowUpWords, Part
from lotse.nlu.bands import CANDIDATES, OUT_OF_SCOPE, Band
from lotse.nlu.earlier import Earlier, topic_of
from lotse.nlu.normaliser import ABBREVIATIONS, spelled, words

LONGEST = 14
# A longer message mostly says by itself what it is about; a shorter one ("bis wann") needs no word that points back.
SHORT, SHORTEST = 7, 3
# So many words that no rule knows may stand in a message that rules read, where the classifier is not sure of it.
UNREAD = 1
# From this length on a word may be mistyped.
MISTYPED_FROM = 6
LIKENESS = 84
YES, NO = "ja", "nein"
# Asked for the other benefit as a whole, this is its answer.
MAIN_ASPECT = "anspruch"
# So sure of the message alone, the turn before does not matter: where a word points back; where none tells anything.
SURE_ALONE, SURE_WITHOUT_TELLING = 0.9, 0.95
SURE_IN_CONTEXT = 0.8


@dataclass(frozen=True)
class Alone:
    """What the classifier makes of a message.

    `intent` is None unless it is sure; `tells` says of a word whether it alone points to an answer; `in_context` ranks
    the FAQs for the message together with the topic.
    """

    intent: Optional[str]
    confidence: float
    tells: Callable[[str], bool]
    in_context: Callable[[], Sequence[tuple[str, float]]]


@dataclass(frozen=True)
class Meant:
    """What a message means after the turns before: an answer, a part of it, or choices."""

    intent: Optional[str] = None
    candidates: tuple[str, ...] = ()
    part: Optional[Part] = None
    again: bool = False
    rejected: bool = False

    @property
    def band(self) -> Band:
        """The band that leads there."""
        if self.intent:
            return Band.ANSWER
        return Band.SUGGEST if self.candidates else Band.UNSURE


@dataclass(frozen=True)
class _Reading:
    """What a message that cannot stand alone is made of. `unread` words of it say nothing to the rules."""

    aspect: Optional[Aspect]
    benefit: Optional[str]
    points: bool
    unread: int


class FollowUps:
    """Understands messages with the turns before."""

    def __init__(self, content: Content) -> None:
        self._content = content
        declared = content.follow_ups
        self._replies = _replies(declared)
        self._leads = {" ".join(_plain(phrase)) for phrase in (declared.leads if declared else [])}
        self._aspects = {str(aspect.id): aspect for aspect in (declared.aspects if declared else [])}
        self._phrases = _phrases(content, declared)
        self._longest = max(map(len, self._phrases), default=0)
        self._often_mistyped = [
            phrase[0]
            for phrase, (kind, _) in self._phrases.items()
            if len(phrase) == 1 and len(phrase[0]) >= MISTYPED_FROM and kind != "benefit"
        ]
        self._cells = {
            (str(faq.entry.benefit), str(faq.entry.aspect)): faq.intent
            for faq in content.faqs.values()
            if faq.entry.benefit and faq.entry.aspect
        }

    def meant(self, text: str, alone: Alone, earlier: Sequence[Earlier]) -> Optional[Meant]:
        """What the message means with the turns before, the last of them last; None when it stands for itself."""
        plain = _plain(text)
        if not earlier or not plain or len(plain) > LONGEST:
            return None
        reply = self._reply(plain, alone.intent, earlier)
        topic = topic_of(self._content, earlier)
        if reply or topic is None:
            return reply
        reading = self._read(plain, alone.tells)
        if reading and reading.unread and (alone.intent or reading.unread > UNREAD or len(plain) > SHORT):
            reading = None
        if reading and reading.benefit and alone.intent and not self._leads_on(plain):
            return None
        brief = len(plain) <= SHORTEST and not self._is_sure(alone)
        asked = self._asked(topic, reading, brief) if reading else None
        return asked or self._weighed(plain, alone, topic, reading)

    def _is_sure(self, alone: Alone) -> bool:
        """Whether the message alone surely asks an FAQ, in which no word needs to tell anything."""
        faq = self._content.faqs.get(alone.intent or "")
        return faq is not None and faq.is_faq and alone.confidence >= SURE_WITHOUT_TELLING

    # -- Replies to what was offered

    def _reply(self, plain: list[str], classified: Optional[str], earlier: Sequence[Earlier]) -> Optional[Meant]:
        kind = self._replies.get(" ".join(plain))
        if kind == "back":
            return self._back(earlier)
        if kind == "again":
            topic = topic_of(self._content, earlier)
            return Meant(topic.intent) if topic else None
        if kind == "other":
            return self._other(earlier)
        answered = earlier[-1].intent
        choices = tuple(intent for intent in earlier[-1].offered if intent != answered)
        if not choices:
            return None
        if kind:
            position = {"first": 0, "second": 1, "third": 2, "last": len(choices) - 1}[kind]
            return Meant(choices[position]) if position < len(choices) else Meant(candidates=choices)
        if classified == YES:
            return Meant(choices[0]) if len(choices) == 1 else Meant(candidates=choices)
        return Meant(rejected=True) if classified == NO and answered is None else None

    def _back(self, earlier: Sequence[Earlier]) -> Optional[Meant]:
        """The turn before the last one; the only one when there is no other."""
        told = [turn for turn in earlier if turn.offered or topic_of(self._content, [turn])]
        if not told:
            return None
        turn = told[-2] if len(told) > 1 else told[-1]
        return Meant(turn.intent) if turn.intent else Meant(candidates=turn.offered)

    def _other(self, earlier: Sequence[Earlier]) -> Optional[Meant]:
        """What was offered and not chosen yet."""
        position = next((at for at in range(len(earlier) - 1, -1, -1) if earlier[at].offered), None)
        if position is None:
            return None
        seen = {turn.intent for turn in earlier[position:]}
        left = tuple(intent for intent in earlier[position].offered if intent not in seen)
        if len(left) == 1:
            return Meant(left[0])
        return Meant(candidates=left) if left else None

    # -- Questions that lean on a topic

    def _read(self, plain: list[str], tells: Callable[[str], bool]) -> Optional[_Reading]:
        """What the words name; None as soon as one of them could stand alone."""
        aspects: list[str] = []
        benefits: list[str] = []
        points, unread = self._leads_on(plain), 0
        position = 0
        while position < len(plain):
            length, kind, name = self._phrase_at(plain, position)
            if kind == "place" or (kind is None and tells(plain[position])):
                return None
            if kind == "aspect":
                aspects.append(name)
            elif kind == "benefit":
                benefits.append(name)
            points, unread = points or kind == "pointer", unread + (kind is None)
            position += length
        if len(set(benefits)) > 1:
            return None
        # In the order of the file: "wie lange dauert der Antrag" asks how long, not how to apply.
        aspect = next((self._aspects[name] for name in self._aspects if name in aspects), None)
        return _Reading(aspect, benefits[0] if benefits else None, points, unread)

    def _leads_on(self, plain: list[str]) -> bool:
        return plain[0] in self._leads or " ".join(plain[:2]) in self._leads

    def _phrase_at(self, plain: list[str], position: int) -> tuple[int, Optional[str], str]:
        for length in range(min(self._longest, len(plain) - position), 0, -1):
            found = self._phrases.get(tuple(plain[position : position + length]))
            if found:
                return length, *found
        word = plain[position]
        if len(word) >= MISTYPED_FROM:
            close = process.extractOne(word, self._often_mistyped, scorer=fuzz.ratio, score_cutoff=LIKENESS)
            if close:
                return 1, *self._phrases[(close[0],)]
        return 1, None, ""

    def _asked(self, topic: Faq, reading: _Reading, brief: bool) -> Optional[Meant]:
        """What the rules make of it: the benefit's answer on the aspect, the other benefit's, or a part of the last."""
        entry, aspect = topic.entry, reading.aspect
        if reading.benefit and reading.benefit != entry.benefit:
            name = str(aspect.id) if aspect else entry.aspect
            return self._about(reading.benefit, name) if reading.points or aspect else None
        if aspect is None:
            return None
        cell = self._cells.get((str(entry.benefit), str(aspect.id)))
        if cell and (entry.aspect or aspect.general):
            return Meant(cell)
        if entry.action or not (reading.points or brief):
            return None
        has_part = aspect.part and getattr(entry, aspect.part.value)
        return Meant(topic.intent, part=aspect.part) if has_part else Meant(topic.intent, again=True)

    def _about(self, benefit: str, aspect: Optional[str]) -> Optional[Meant]:
        """The same aspect of another benefit, else what there is on it."""
        cell = self._cells.get((benefit, str(aspect))) or self._cells.get((benefit, MAIN_ASPECT))
        if cell:
            return Meant(cell)
        own = tuple(faq.intent for faq in self._content.faqs.values() if faq.entry.benefit == benefit)
        return Meant(candidates=own[:CANDIDATES]) if own else None

    def _weighed(self, plain: list[str], alone: Alone, topic: Faq, reading: Optional[_Reading]) -> Optional[Meant]:
        """What the classifier makes of it together with the topic, where it is not sure without."""
        leans = self._points_back(plain) if reading is None else reading.points or reading.aspect
        if not leans:
            return None
        if alone.intent and len(plain) > SHORT:
            return None
        faq = self._content.faqs.get(alone.intent or "")
        small_talk = faq is not None and faq.topic == DIALOG and faq.intent != OUT_OF_SCOPE
        border = SURE_ALONE if reading is None else SURE_WITHOUT_TELLING
        if small_talk or (alone.intent and alone.confidence >= border):
            return None
        ranking = alone.in_context()
        if not ranking:
            return None
        best, sure = ranking[0]
        if reading is not None and sure >= SURE_IN_CONTEXT:
            return Meant(best, again=best == topic.intent and topic.entry.action is None)
        return Meant(candidates=tuple(intent for intent, _ in ranking[:CANDIDATES]))

    def _points_back(self, plain: list[str]) -> bool:
        return self._leads_on(plain) or any(self._phrases.get((word,), ("", ""))[0] == "pointer" for word in plain)


def _plain(text: str) -> list[str]:
    typed = [word for word in words(spelled(text)) if word[0].isalnum()]
    return [part for word in typed for part in ABBREVIATIONS.get(word, word).split()]


def _replies(declared: Optional[FollowUpWords]) -> dict[str, str]:
    if declared is None:
        return {}
    return {" ".join(_plain(phrase)): kind for kind, phrases in declared.replies for phrase in phrases}


def _phrases(content: Content, declared: Optional[FollowUpWords]) -> dict[tuple[str, ...], tuple[str, str]]:
    """Each phrase with its kind and what it names."""
    if declared is None:
        return {}
    listed = [(phrase, "filler", "") for phrase in [*declared.leads, *declared.fillers]]
    listed += [(phrase, "pointer", "") for phrase in declared.pointers]
    listed += [(phrase, "aspect", str(aspect.id)) for aspect in declared.aspects for phrase in aspect.words]
    listed += [
        (phrase, "benefit", str(benefit.id))
        for benefit in content.benefits.values()
        for phrase in [benefit.name, *benefit.words]
    ]
    places = [*content.places.towns, *content.places.neighbours] if content.places else []
    listed += [(phrase, "place", place.name) for place in places for phrase in [place.name, *place.words]]
    return {tuple(_plain(phrase)): (kind, name) for phrase, kind, name in listed}
