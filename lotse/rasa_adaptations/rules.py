"""Adaptations of Rasa's rule policy: its cost must grow neither with the number of FAQs nor with the conversation."""

from __future__ import annotations

import json
from collections import defaultdict
from itertools import chain
from typing import Any, Iterable, Mapping, Optional

from lotse.rasa_adaptations.adaptation import Adaptation

Rules = Mapping[str, str]
_INDEX = "_lotse_rule_index"
_SOURCES = "_lotse_rules_not_in_stories"


class RuleIndex:
    """The keys of rules by the last action and the intent that they wait for; None waits for any."""

    def __init__(self, rules: Rules) -> None:
        self._buckets: dict[tuple[Optional[str], Optional[str]], list[str]] = defaultdict(list)
        self.longest = 1
        for key in rules:
            states = json.loads(key)
            self.longest = max(self.longest, len(states))
            self._buckets[_waited_for(states[-1])].append(key)

    def candidates(self, state: Mapping[str, Any]) -> Iterable[str]:
        """The keys of all rules that can apply in a state; whether they do, Rasa decides."""
        action, intent = _waited_for(state)
        places = {(action, intent), (action, None), (None, intent), (None, None)}
        return chain.from_iterable(self._buckets.get(place, ()) for place in places)

    def waits_without_intent(self, action: str) -> bool:
        """Whether a rule can apply after an action when no intent is known."""
        return any(self.candidates({"prev_action": {"action_name": action}}))


def _waited_for(state: Mapping[str, Any]) -> tuple[Optional[str], Optional[str]]:
    from rasa.shared.core.constants import SHOULD_NOT_BE_SET

    action = state.get("prev_action", {}).get("action_name")
    intent = state.get("user", {}).get("intent")
    return (
        None if action == SHOULD_NOT_BE_SET else action or None,
        None if intent == SHOULD_NOT_BE_SET else intent or None,
    )


def _index_of(policy: Any, rules: Rules) -> RuleIndex:
    """The index of a policy's rules, made again when they are others (training adds to them)."""
    known = policy.__dict__.get(_INDEX)
    if known is None or known[0] is not rules or known[1] != len(rules):
        known = policy.__dict__[_INDEX] = (rules, len(rules), RuleIndex(rules))
    return known[2]


def _candidates_from_index(original: Any) -> Any:
    """Rasa tries every rule on every state: with 120 FAQs a third of the turn. Here it tries those that can apply."""

    def _get_possible_keys(self: Any, lookup: Rules, states: list[Any]) -> set[str]:
        if not lookup or not states:
            return original(self, lookup, states)
        candidates = _index_of(self, lookup).candidates(states[-1])
        return original(self, {key: lookup[key] for key in candidates}, states)

    return _get_possible_keys


def _from_last_states(original: Any) -> Any:
    """Rasa builds the states of the whole conversation, twice for each prediction, and copies them for its debug log.

    A rule looks at as many states as it is long, so the last ones are enough. Where more could count (loops, slots that
    influence the conversation, training) and where no rule applies, Rasa's function answers.
    """
    from rasa.core.policies.rule_policy import RULES

    def _find_action_from_rules(
        self: Any, tracker: Any, domain: Any, use_text_for_last_user_input: bool
    ) -> tuple[Optional[str], Optional[str], bool]:
        rules = self.lookup[RULES]
        if not rules or not _is_simple(tracker, domain):
            return original(self, tracker, domain, use_text_for_last_user_input)
        index = _index_of(self, rules)
        if use_text_for_last_user_input:
            if index.waits_without_intent(tracker.latest_action_name or ""):
                return original(self, tracker, domain, use_text_for_last_user_input)
            return None, None, False
        states = _last_states(tracker, domain, index.longest)
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        keys = self._get_possible_keys(rules, states)
        if not keys:
            return original(self, tracker, domain, use_text_for_last_user_input)
        best = max(keys, key=len)
        return rules[best], best, False

    return _find_action_from_rules


def _source_looked_up(original: Any) -> Any:
    """Rasa searches a list of all rules, for each prediction, for the one that it was made from."""
    from rasa.core.policies.policy import PolicyPrediction
    from rasa.core.policies.rule_policy import RULES_NOT_IN_STORIES
    from rasa.shared.core.events import LoopInterrupted

    def _rule_prediction(
        self: Any,
        probabilities: list[float],
        prediction_source: Optional[str],
        returning_from_unhappy_path: bool = False,
        is_end_to_end_prediction: bool = False,
        is_no_user_prediction: bool = False,
    ) -> Any:
        rules = self.lookup.get(RULES_NOT_IN_STORIES, [])
        known = self.__dict__.get(_SOURCES)
        if known is None or known[0] is not rules or known[1] != len(rules):
            known = self.__dict__[_SOURCES] = (rules, len(rules), frozenset(rules))
        return PolicyPrediction(
            probabilities,
            self.__class__.__name__,
            self.priority,
            events=[LoopInterrupted(True)] if returning_from_unhappy_path else [],
            is_end_to_end_prediction=is_end_to_end_prediction,
            is_no_user_prediction=is_no_user_prediction,
            hide_rule_turn=prediction_source in known[2],
        )

    return _rule_prediction


def _is_simple(tracker: Any, domain: Any) -> bool:
    """Whether a state is the last action and the last message, and nothing else."""
    from rasa.shared.core.trackers import DialogueStateTracker

    return (
        type(tracker) is DialogueStateTracker
        and tracker.active_loop is None
        and not domain.form_names
        and not any(slot.influence_conversation for slot in tracker.slots.values())
    )


def _last_states(tracker: Any, domain: Any, number: int) -> list[Any]:
    """The last states of a conversation: one before each executed action, and the one after everything."""
    from rasa.shared.core.events import ActionExecuted
    from rasa.shared.core.trackers import DialogueStateTracker

    events = tracker.applied_events()
    events = events[_beginning(events, number) :]
    too_early = sum(type(event) is ActionExecuted for event in events) + 1 - number
    past = DialogueStateTracker(tracker.sender_id, slots=None)
    states = []
    for event in events:
        if type(event) is ActionExecuted:
            if too_early <= 0:
                states.append(domain.get_active_state(past))
            too_early -= 1
        event.apply_to(past)
    return [*states, domain.get_active_state(past)]


def _beginning(events: list[Any], number: int) -> int:
    """From which event on the last states are known: before the first of them lie an action and a message."""
    from rasa.shared.core.events import ActionExecuted, UserUttered

    actions, missing = 0, {ActionExecuted, UserUttered}
    for position in range(len(events) - 1, -1, -1):
        kind = type(events[position])
        if actions >= number - 1:
            missing.discard(kind)
        actions += kind is ActionExecuted
        if not missing:
            return position
    return 0


ADAPTATIONS: tuple[Adaptation, ...] = (
    Adaptation(
        "rasa.core.policies.rule_policy",
        "RulePolicy._get_possible_keys",
        "2915fd81711e194c6d667728e00bd0e51e9c1c2791a0be14c55f0ef9938f9936",
        _candidates_from_index,
    ),
    Adaptation(
        "rasa.core.policies.rule_policy",
        "RulePolicy._find_action_from_rules",
        "be6da6ee0f5429bd9bbded9f22186f3729469e5b392949493fd34a00ef9531d9",
        _from_last_states,
    ),
    Adaptation(
        "rasa.core.policies.rule_policy",
        "RulePolicy._rule_prediction",
        "90316ddf7eb4b3140d45f21e51ca072c212ba28329077d99cb618191456f273f",
        _source_looked_up,
    ),
)
