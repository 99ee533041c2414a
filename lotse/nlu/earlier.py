"""The turns before a message: what was answered, what was offered, and the topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, Mapping, Optional, Sequence

from lotse.content.loader import Content, Faq
from lotse.nlu.bands import Band


@dataclass(frozen=True)
class Earlier:
    """A turn before: the intent that was answered (None without one) and the questions that were offered."""

    intent: Optional[str]
    offered: tuple[str, ...] = ()

    @classmethod
    def from_parse_data(cls, parse_data: Mapping[str, Any], content: Content) -> Earlier:
        """The turn of a message that Rasa has parsed."""
        decision = parse_data.get("decision") or {}
        intent = (parse_data.get("intent") or {}).get("name")
        shown = decision.get("candidates") if decision.get("band") == Band.SUGGEST.value else decision.get("both")
        return cls(intent if intent in content.faqs else None, tuple(offered(content, shown or ())))

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Earlier:
        """The inverse of `as_dict`."""
        return cls(data["intent"], tuple(data["offered"]))

    def as_dict(self) -> dict[str, Any]:
        """As JSON-like data, to travel with a message."""
        return {"intent": self.intent, "offered": list(self.offered)}


def offered(content: Content, intents: Iterable[str]) -> list[str]:
    """Those of the intents that make a sensible button."""
    return [name for name in intents if name in content.faqs and content.faqs[name].is_question]


def topic_of(content: Content, earlier: Sequence[Earlier]) -> Optional[Faq]:
    """The FAQ that was talked about last."""
    answered = [content.faqs.get(turn.intent or "") for turn in reversed(earlier)]
    return next((faq for faq in answered if faq and faq.is_faq), None)
