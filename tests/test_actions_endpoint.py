"""The custom actions run in this process, and answer as an action server would."""

# ruff: noqa: E402
from __future__ import annotations

import asyncio
import json
from typing import Any, Callable

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import ClientResponseError
from rasa_sdk.interfaces import ActionExecutionRejection

from lotse.actions_endpoint import InProcessActions
from lotse.settings import PROJECT


def _call(action: str) -> dict[str, Any]:
    tracker = {
        "sender_id": "sitzung",
        "slots": {},
        "latest_message": {"intent": {"name": "oeffnungszeiten"}, "entities": [], "text": ""},
        "events": [],
        "paused": False,
        "followup_action": None,
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
    return {"next_action": action, "tracker": tracker, "domain": {}, "sender_id": "sitzung"}


def _run(endpoint: InProcessActions, action: str) -> Any:
    return asyncio.run(endpoint.request(json=_call(action)))


def test_actions_endpoint_runs_an_action(
    environment: Callable[..., None], stopped_clock: Callable[[str], None]
) -> None:
    result = _run(InProcessActions(), "action_office_hours")
    (response,) = result["responses"]
    assert response["text"].startswith("Jobcenter – Jetzt geöffnet bis 12 Uhr.")
    assert response["answer"]["intent"] == "oeffnungszeiten"
    assert result["events"] == []


def test_actions_endpoint_result_is_taken_by_rasa(
    environment: Callable[..., None], stopped_clock: Callable[[str], None]
) -> None:
    result = _run(InProcessActions(), "action_fallback")
    assert RemoteAction("action_fallback", None)._validate_action_result(result)


def test_actions_endpoint_knows_every_action_of_the_domain() -> None:
    known = set(InProcessActions()._executor.actions)
    assert set(Domain.load(str(PROJECT / "domain.yml")).user_actions) == known


def test_actions_endpoint_passes_on_a_rejection() -> None:
    endpoint = InProcessActions()

    async def reject(dispatcher: Any, tracker: Any, domain: Any) -> None:
        raise ActionExecutionRejection("action_reject", "geht gerade nicht")

    endpoint._executor.register_function("action_reject", reject)
    with pytest.raises(ClientResponseError) as refused:
        _run(endpoint, "action_reject")
    assert refused.value.status == 400
    assert json.loads(refused.value.text) == {"action_name": "action_reject", "error": "geht gerade nicht"}


def test_actions_endpoint_does_not_ask_for_the_whole_domain() -> None:
    assert InProcessActions().kwargs["enable_selective_domain"] is True
