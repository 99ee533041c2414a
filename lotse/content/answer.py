"""The answer to one turn: blocks of approved text, never HTML; and the same as plain text for other channels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Optional, Sequence

from lotse import clock
from lotse.content.cards import office_card, service_blocks
from lotse.content.facts import fill_in
from lotse.content.loader import Content, Faq
from lotse.content.markup import Block, blocks, plain, spans
from lotse.content.schema import Entry, Office, Outcome, Part, Variant
from lotse.settings import settings

NONE_OF_THESE = "nichts_davon"
LABELS = {Part.DEADLINE: "Frist", Part.NEXT_STEP: "Nächster Schritt"}
AGAIN = "Auf deine Nachfrage habe ich keine eigene Antwort. Das weiß ich zu dem Thema:"
CONFIRM = "Lass dir das bitte von der Stelle unten bestätigen. Regeln können sich geändert haben."


@dataclass(frozen=True)
class Suggestion:
    """A button. `choice` is sent back as it is, so a tap cannot be misread."""

    label: str
    intent: str
    kind: str = "question"
    situation: Optional[str] = None

    def as_dict(self, turn: int) -> dict[str, Any]:
        """As the widget gets it: with the turn that it belongs to."""
        choice: dict[str, Any] = {"intent": self.intent, "turn": turn}
        if self.situation:
            choice["situation"] = self.situation
        return {"label": self.label, "kind": self.kind, "choice": choice}


@dataclass(frozen=True)
class Answer:
    """What the bot says in one turn."""

    outcome: Outcome
    intent: Optional[str]
    blocks: list[Block] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)
    as_of: Optional[str] = None

    def as_dict(self) -> dict[str, Any]:
        """As JSON-like data: the form in which it travels through Rasa. Its parts are the answer's, not copies."""
        return {
            "outcome": self.outcome.value,
            "intent": self.intent,
            "blocks": self.blocks,
            "suggestions": [dict(vars(suggestion)) for suggestion in self.suggestions],
            "sources": self.sources,
            "as_of": self.as_of,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Answer:
        """The inverse of `as_dict`."""
        suggestions = [Suggestion(**item) for item in data["suggestions"]]
        return cls(**{**data, "outcome": Outcome(data["outcome"]), "suggestions": suggestions})

    def text(self) -> str:
        """The answer for a channel that can show nothing but text."""
        return self._text

    @cached_property
    def _text(self) -> str:
        parts = [block_text(block) for block in self.blocks]
        if self.suggestions:
            parts.append("\n".join(f"- {suggestion.label}" for suggestion in self.suggestions))
        return "\n\n".join(part for part in parts if part)


def block_text(block: Block) -> str:
    """One block as plain text."""
    kind = block["type"]
    if kind == "paragraph" or kind == "notice":
        return plain(block["spans"])
    if kind == "list":
        title = f"{block['title']}:\n" if block.get("title") else ""
        return title + "\n".join(f"- {plain(item)}" for item in block["items"])
    if kind == "link":
        return f"{block['title']}: {block['href']}" + _mark(block)
    return _card_text(block)


def _mark(part: dict[str, Any]) -> str:
    return f" ({part['mark']})" if part.get("mark") else ""


def _card_text(card: Block) -> str:
    lines = [card["title"]]
    lines += [f"{phone['label']}: {phone['number']}{_mark(phone)}" for phone in card["phones"]]
    lines += [f"{mail['label']}: {mail['address']}{_mark(mail)}" for mail in card["emails"]]
    if card.get("address"):
        lines.append(", ".join(card["address"]["lines"]) + _mark(card["address"]))
    if card.get("hours"):
        lines.append(card["hours"]["status"] + _mark(card["hours"]))
        lines += [f"{row['day']}: {row['hours']}" for row in card["hours"]["week"]]
    lines += [f"{page['label']}: {page['href']}{_mark(page)}" for page in card["web"]]
    return "\n".join(lines)


def paragraph(text: str) -> Block:
    """A paragraph block from a line with markup."""
    return {"type": "paragraph", "spans": spans(text)}


def notice(text: str, level: str = "info") -> Block:
    """A notice block: `info`, or `urgent` for what must be seen first."""
    return {"type": "notice", "level": level, "spans": spans(text)}


class Composer:
    """Makes answers from content, as of a moment: each card and each answer once. Nobody may change them later."""

    def __init__(self, content: Content, moment: Optional[datetime] = None, production: Optional[bool] = None) -> None:
        self.content = content
        self.moment = moment or clock.now()
        self.production = settings().production if production is None else production
        self._answers: dict[tuple[str, Optional[str]], Answer] = {}
        self._cards: dict[str, Block] = {}

    def faq(self, faq: Faq, situation: Optional[str] = None) -> Answer:
        """The whole answer of an FAQ, for everyone or for one situation."""
        found = self._answers.get((faq.intent, situation))
        if found is None:
            found = self._answers[faq.intent, situation] = self._faq(faq, situation)
        return found

    def _faq(self, faq: Faq, situation: Optional[str]) -> Answer:
        entry = faq.entry
        variant = next((item for item in entry.variants if item.situation == situation), None)
        return Answer(
            outcome=entry.outcome,
            intent=faq.intent,
            blocks=self._blocks(entry, variant),
            suggestions=self.situations(faq, variant) + self.follow_ups(faq),
            sources=[{"title": source.title, "url": source.url} for source in entry.sources],
            as_of=entry.checked_on.isoformat() if entry.checked_on else None,
        )

    def part(self, faq: Faq, part: Part) -> Answer:
        """One part of an FAQ's answer, for a person who asks for just that after it."""
        entry = faq.entry
        found: list[Block] = [paragraph(f"**{entry.question}**")]
        if part is Part.OFFICE:
            found += self.office(entry.office or "")
        else:
            found += self._need(part, getattr(entry, part.value))
        if part is Part.NEXT_STEP:
            found += self.services(entry.services)
        return replace(self.faq(faq), blocks=found)

    def again(self, faq: Faq) -> Answer:
        """The whole answer once more: there is no text for just what was asked about it."""
        answer = self.faq(faq)
        return replace(answer, blocks=[paragraph(AGAIN), *answer.blocks])

    def lead(self, faq: Faq) -> list[Block]:
        """The written part of an answer whose rest an action looks up."""
        found = [notice(self.fill(faq.entry.notice), "urgent")] if faq.entry.notice else []
        return found + blocks(self.fill(faq.entry.answer))

    def office(self, office: str) -> list[Block]:
        """The card of an office; nothing when it is unknown."""
        found = self.content.offices.get(office)
        return [self.card(found)] if found else []

    def card(self, office: Office) -> Block:
        """The card of an office at this moment."""
        found = self._cards.get(office.id)
        if found is None:
            found = self._cards[office.id] = office_card(office, self.moment, self.production)
        return found

    def services(self, ids: Sequence[str]) -> list[Block]:
        """Links to online services."""
        found = [self.content.services[name] for name in ids if name in self.content.services]
        return service_blocks(found, self.content.offices, self.production)

    def follow_ups(self, faq: Faq) -> list[Suggestion]:
        """Buttons to the questions that usually come next."""
        return [
            Suggestion(self.content.faqs[name].entry.question, name, "follow_up")
            for name in faq.entry.follow_ups
            if name in self.content.faqs
        ]

    def needs(self, entry: Entry, variant: Optional[Variant] = None) -> list[Block]:
        """What you need, the deadline and the next step: those of the situation, else those of everyone."""
        found: list[Block] = []
        for part in (Part.DOCUMENTS, Part.DEADLINE, Part.NEXT_STEP):
            own = getattr(variant, part.value) if variant else None
            found += self._need(part, own or getattr(entry, part.value))
        return found

    def _need(self, part: Part, value: Any) -> list[Block]:
        if not value:
            return []
        if part is Part.DOCUMENTS:
            items = [spans(self.fill(document)) for document in value]
            return [{"type": "list", "title": "Das brauchst du", "items": items}]
        return [paragraph(f"**{LABELS[part]}:** {self.fill(value)}")]

    def fill(self, text: str) -> str:
        """The text with the amounts that are valid today."""
        return fill_in(text, self.content.facts, self.moment.date(), self.production)

    def situations(self, faq: Faq, chosen: Optional[Variant] = None) -> list[Suggestion]:
        """Buttons to the answers for one situation, without the chosen one."""
        others = [variant for variant in faq.entry.variants if variant is not chosen]
        return [
            Suggestion(self.content.situations[variant.situation].label, faq.intent, "situation", variant.situation)
            for variant in others
            if variant.situation in self.content.situations
        ]

    def _blocks(self, entry: Entry, variant: Optional[Variant]) -> list[Block]:
        found: list[Block] = [notice(self.fill(entry.notice), "urgent")] if entry.notice else []
        situation = self.content.situations.get(variant.situation) if variant else None
        if situation:
            found.append(paragraph(f"**{situation.label}**"))
        found += blocks(self.fill(variant.answer if variant else entry.answer))
        found += self.needs(entry, variant)
        found += self.services(entry.services)
        if entry.confirm:
            found.append(notice(CONFIRM))
        if entry.office:
            found += self.office(entry.office)
        return found


_latest: Optional[Composer] = None


def current_composer(content: Content) -> Composer:
    """The composer of this minute: what it has made, all turns within the minute share."""
    global _latest
    minute = clock.now().replace(second=0, microsecond=0)
    known = _latest
    if known and known.content is content and known.moment == minute and known.production == settings().production:
        return known
    _latest = Composer(content, minute)
    return _latest
