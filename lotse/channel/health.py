"""Health of the server: alive, and ready only when a canary question gets its answer."""

from __future__ import annotations

from typing import Callable

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from lotse.channel.problems import ApiProblem, NotReadyProblem
from lotse.channel.routing import READY_PATH
from lotse.channel.turns import Turns
from lotse.content.schema import Outcome

CANARY_QUESTION = "Was ist Grundsicherungsgeld?"
CANARY_INTENT = "bg_was_ist"


def add_health_routes(blueprint: Blueprint, turns_of: Callable[[Request], Turns]) -> None:
    """Adds GET /health/live and GET /health/ready."""

    @blueprint.get("/health/live")
    async def live(request: Request) -> HTTPResponse:
        return response.json({"status": "ok"})

    @blueprint.get(READY_PATH)
    async def ready(request: Request) -> HTTPResponse:
        try:
            turn = await turns_of(request).ask_once(CANARY_QUESTION)
        except ApiProblem as problem:
            return problem.response()
        if turn.answer.outcome is not Outcome.ANSWERED or turn.answer.intent != CANARY_INTENT:
            return NotReadyProblem().response()
        return response.json({"status": "ok"})
