"""How each side is asked over HTTP: its own API, or Rasa's stock rest channel."""

from __future__ import annotations

import secrets
from typing import Any, Protocol

import aiohttp


class Dialect(Protocol):
    """Opens conversations and asks in them."""

    async def open(self, client: aiohttp.ClientSession, url: str) -> str:
        """A new conversation; its name for `ask`."""

    async def ask(self, client: aiohttp.ClientSession, url: str, conversation: str, text: str) -> bool:
        """Asks one question; whether an answer came."""


class OwnDialect:
    """POST /chat/session, POST /chat/message."""

    async def open(self, client: aiohttp.ClientSession, url: str) -> str:
        """The signed token of a session."""
        return (await _post(client, f"{url}/chat/session", {}))["session"]

    async def ask(self, client: aiohttp.ClientSession, url: str, conversation: str, text: str) -> bool:
        """An answer has blocks to show."""
        reply = await _post(client, f"{url}/chat/message", {"session": conversation, "text": text})
        return bool(reply.get("blocks")) and reply.get("outcome") != "error"


class RestDialect:
    """POST /webhooks/rest/webhook."""

    async def open(self, client: aiohttp.ClientSession, url: str) -> str:
        """Any name will do."""
        return secrets.token_urlsafe(18)

    async def ask(self, client: aiohttp.ClientSession, url: str, conversation: str, text: str) -> bool:
        """An answer is a list of messages. Rasa answers with an empty one when something has failed."""
        reply = await _post(client, f"{url}/webhooks/rest/webhook", {"sender": conversation, "message": text})
        return isinstance(reply, list) and bool(reply)


async def _post(client: aiohttp.ClientSession, url: str, body: dict[str, Any]) -> Any:
    async with client.post(url, json=body) as response:
        data = await response.read()
        if response.status != 200:
            return {}
        return await response.json() if data else {}
