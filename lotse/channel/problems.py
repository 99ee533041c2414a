"""Errors of the API as RFC 9457 problem details, with a German title for the person who reads it."""

from __future__ import annotations

import json
from typing import Any, Optional

from sanic.response import HTTPResponse

MEDIA_TYPE = "application/problem+json"


class ApiProblem(Exception):
    """A request that cannot be answered. Subclasses say which; `detail` says what to do."""

    status = 400
    slug = "ungueltig"
    title = "Diese Anfrage verstehe ich nicht."

    def __init__(self, detail: str = "", headers: Optional[dict[str, str]] = None) -> None:
        super().__init__(detail or self.title)
        self.detail = detail
        self.headers = headers or {}

    def response(self) -> HTTPResponse:
        """The problem as an HTTP response."""
        body: dict[str, Any] = {
            "type": f"urn:soziallotse:problem:{self.slug}",
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            body["detail"] = self.detail
        text = json.dumps(body, ensure_ascii=False)
        return HTTPResponse(text, status=self.status, content_type=MEDIA_TYPE, headers={**self.headers})


class SessionProblem(ApiProblem):
    """The session is unknown, forged or over."""

    status = 401
    slug = "sitzung"
    title = "Das Gespräch ist abgelaufen."

    def __init__(self) -> None:
        super().__init__("Öffne ein neues Gespräch und stell deine Frage noch einmal.")


class TextProblem(ApiProblem):
    """The text is missing, empty or too long, or the tapped choice does not exist."""

    status = 422
    slug = "text"
    title = "Diese Nachricht kann ich nicht beantworten."


class MediaTypeProblem(ApiProblem):
    """The body is not JSON."""

    status = 415
    slug = "format"
    title = "Die Anfrage muss JSON sein."


class TooLargeProblem(ApiProblem):
    """The body is larger than any question."""

    status = 413
    slug = "zu-gross"
    title = "Die Nachricht ist zu lang."


class TooManyProblem(ApiProblem):
    """More requests than a person can make."""

    status = 429
    slug = "zu-viele"
    title = "Das waren sehr viele Fragen auf einmal."

    def __init__(self, retry_after: int) -> None:
        super().__init__(
            f"Warte bitte {retry_after} Sekunden und frag dann noch einmal.", {"Retry-After": str(retry_after)}
        )


class OriginProblem(ApiProblem):
    """The request comes from a page that may not embed the chatbot."""

    status = 403
    slug = "herkunft"
    title = "Diese Seite darf den Chatbot nicht einbinden."


class NotReadyProblem(ApiProblem):
    """The bot is starting, or its model could not be loaded."""

    status = 503
    slug = "nicht-bereit"
    title = "Der Chatbot ist gerade nicht erreichbar."

    def __init__(self) -> None:
        super().__init__("Versuch es in einer Minute noch einmal.", {"Retry-After": "30"})


class NotFoundProblem(ApiProblem):
    """There is nothing at this address."""

    status = 404
    slug = "nicht-gefunden"
    title = "Diese Adresse gibt es nicht."


class MethodProblem(ApiProblem):
    """The address exists, but not for this method."""

    status = 405
    slug = "methode"
    title = "So kann diese Adresse nicht benutzt werden."


class InternalProblem(ApiProblem):
    """A fault of ours."""

    status = 500
    slug = "fehler"
    title = "Bei mir ist etwas schiefgegangen."

    def __init__(self) -> None:
        super().__init__("Versuch es bitte noch einmal. Deine Frage ist nicht verloren.")
