"""Adaptations of the conversation's memory."""
from __future__ import annotations

import copy as copies
import logging
from typing import Any

from lotse.rasa_adaptations.adaptation import Adaptation


def _copied_as_it_is(original: Any) -> Any:
    """Rasa copies a tracker, for each action, by applying all its events again.

    That costs more with each turn, and loses slots that were set before the oldest event that is still kept.
    """
    from rasa.shared.core.trackers import DialogueStateTracker

    def copy(self: Any) -> Any:
        if type(self) is not DialogueStateTracker:
            return original(self)
        duplicate = copies.copy(self)
        duplicate.events = copies.copy(self.events)
        duplicate.slots = {name: copies.copy(slot) for name, slot in self.slots.items()}
        duplicate.active_loop = copies.copy(self.active_loop)
        # As in a tracker that was made anew.
        duplicate.sender_source = duplicate.model_id = duplicate.assistant_id = None
        return duplicate

    return copy


def _logged_without_copies(original: Any) -> Any:
    """Rasa copies all events, with the whole answer in them, for a debug message that is not shown."""
    from rasa.shared.core.events import ActionExecutionRejected

    rasa_logger = logging.getLogger("rasa.core.processor")

    def _log_action_on_tracker(self: Any, tracker: Any, action: Any, events: Any, prediction: Any) -> None:
        if rasa_logger.isEnabledFor(logging.DEBUG):
            original(self, tracker, action, events, prediction)
            return
        events = events or []
        if not any(isinstance(event, ActionExecutionRejected) for event in events):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events, self.domain)

    return _log_action_on_tracker


ADAPTATIONS: tuple[Adaptation, ...] = (
    Adaptation(
        "rasa.shared.core.trackers", "DialogueStateTracker.copy",
        "dfa48dca9f355ad1b42c625bc6f6370bafe83514ed17a77904ed64c67bf07285", _copied_as_it_is,
    ),
    Adaptation(
        "rasa.core.processor", "MessageProcessor._log_action_on_tracker",
        "d973d12a6d0a3623a8b0c9c2274c5b3008f5eaa3f19aa73311845702e4ed16f9", _logged_without_copies,
    ),
)
