"""Adaptations of how Rasa finds and runs actions."""

from __future__ import annotations

from typing import Any

from lotse.rasa_adaptations.adaptation import Adaptation

_MADE = "_lotse_actions"


def _actions_made_once(original: Any) -> Any:
    """Rasa makes its twelve default actions anew, three times a turn, and searches all names, to find one action.

    An action has no state but its name and its endpoint; only forms remember more.
    """

    def action_for_name_or_text(action_name_or_text: str, domain: Any, action_endpoint: Any) -> Any:
        if domain.form_names:
            return original(action_name_or_text, domain, action_endpoint)
        made = domain.__dict__.setdefault(_MADE, {})
        known = made.get(action_name_or_text)
        if known is None or known[0] is not action_endpoint:
            known = (action_endpoint, original(action_name_or_text, domain, action_endpoint))
            made[action_name_or_text] = known
        return known[1]

    return action_for_name_or_text


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
        "action_for_name_or_text",
        "a63fb2d066efa0bc5a116dc4932299c77736aad3b6b8a85170e0dcafe615bf52",
        _actions_made_once,
    ),
    Adaptation(
        "rasa.core.actions.action",
        "ActionExtractSlots.run",
        "13487835d751b652cc5a06b980d704a47df32160ab4ac2ef3e17c6b0347b89ca",
        _no_slots_without_entities,
    ),
)
