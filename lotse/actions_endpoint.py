"""Runs the custom actions in this process: `action_endpoint: {type: lotse.actions_endpoint.InProcessActions}`.

The same actions run as a server of their own with `lotse rasa run actions`; then endpoints.yml names its url.
"""

from __future__ import annotations

import json
from typing import Any, Optional

from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection

ACTIONS_PACKAGE = "actions"


class InProcessActions(EndpointConfig):
    """Stands where Rasa expects the address of an action server."""

    def __init__(self, **kwargs: Any) -> None:
        # Rasa would send the whole domain with each call; no action here needs it.
        super().__init__(url="in-process", enable_selective_domain=True, **kwargs)
        self._executor = ActionExecutor()
        self._executor.register_package(ACTIONS_PACKAGE)

    async def request(
        self,
        method: str = "post",
        subpath: Optional[str] = None,
        content_type: Optional[str] = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Optional[Any]:
        """Runs the action of the call and returns what an action server would."""
        try:
            return await self._executor.run(kwargs["json"])
        except ActionExecutionRejection as rejection:
            body = {"action_name": rejection.action_name, "error": str(rejection)}
            raise ClientResponseError(400, "rejected", json.dumps(body)) from rejection
