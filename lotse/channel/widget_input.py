"""The input channel: routes of the API, in the order in which a conversation uses them."""

from __future__ import annotations

import gc
import json
import logging
from functools import partial
from pathlib import Path
from typing import Any, Awaitable, Callable, Optional

import sanic.exceptions
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from lotse.channel import problems
from lotse.channel.config import widget_config
from lotse.channel.guard import Guard
from lotse.channel.health import add_health_routes
from lotse.channel.model_watch import ModelWatch
from lotse.channel.pages import add_pages
from lotse.channel.routing import add_route
from lotse.channel.sessions import Session, Sessions, session_secret
from lotse.channel.turns import CHANNEL, Choice, Turn, Turns
from lotse.content.answer import Answer
from lotse.content.store import ContentStore, shared_store
from lotse.nlu.encoder import load as load_encoder
from lotse.privacy.startup import use_county_redactor
from lotse.questions.database import database_url
from lotse.questions.observer import Context
from lotse.questions.purging import PurgeTimer
from lotse.questions.recorder import QuestionRecorder
from lotse.settings import Settings, settings

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 16_384
FEEDBACK_REASONS = frozenset({"falsch", "unvollstaendig", "nicht_verstanden", "falsches_thema"})
_dumps = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


class WidgetInput(InputChannel):
    """`lotse.channel.widget_input.WidgetInput: {}` in credentials.yml."""

    def __init__(self, own_settings: Optional[Settings] = None, store: Optional[ContentStore] = None) -> None:
        self._settings = own_settings or settings()
        self._store = store or shared_store()

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa."""
        return CHANNEL

    @classmethod
    def from_credentials(cls, _credentials: Optional[dict[str, Any]]) -> InputChannel:
        """Made by Rasa from credentials.yml; settings come from the environment."""
        return cls()

    def url_prefix(self) -> str:
        """The routes name their own full paths."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        """All routes of the server."""
        blueprint = Blueprint("widget")
        api = Api(self._settings, self._store)
        _add_protection(blueprint, api.guard)
        _add_lifecycle(blueprint, self._store, self._settings, api)
        add_route(blueprint, "GET", "/chat/config", api.config, "config")
        add_route(blueprint, "POST", "/chat/session", api.create_session, "create_session")
        add_route(blueprint, "DELETE", "/chat/session", api.delete_session, "delete_session")
        add_route(blueprint, "POST", "/chat/message", api.message, "message")
        add_route(blueprint, "POST", "/chat/feedback", api.feedback, "feedback")
        for path in ("config", "session", "message", "feedback"):
            add_route(blueprint, "OPTIONS", f"/chat/{path}", api.preflight, f"preflight_{path}")
        add_health_routes(blueprint, api.turns)
        add_pages(blueprint, self._store, self._settings, api.ask_once)
        return blueprint


class Api:
    """The handlers of /chat."""

    def __init__(self, own_settings: Settings, store: ContentStore) -> None:
        self._settings = own_settings
        self._store = store
        self._sessions = Sessions(session_secret(own_settings), own_settings.session_minutes * 60)
        self.guard = Guard(own_settings)
        self.recorder = QuestionRecorder.from_settings(own_settings)
        self.purge_timer = PurgeTimer(database_url(own_settings), own_settings.retention_days)

    def turns(self, request: Request) -> Turns:
        """The turns of the agent that the server has loaded."""
        return Turns(getattr(request.app.ctx, "agent", None), self._store)

    def context(self, request: Request, session_id: Optional[str], number: int) -> Context:
        """Where a turn belongs, and the model that answered it."""
        processor = getattr(getattr(request.app.ctx, "agent", None), "processor", None)
        return Context(session_id, number, Path(getattr(processor, "model_filename", "")).name.replace(".tar.gz", ""))

    async def preflight(self, request: Request) -> HTTPResponse:
        """OPTIONS: what a browser asks before a page of another origin may send JSON. The guard adds the headers."""
        return response.empty()

    async def config(self, request: Request) -> HTTPResponse:
        """GET /chat/config"""
        body = widget_config(self._store.content, self._settings)
        return response.json(body, headers={"Cache-Control": "public, max-age=60"}, dumps=_dumps)

    async def create_session(self, request: Request) -> HTTPResponse:
        """POST /chat/session"""
        return response.json({"session": self._sessions.create()}, dumps=_dumps)

    async def delete_session(self, request: Request) -> HTTPResponse:
        """DELETE /chat/session"""
        session_id = self._sessions.delete(_body(request).get("session"))
        await self.turns(request).forget(session_id)
        self.recorder.forget(session_id)
        return response.empty()

    async def message(self, request: Request) -> HTTPResponse:
        """POST /chat/message"""
        body = _body(request)
        session = self._sessions.get(body.get("session"))
        message_id = body.get("id")
        if message_id is not None and not (isinstance(message_id, str) and 0 < len(message_id) <= 64):
            raise problems.TextProblem("Die Kennung der Nachricht ist ungültig.")
        async with session.lock:
            if message_id is not None and message_id in session.replies:
                return response.json(session.replies[message_id], dumps=_dumps)
            self.guard.check_session(session.id)
            turn = await self._turn(request, session, body)
            session.turn += 1
            reply = _reply(session.turn, turn)
            session.remember(message_id, reply)
            self.recorder.record(turn, self.context(request, session.id, session.turn))
        return response.json(reply, dumps=_dumps)

    async def ask_once(self, request: Request, text: str) -> Answer:
        """Answers one question outside any session: visitors of the plain pages are never linked."""
        turn = await self.turns(request).ask_once(text)
        self.recorder.record(turn, self.context(request, None, 0))
        return turn.answer

    async def feedback(self, request: Request) -> HTTPResponse:
        """POST /chat/feedback"""
        body = _body(request)
        session = self._sessions.get(body.get("session"))
        turn, helpful, reason = body.get("turn"), body.get("helpful"), body.get("reason")
        if not isinstance(turn, int) or not 0 < turn <= session.turn or not isinstance(helpful, bool):
            raise problems.TextProblem("Die Bewertung ist unvollständig.")
        if reason is not None and not (isinstance(reason, str) and reason in FEEDBACK_REASONS):
            raise problems.TextProblem("Diesen Grund gibt es nicht.")
        self.recorder.feedback(session.id, turn, helpful, reason)
        return response.empty()

    async def _turn(self, request: Request, session: Session, body: dict[str, Any]) -> Turn:
        turns = self.turns(request)
        if not turns.ready:
            raise problems.NotReadyProblem
        if "choice" in body:
            return await turns.choose(session.id, Choice.from_json(body["choice"], self._store.content, session.turn))
        text = body.get("text")
        if not isinstance(text, str) or not text.strip():
            raise problems.TextProblem("Schreib bitte zuerst eine Frage.")
        if len(text) > self._settings.max_text:
            raise problems.TextProblem(f"Schreib bitte höchstens {self._settings.max_text} Zeichen.")
        return await turns.ask(session.id, text, session.told)


def _body(request: Request) -> dict[str, Any]:
    if not (request.content_type or "").startswith("application/json"):
        raise problems.MediaTypeProblem
    try:
        body = request.json
    except sanic.exceptions.InvalidUsage:
        raise problems.ApiProblem("Der Text der Anfrage ist kein JSON.") from None
    if not isinstance(body, dict):
        raise problems.ApiProblem("Die Anfrage muss ein JSON-Objekt sein.")
    return body


def _reply(number: int, turn: Turn) -> dict[str, Any]:
    answer = turn.answer
    return {
        "turn": number,
        "outcome": answer.outcome.value,
        "intent": answer.intent,
        "blocks": answer.blocks,
        "suggestions": [suggestion.as_dict(number) for suggestion in answer.suggestions],
        "sources": answer.sources,
        "as_of": answer.as_of,
        "masked": bool(turn.masked),
    }


def _add_protection(blueprint: Blueprint, guard: Guard) -> None:
    @blueprint.middleware("request")
    async def check(request: Request) -> Optional[HTTPResponse]:
        try:
            guard.check_request(request)
        except problems.ApiProblem as problem:
            return problem.response()
        return None

    @blueprint.middleware("response")
    async def finish(request: Request, reply: HTTPResponse) -> None:
        guard.finish(request, reply)

    @blueprint.exception(problems.ApiProblem)
    async def refuse(request: Request, problem: problems.ApiProblem) -> HTTPResponse:
        return problem.response()

    @blueprint.exception(Exception)
    async def fail(request: Request, error: Exception) -> HTTPResponse:
        logger.error("Eine Anfrage an %s ist fehlgeschlagen.", request.path, exc_info=error)
        return problems.InternalProblem().response()


def _add_lifecycle(blueprint: Blueprint, store: ContentStore, own_settings: Settings, api: Api) -> None:
    @blueprint.listener("before_server_start")
    async def start(app: Sanic, loop: Any) -> None:
        app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
        app.config.ACCESS_LOG = False
        app.config.PROXIES_COUNT = own_settings.proxies or None
        app.error_handler.add(sanic.exceptions.NotFound, _not_found)
        app.error_handler.add(sanic.exceptions.MethodNotSupported, _wrong_method)
        app.error_handler.add(sanic.exceptions.PayloadTooLarge, _too_large)
        use_county_redactor()
        store.watch()
        api.recorder.start()
        api.purge_timer.start()

    @blueprint.listener("after_server_start")
    async def watch_models_and_spare_what_stays(app: Sanic, loop: Any) -> None:
        app.ctx.model_watch = ModelWatch(app.ctx.agent, own_settings)
        app.ctx.model_watch.start()
        # The model is loaded and stays. Else Python's garbage collector looks through all of it again and again, and
        # now and then a turn takes 0.2 seconds more.
        gc.collect()
        gc.freeze()
        # In a thread, so that the server is ready at once; the first word that no example has must not wait for it.
        app.ctx.encoder = loop.run_in_executor(None, load_encoder)

    @blueprint.listener("after_server_stop")
    async def stop(app: Sanic, loop: Any) -> None:
        app.ctx.model_watch.stop()
        store.stop()
        api.purge_timer.stop()
        # The writer empties its queue in a thread; the loop must not wait for a disk.
        await loop.run_in_executor(None, api.recorder.close)


def _not_found(request: Request, error: Exception) -> HTTPResponse:
    return problems.NotFoundProblem().response()


def _wrong_method(request: Request, error: Exception) -> HTTPResponse:
    return problems.MethodProblem().response()


def _too_large(request: Request, error: Exception) -> HTTPResponse:
    return problems.TooLargeProblem().response()
