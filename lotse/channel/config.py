"""What the widget needs before the first question: greeting, topics, links, and what shows when the server is away."""

from __future__ import annotations

from typing import Any

from lotse.content.answer import Composer
from lotse.content.loader import Content
from lotse.settings import Settings

TITLE = "Soziallotse"
GREETING = [
    "Hallo! Ich bin der Soziallotse vom Main-Taunus-Kreis. Ich beantworte allgemeine Fragen zu Sozialleistungen.",
    "Stell mir deine Frage oder wähl ein Thema.",
]
NOTICE = (
    "Ich bin ein Chatbot (KI), kein Mensch. Ich wähle aus Texten, die Menschen geprüft haben. "
    "Schreib bitte keine Namen, Adressen, Telefon- oder Kundennummern."
)
OFFLINE = "Ich bin gerade nicht erreichbar. So erreichst du das Jobcenter:"


def widget_config(content: Content, settings: Settings) -> dict[str, Any]:
    """The answer to GET /chat/config."""
    card = Composer(content, production=settings.production).office("jobcenter")
    return {
        "title": TITLE,
        "greeting": GREETING,
        "notice": NOTICE,
        "max_text": settings.max_text,
        "idle_minutes": settings.session_minutes,
        "topics": [_topic(content, topic) for topic in content.topics if content.listed(topic)],
        "links": {
            "questions": "/fragen",
            "privacy": "/datenschutz",
            "accessibility": "/barrierefreiheit",
            "barrier": "/barrierefreiheit#melden",
        },
        "offline": {"text": OFFLINE, "card": card[0] if card else None},
    }


def _topic(content: Content, topic: str) -> dict[str, Any]:
    declared = content.topics[topic]
    questions = [{"intent": faq.intent, "question": faq.entry.question} for faq in content.listed(topic)]
    return {"id": topic, "title": declared.title, "label": declared.label, "questions": questions}
