"""Adaptations of how Rasa finds and runs actions."""

from __future__ import annotations

from typing import Any

from lotse.rasa_adaptations.adaptation import Adaptation


def _default_actions_made_once(original: Any) -> Any:
    """Rasa makes its twelve default actions anew, three times a turn, to look for a name. They have no state."""
    made: list[tuple[Any, list[Any]]] = []

    def default_actions(action_endpoint: Any = None) -> list[Any]:
        if not made or made[0][0] is not action_endpoint:
            made[:] = [(action_endpoint, original(action_endpoint))]
        return list(made[0][1])

    return default_actions


def _no_slots_without_entities(original: Any) -> Any:
    """Rasa goes through all slots and their mappings, also when they wait for entities and the message has none."""
    from rasa.shared.core.constants import ACTION_VALIDATE_SLOT_MAPPINGS, DEFAULT_SLOT_NAMES

    async def run(self: Any, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> list[Any]:
        message = tracker.latest_message
        if message is not None and not message.entities and ACTION_VALIDATE_SLOT_MAPPINGS not in domain.user_actions:
            mappings = (
                mapping for slot in domain.slots if slot.name not in DEFAULT_SLOT_NAMES for mapping in slot.mappings
            )
            if all(mapping.get("type") == "from_entity" for mapping in mappings):
                return []
        return await original(self, output_channel, nlg, tracker, domain)

    return run


ADAPTATIONS: tuple[Adaptation, ...] = (
    Adaptation(
        "rasa.core.actions.action",
        "default_actions",
        "6fa4896f3667a20ef926faa5a9aed3d7be3543924aae20d0f55bc735dd04417f",
        _default_actions_made_once,
    ),
    Adaptation(
        "rasa.core.actions.action",
        "ActionExtractSlots.run",
        "13487835d751b652cc5a06b980d704a47df32160ab4ac2ef3e17c6b0347b89ca",
        _no_slots_without_entities,
    ),
)
