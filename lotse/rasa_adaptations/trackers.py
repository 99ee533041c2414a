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


def _plain_events_as_they_are(original: Any) -> Any:
    """Rasa looks at each event again and again for those that undo others. Where there is none, nothing is undone."""
    from rasa.shared.core.events import (
        ActionExecuted,
        BotUttered,
        DefinePrevUserUtteredFeaturization,
        SessionStarted,
        SlotSet,
        UserUttered,
    )

    plain = {ActionExecuted, BotUttered, DefinePrevUserUtteredFeaturization, SessionStarted, SlotSet, UserUttered}

    def applied_events(self: Any) -> list[Any]:
        kinds = [type(event) for event in self.events]
        if not plain.issuperset(kinds):
            return original(self)
        if SessionStarted not in kinds:
            return list(self.events)
        return list(self.events)[len(kinds) - kinds[::-1].index(SessionStarted) :]

    return applied_events


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


def _checked_by_name(original: Any) -> Any:
    """Rasa makes an empty domain, and sorts all intents, for each message, to warn of one that it does not know."""

    def _check_for_unseen_features(self: Any, parse_data: dict[str, Any]) -> None:
        domain = self.domain
        known = (
            domain is not None
            and parse_data["intent"]["name"] in domain.intent_properties
            and all(found["entity"] in domain.entities for found in parse_data["entities"] or ())
        )
        if not known:
            original(self, parse_data)

    return _check_for_unseen_features


ADAPTATIONS: tuple[Adaptation, ...] = (
    Adaptation(
        "rasa.shared.core.trackers",
        "DialogueStateTracker.copy",
        "dfa48dca9f355ad1b42c625bc6f6370bafe83514ed17a77904ed64c67bf07285",
        _copied_as_it_is,
    ),
    Adaptation(
        "rasa.shared.core.trackers",
        "DialogueStateTracker.applied_events",
        "764d5065ea9997d613c1984d9357370f9ae32d31ca21346086f16c54f0487aae",
        _plain_events_as_they_are,
    ),
    Adaptation(
        "rasa.core.processor",
        "MessageProcessor._log_action_on_tracker",
        "d973d12a6d0a3623a8b0c9c2274c5b3008f5eaa3f19aa73311845702e4ed16f9",
        _logged_without_copies,
    ),
    Adaptation(
        "rasa.core.processor",
        "MessageProcessor._check_for_unseen_features",
        "286ab49de966bc0e7fd781720a321b384f0c3cd2c46e4b556b081db79bf4c36f",
        _checked_by_name,
    ),
)
