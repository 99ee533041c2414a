"""One question through the whole bot, without a server: for `lotse ask` and for checks after training."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.utils import AvailableEndpoints

from lotse.channel.turns import Turn, Turns
from lotse.content.store import shared_store
from lotse.privacy.startup import use_county_redactor
from lotse.server import ENDPOINTS

SESSION = "lotse-ask"


async def loaded_agent(model: Path) -> Agent:
    """The agent of a model with the endpoints of this project."""
    use_county_redactor()
    return await load_agent(model_path=str(model), endpoints=AvailableEndpoints.read_endpoints(str(ENDPOINTS)))


async def ask(model: Path, text: str) -> dict[str, Any]:
    """Asks one question. Keys: outcome, intent, confidence, text, suggestions."""
    turns = Turns(await loaded_agent(model), shared_store())
    return as_dict(await turns.ask(SESSION, text))


def as_dict(turn: Turn) -> dict[str, Any]:
    """A turn in the fixed form of `lotse ask --json`."""
    answer = turn.answer
    return {
        "outcome": answer.outcome.value,
        "intent": answer.intent,
        "confidence": round(turn.confidence, 4),
        "text": answer.text(),
        "suggestions": [{"label": item.label, "intent": item.intent, "kind": item.kind} for item in answer.suggestions],
    }
