"""Takes a newly trained model into use without a restart: conversations and everyone who asks meanwhile go on."""

from __future__ import annotations

import asyncio
import gc
import logging
from pathlib import Path
from typing import Any, Optional

from lotse.settings import Settings
from lotse.training.models import models_in

logger = logging.getLogger(__name__)

CHECK_SECONDS = 3.0


class ModelWatch:
    """Looks every few seconds whether a newer model has come, and gives it to the agent."""

    def __init__(self, agent: Any, settings: Settings, check_seconds: float = CHECK_SECONDS) -> None:
        self._agent = agent
        self._settings = settings
        self._check_seconds = check_seconds
        # What was there at the start is in use, or older than what is.
        self._seen = models_in(settings.models)[:1]
        self._task: Optional[asyncio.Task[None]] = None

    def start(self) -> None:
        """Starts to look, on the loop that is running."""
        self._task = asyncio.get_running_loop().create_task(self._watch())

    def stop(self) -> None:
        """Looks no more."""
        if self._task:
            self._task.cancel()

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._check_seconds)
            newest = models_in(self._settings.models)[:1]
            if newest and newest != self._seen:
                self._seen = newest
                await self._use(newest[0])

    async def _use(self, model: Path) -> None:
        try:
            # Loading takes a second or two; the loop answers people meanwhile. The new model counts once it is whole.
            await asyncio.get_running_loop().run_in_executor(None, self._agent.load_model, str(model))
        except Exception as error:
            logger.error("%s lässt sich nicht laden (%s). Das bisherige Modell bleibt.", model.name, error)
            return
        gc.freeze()
        logger.warning("Das neue Modell ist im Einsatz: %s", model.name)
