"""Pages made on the server: the demo page, the widget's files, and all questions and answers without JavaScript."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Awaitable, Callable, Optional

import sanic.exceptions
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from lotse.channel.problems import ApiProblem
from lotse.channel.routing import add_route
from lotse.content.answer import Answer, Composer
from lotse.content.store import ContentStore
from lotse.settings import PROJECT, Settings

WIDGET = PROJECT / "widget"
TEMPLATES = Path(__file__).parent / "templates"
# Single files only: Sanic 21.12 had a path traversal in whole folders.
FILES = {
    "/widget/lotse-chat.js": ("lotse-chat.js", "text/javascript; charset=utf-8"),
    "/widget/favicon.svg": ("favicon.svg", "image/svg+xml"),
    "/widget/demo.css": ("demo.css", "text/css; charset=utf-8"),
    "/fragen.css": ("fragen.css", "text/css; charset=utf-8"),
}
# Answers one question of a page.
Ask = Callable[[Request, str], Awaitable[Answer]]


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def add_pages(blueprint: Blueprint, store: ContentStore, settings: Settings, ask: Ask) -> None:
    """Adds all pages."""
    pages = Pages(store, settings, ask)
    for path, (name, media_type) in FILES.items():
        add_route(blueprint, "GET", path, _file(name, media_type), re.sub(r"\W", "_", name))
    add_route(blueprint, "GET", "/", _file("demo.html", "text/html; charset=utf-8"), "demo")
    add_route(blueprint, "GET", "/fragen", pages.all_questions, "all_questions")
    add_route(blueprint, "POST", "/fragen", pages.search, "search")
    add_route(blueprint, "GET", "/fragen/<intent>", pages.question, "question")
    add_route(blueprint, "GET", "/woerter", pages.glossary, "glossary")
    for fixed in ("datenschutz", "barrierefreiheit"):
        add_route(blueprint, "GET", f"/{fixed}", pages.fixed(fixed), fixed)


def _file(name: str, media_type: str) -> Callable[..., Any]:
    folder = WIDGET if (WIDGET / name).exists() else TEMPLATES

    async def serve(request: Request) -> HTTPResponse:
        text = (folder / name).read_text(encoding="utf-8")
        # Another page's integrity hash needs the file to be readable across origins.
        headers = {"Cache-Control": "public, max-age=300", "Cross-Origin-Resource-Policy": "cross-origin"}
        return HTTPResponse(text, content_type=media_type, headers=headers)

    return serve


class Pages:
    """The plain pages: they work without JavaScript and can be printed."""

    def __init__(self, store: ContentStore, settings: Settings, ask: Ask) -> None:
        self._store = store
        self._settings = settings
        self._ask = ask

    async def all_questions(self, request: Request) -> HTTPResponse:
        """GET /fragen: every topic with its questions."""
        content = self._store.content
        topics = [(content.topics[topic], content.listed(topic)) for topic in content.topics if content.listed(topic)]
        return self._page("fragen.html", title="Alle Fragen und Antworten", topics=topics)

    async def question(self, request: Request, intent: str) -> HTTPResponse:
        """GET /fragen/<intent>: one answer with all its situations."""
        content = self._store.content
        faq = content.faqs.get(intent)
        if faq is None or not faq.entry.listed:
            raise sanic.exceptions.NotFound("Diese Frage gibt es nicht.")
        make = Composer(content, production=self._settings.production)
        variants = [
            (content.situations[variant.situation].label, make.faq(faq, variant.situation))
            for variant in faq.entry.variants
            if variant.situation in content.situations
        ]
        return self._page("frage.html", title=faq.entry.question, faq=faq, answer=make.faq(faq), variants=variants)

    async def search(self, request: Request) -> HTTPResponse:
        """POST /fragen: asks the bot. A form body, so that no question stands in an address or a log."""
        text = (request.form or {}).get("frage") or ""
        error: Optional[str] = None
        answer = None
        try:
            answer = await self._ask(request, text[: self._settings.max_text])
        except ApiProblem as problem:
            error = problem.detail or problem.title
        faq = self._store.content.faqs.get(answer.intent or "") if answer else None
        return self._page("suche.html", title="Deine Frage", answer=answer, faq=faq, error=error)

    async def glossary(self, request: Request) -> HTTPResponse:
        """GET /woerter: official words explained."""
        words = sorted(self._store.content.words, key=lambda word: word.official.casefold())
        return self._page("woerter.html", title="Wörter einfach erklärt", words=words)

    def fixed(self, name: str) -> Callable[..., Any]:
        """A page whose text stands in its template."""

        async def serve(request: Request) -> HTTPResponse:
            return self._page(f"{name}.html")

        return serve

    def _page(self, template: str, **values: Any) -> HTTPResponse:
        known = self._store.content.faqs
        page = _templates().get_template(template).render(max_text=self._settings.max_text, known=known, **values)
        # Without a referrer a browser sends the form with the origin "null", which the guard refuses.
        return response.html(page, headers={"Referrer-Policy": "same-origin"})
