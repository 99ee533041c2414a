"""How routes are added, and the path that more than one module must know."""

from __future__ import annotations

from typing import Any, Awaitable, Callable

from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse

# Asks a canary question: the one page that makes the bot work.
READY_PATH = "/health/ready"

Handler = Callable[..., Awaitable[HTTPResponse]]


def add_route(blueprint: Blueprint, method: str, path: str, handler: Handler, name: str) -> None:
    """Sanic 21.12 writes attributes on its handlers, which bound methods refuse: so a function stands between."""

    async def handle(request: Request, **parts: Any) -> HTTPResponse:
        return await handler(request, **parts)

    blueprint.add_route(handle, path, methods=[method], name=name)
