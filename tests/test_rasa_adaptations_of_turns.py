"""The adaptations that make a turn fast give what Rasa's own functions give, on conversations of real length."""

# ruff: noqa: E402
from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
from types import ModuleType, SimpleNamespace
from typing import Any, Iterator, Optional

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

from rasa.core.actions import action as actions
from rasa.core.actions.action import ActionExtractSlots
from rasa.core.featurizers.tracker_featurizers import MaxHistoryTrackerFeaturizer
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import ActionNotFoundException, Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from lotse.rasa_adaptations.rules import RuleIndex

INTENTS = [f"frage_{number}" for number in range(30)]
DOMAIN = Domain.from_dict(
    {
        "version": "3.1",
        "intents": [*INTENTS, "nlu_fallback", "ohne_regel"],
        "entities": ["office"],
        "slots": {
            "office": {
                "type": "text",
                "influence_conversation": False,
                "mappings": [{"type": "from_entity", "entity": "office"}],
            }
        },
        "responses": {f"utter_{intent}": [{"text": intent}] for intent in INTENTS},
        "actions": ["action_fallback"],
    }
)


def _installed(module: str) -> ModuleType:
    """A module of Rasa as it is installed, without the adaptations."""
    found = importlib.util.find_spec(module)
    assert found is not None
    assert found.loader is not None
    fresh = importlib.util.module_from_spec(found)
    found.loader.exec_module(fresh)
    return fresh


OwnPolicy = _installed("rasa.core.policies.rule_policy").RulePolicy
OwnTracker = _installed("rasa.shared.core.trackers").DialogueStateTracker
OwnRunner = _installed("rasa.engine.runner.dask").DaskGraphRunner
OwnProcessor = _installed("rasa.core.processor").MessageProcessor
own_actions = _installed("rasa.core.actions.action")


def _answer(intent: str) -> str:
    return "action_fallback" if intent == "nlu_fallback" else f"utter_{intent}"


def _turn(intent: str, *more: Event, entities: Optional[list[dict[str, Any]]] = None) -> list[Event]:
    """The events of a whole turn, as the server writes them."""
    return [
        UserUttered(f"text zu {intent}", {"name": intent, "confidence": 0.9}, entities or []),
        *more,
        DefinePrevUserUtteredFeaturization(False),
        ActionExecuted(_answer(intent), "RulePolicy", 1.0),
        BotUttered("Antwort"),
        ActionExecuted(ACTION_LISTEN_NAME, "RulePolicy", 1.0),
    ]


START: list[Event] = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME)]
OFFICE = [{"entity": "office", "value": "jobcenter"}]
LONG = [*START, *(event for intent in INTENTS for event in _turn(intent))]


def _conversations() -> Iterator[tuple[str, list[Event]]]:
    asked = UserUttered("noch eine", {"name": "frage_3", "confidence": 0.9}, [])
    answered = [asked, DefinePrevUserUtteredFeaturization(False), ActionExecuted("utter_frage_3"), BotUttered("Ja.")]
    yield "nothing yet", []
    yield "started", START
    yield "first question", [*START, asked]
    yield "first answer", [*START, *answered]
    yield "long, question", [*LONG, asked]
    yield "long, answer", [*LONG, *answered]
    yield "without its beginning", [*LONG[-14:], asked]
    yield "begins in a turn", [*LONG[-12:], *answered]
    yield "second session", [*LONG, *START, asked]
    yield "slot set", [*START, *_turn("frage_1", SlotSet("office", "jobcenter"), entities=OFFICE), *answered]
    yield "fallback", [*LONG, UserUttered("hm", {"name": "nlu_fallback", "confidence": 0.2}, [])]
    yield "no rule", [*LONG, UserUttered("hm", {"name": "ohne_regel", "confidence": 0.9}, [])]
    yield "no rule, answer", [*LONG, UserUttered("hm", {"name": "ohne_regel"}, []), ActionExecuted("action_fallback")]
    yield "no intent", [*LONG, UserUttered("hm", {"name": None, "confidence": 0.0}, [])]
    yield "message taken back", [*LONG, *answered, UserUtteranceReverted(), asked]
    yield "action taken back", [*LONG, *answered, ActionReverted()]
    yield "restarted", [*LONG, *answered, Restarted(), *START, asked]


CONVERSATIONS = dict(_conversations())
each = pytest.mark.parametrize("events", CONVERSATIONS.values(), ids=CONVERSATIONS)


def _tracker(events: list[Event], kind: Any = DialogueStateTracker) -> Any:
    return kind.from_events("sitzung", events, DOMAIN.slots, domain=DOMAIN)


# --- trackers


def _parts(tracker: Any) -> dict[str, Any]:
    parts = {**vars(tracker), "slots": tracker.current_slot_values(), "events": list(tracker.events)}
    # How a tracker that was made anew knows what happens next; see the test of the cleared follow-up action.
    del parts["followup_action"]
    return parts


@each
def test_copy_is_the_tracker_that_rasa_makes(events: list[Event]) -> None:
    assert _parts(_tracker(events).copy()) == _parts(_tracker(events, OwnTracker).copy())


def test_copy_keeps_a_slot_whose_event_is_gone() -> None:
    tracker = _tracker([*START, *_turn("frage_1", SlotSet("office", "jobcenter"))])
    tracker.events.clear()
    assert tracker.copy().get_slot("office") == "jobcenter"


def test_copy_changes_nothing_in_the_tracker() -> None:
    tracker = _tracker(START)
    before = _parts(tracker)
    tracker.copy().update_with_events(_turn("frage_1", SlotSet("office", "jobcenter")), DOMAIN)
    assert _parts(tracker) == before


@each
def test_applied_events_are_those_of_rasa(events: list[Event]) -> None:
    assert _tracker(events).applied_events() == _tracker(events, OwnTracker).applied_events()


def test_applied_events_is_a_list_of_its_own() -> None:
    tracker = _tracker(LONG)
    tracker.applied_events().clear()
    assert len(tracker.events) == len(LONG)


# --- rules


def _key(*states: dict[str, Any]) -> str:
    return json.dumps(states, sort_keys=True)


def _state(action: Optional[str], intent: Optional[str] = None, **user: Any) -> dict[str, Any]:
    state: dict[str, Any] = {"prev_action": {"action_name": action}} if action else {}
    if intent or user:
        state["user"] = {**({"intent": intent} if intent else {}), **user}
    return state


def _rules() -> dict[str, str]:
    rules = {}
    for intent in [*INTENTS, "nlu_fallback"]:
        asked = _state(ACTION_LISTEN_NAME, intent)
        rules[_key(asked)] = _answer(intent)
        rules[_key(asked, _state(_answer(intent), intent))] = ACTION_LISTEN_NAME
    return rules


MORE_RULES = {
    "only FAQs": {},
    "entity": {_key(_state(ACTION_LISTEN_NAME, "frage_3", entities=["office"])): "utter_frage_4"},
    "after an action, whatever was said": {_key(_state("utter_frage_3")): "utter_frage_5"},
    "after the fallback, whatever was said": {_key(_state("action_fallback")): ACTION_LISTEN_NAME},
    "any message": {_key(_state(ACTION_LISTEN_NAME)): "utter_frage_6"},
    "text": {_key(_state(ACTION_LISTEN_NAME, text="noch eine")): "utter_frage_7"},
    "conversation start": {_key({}, _state(ACTION_LISTEN_NAME, "frage_3")): "utter_frage_8"},
    "nothing yet": {_key({}): ACTION_LISTEN_NAME},
    "should not be set": {
        _key({**_state(ACTION_LISTEN_NAME, "frage_3"), "slots": {"office": "should_not_be_set"}}): "utter_frage_9"
    },
    "longer": {
        _key(
            _state("utter_frage_29", "frage_29"),
            _state(ACTION_LISTEN_NAME, "frage_3"),
            _state("utter_frage_3", "frage_3"),
        ): "utter_frage_9"
    },
}


def _policy(kind: Any, rules: dict[str, str], folder: Any) -> Any:
    policy = kind(
        {**RulePolicy.get_default_config(), "core_fallback_action_name": "action_fallback"},
        LocalModelStorage(folder),
        Resource("rules"),
        ExecutionContext(GraphSchema({})),
        MaxHistoryTrackerFeaturizer(),
    )
    policy.lookup = {RULES: rules, "rules_for_loop_unhappy_path": {}, "rules_not_in_stories": list(rules)[::3]}
    return policy


@each
@pytest.mark.parametrize("more", MORE_RULES.values(), ids=MORE_RULES)
def test_rules_predict_what_rasa_predicts(events: list[Event], more: dict[str, str], tmp_path: Any) -> None:
    rules = {**_rules(), **more}
    fast, own = (_policy(kind, rules, tmp_path) for kind in (RulePolicy, OwnPolicy))
    for _ in range(2):  # the second time with the index made
        prediction = fast.predict_action_probabilities(_tracker(events), DOMAIN)
        assert prediction == own.predict_action_probabilities(_tracker(events), DOMAIN)


def test_rules_with_a_slot_that_matters_predict_what_rasa_predicts(tmp_path: Any) -> None:
    domain = Domain.from_dict(
        {**DOMAIN.as_dict(), "slots": {"office": {"type": "text", "mappings": [{"type": "custom"}]}}}
    )
    events = [
        *START,
        SlotSet("office", "jobcenter"),
        *LONG[3:],
        UserUttered("x", {"name": "frage_3", "confidence": 1.0}),
    ]
    rules = {**_rules(), _key({**_state(ACTION_LISTEN_NAME, "frage_3"), "slots": {"office": [1.0]}}): "utter_frage_9"}
    fast, own = (_policy(kind, rules, tmp_path) for kind in (RulePolicy, OwnPolicy))
    tracker = DialogueStateTracker.from_events("sitzung", events, domain.slots, domain=domain)
    prediction = fast.predict_action_probabilities(tracker, domain)
    assert prediction == own.predict_action_probabilities(tracker, domain)
    assert domain.action_names_or_texts[prediction.max_confidence_index] == "utter_frage_9"


def test_rules_that_are_others_are_indexed_anew(tmp_path: Any) -> None:
    policy = _policy(RulePolicy, {_key(_state(ACTION_LISTEN_NAME, "frage_1")): "utter_frage_1"}, tmp_path)
    tracker = _tracker(CONVERSATIONS["first question"])
    assert policy.predict_action_probabilities(tracker, DOMAIN).max_confidence < 1
    policy.lookup[RULES].update(_rules())
    assert policy.predict_action_probabilities(tracker, DOMAIN).max_confidence == 1


def test_rules_tried_do_not_become_more_with_the_faqs() -> None:
    def tried(number: int) -> int:
        rules = {_key(_state(ACTION_LISTEN_NAME, f"frage_{position}")): "utter_x" for position in range(number)}
        return len(list(RuleIndex(rules).candidates(_state(ACTION_LISTEN_NAME, "frage_3"))))

    assert tried(100) == tried(1000) == 1


def test_rules_look_at_as_many_states_with_each_turn(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[Any] = []
    own = Domain.get_active_state
    monkeypatch.setattr(Domain, "get_active_state", lambda *given, **more: counted.append(given) or own(*given, **more))
    policy = _policy(RulePolicy, _rules(), tmp_path)
    policy.predict_action_probabilities(_tracker(CONVERSATIONS["long, question"]), DOMAIN)
    assert len(counted) == 2


@pytest.mark.parametrize("source", [*list(_rules())[:4], "andere", None])
@pytest.mark.parametrize("returning", [True, False])
def test_rule_prediction_is_that_of_rasa(source: Optional[str], returning: bool, tmp_path: Any) -> None:
    fast, own = (_policy(kind, _rules(), tmp_path) for kind in (RulePolicy, OwnPolicy))
    given = ([0.0, 1.0], source, returning, True, True)
    assert fast._rule_prediction(*given) == own._rule_prediction(*given)


def test_rule_prediction_knows_new_sources(tmp_path: Any) -> None:
    policy = _policy(RulePolicy, {}, tmp_path)
    assert not policy._rule_prediction([1.0], "neu").hide_rule_turn
    policy.lookup["rules_not_in_stories"].append("neu")
    assert policy._rule_prediction([1.0], "neu").hide_rule_turn
    del policy.lookup["rules_not_in_stories"]
    assert not policy._rule_prediction([1.0], "neu").hide_rule_turn


# --- graph


class Node(GraphComponent):
    """Writes down its name, and what it was given."""

    @classmethod
    def create(cls, **given: Any) -> Node:
        """A node with the name of its resource."""
        node = cls()
        node.name = given["resource"].name
        return node

    def join(self, first: Any = None, second: Any = None) -> list[Any]:
        """Its name and its inputs."""
        return [self.name, first, second]

    def fail(self) -> None:
        """Does not work."""
        raise RuntimeError("geht nicht")


def _node(needs: dict[str, str], fn: str = "join", target: bool = False) -> SchemaNode:
    return SchemaNode(needs, Node, "create", fn, {}, eager=True, is_target=target)


def _runner(kind: Any, folder: Any, **nodes: SchemaNode) -> Any:
    schema = GraphSchema(nodes)
    return kind.create(schema, LocalModelStorage(folder), ExecutionContext(schema))


DIAMOND = {
    "last": _node({"first": "left", "second": "right"}, target=True),
    "left": _node({"first": "top"}),
    "right": _node({"first": "top", "second": "__message__"}),
    "top": _node({}),
    "beside": _node({}, "fail"),
}


@pytest.mark.parametrize("targets", [None, ["last"], ["left"], ["right", "top"]])
def test_graph_gives_what_dask_gives(targets: Optional[list[str]], tmp_path: Any) -> None:
    fast, own = (_runner(kind, tmp_path, **DIAMOND) for kind in (DaskGraphRunner, OwnRunner))
    for message in ("eins", "zwei"):
        inputs = {"__message__": [message]}
        assert fast.run(inputs=inputs, targets=targets) == own.run(inputs=inputs, targets=targets)


@pytest.mark.parametrize(
    ("nodes", "inputs"),
    [
        ({"a": _node({"first": "gone"}, target=True)}, {}),
        ({"a": _node({}, target=True)}, {"a": 1}),
        ({"a": _node({"first": "b"}, target=True), "b": _node({"first": "a"})}, {}),
    ],
    ids=["parent without output", "input with the name of a node", "circle"],
)
def test_graph_refuses_what_cannot_run(nodes: dict[str, SchemaNode], inputs: dict[str, Any], tmp_path: Any) -> None:
    with pytest.raises((GraphRunError, RecursionError)):
        _runner(DaskGraphRunner, tmp_path, **nodes).run(inputs=inputs)


def test_graph_passes_on_the_error_of_a_node(tmp_path: Any) -> None:
    errors = []
    for kind in (DaskGraphRunner, OwnRunner):
        with pytest.raises(Exception, match="beside") as raised:
            _runner(kind, tmp_path, **DIAMOND).run(targets=["beside"])
        errors.append((type(raised.value), str(raised.value)))
    assert errors[0] == errors[1]


# --- processor


class Logged:
    """What `_log_action_on_tracker` and `_check_for_unseen_features` need of a processor."""

    domain: Any = DOMAIN


ACTION = SimpleNamespace(
    name=lambda: "utter_frage_1", event_for_successful_execution=lambda _: ActionExecuted("utter_frage_1")
)


@pytest.mark.parametrize("level", [logging.WARNING, logging.DEBUG])
@pytest.mark.parametrize(
    "events",
    [None, [], [BotUttered("Ja."), SlotSet("office", "jobcenter")], [ActionExecutionRejected("utter_frage_1")]],
    ids=["None", "nothing", "answer", "rejected"],
)
def test_log_writes_the_events_that_rasa_writes(
    events: Optional[list[Event]], level: int, caplog: pytest.LogCaptureFixture
) -> None:
    prediction = PolicyPrediction([1.0], "RulePolicy", events=[DefinePrevUserUtteredFeaturization(False)])
    written = []
    with caplog.at_level(level, logger="rasa.core.processor"):
        for kind in (MessageProcessor, OwnProcessor):
            tracker = _tracker(CONVERSATIONS["first question"])
            kind._log_action_on_tracker(Logged(), tracker, ACTION, events, prediction)
            written.append(_parts(tracker))
    assert written[0] == written[1]


@pytest.mark.parametrize("intent", ["frage_1", "nlu_fallback", "gibt_es_nicht", None])
@pytest.mark.parametrize("entity", ["office", "gibt_es_nicht", None])
@pytest.mark.parametrize("domain", [DOMAIN, Domain.empty(), None], ids=["domain", "empty", "none"])
def test_check_warns_of_what_rasa_warns_of(
    intent: Optional[str], entity: Optional[str], domain: Optional[Domain], monkeypatch: pytest.MonkeyPatch
) -> None:
    warned: list[str] = []
    monkeypatch.setattr("rasa.shared.utils.io.raise_warning", lambda text, **_: warned.append(text))
    monkeypatch.setattr(Logged, "domain", domain)
    parsed = {"intent": {"name": intent}, "entities": [{"entity": entity, "value": "x"}] if entity else []}
    counts = []
    for kind in (MessageProcessor, OwnProcessor):
        kind._check_for_unseen_features(Logged(), parsed)
        counts.append(list(warned))
        warned.clear()
    assert counts[0] == counts[1]


# --- actions


EVERY_ACTION = [*DOMAIN.action_names_or_texts[:20], "action_fallback", "utter_frage_1"]


@pytest.mark.parametrize("name", sorted(set(EVERY_ACTION)))
def test_action_is_the_one_that_rasa_makes(name: str) -> None:
    for endpoint in (None, EndpointConfig("http://localhost"), None):
        own = own_actions.action_for_name_or_text(name, DOMAIN, endpoint)
        for _ in range(2):
            fast = actions.action_for_name_or_text(name, DOMAIN, endpoint)
            assert (type(fast).__name__, fast.name()) == (type(own).__name__, own.name())
            assert {key: value for key, value in vars(fast).items() if value is endpoint or isinstance(value, str)} == {
                key: value for key, value in vars(own).items() if value is endpoint or isinstance(value, str)
            }


def test_action_that_is_not_in_the_domain_is_refused_each_time() -> None:
    for _ in range(2):
        with pytest.raises(ActionNotFoundException):
            actions.action_for_name_or_text("action_gibt_es_nicht", DOMAIN, None)


def test_action_of_a_form_is_made_anew() -> None:
    domain = Domain.from_dict({"version": "3.1", "forms": {"antrag": {"required_slots": []}}})
    made = [actions.action_for_name_or_text("antrag", domain, None) for _ in range(2)]
    assert made[0] is not made[1]


def test_actions_of_one_domain_are_not_those_of_another() -> None:
    other = Domain.from_dict({**DOMAIN.as_dict(), "actions": ["utter_frage_1"], "responses": {}})
    assert type(actions.action_for_name_or_text("utter_frage_1", DOMAIN, None)).__name__ == "ActionBotResponse"
    assert actions.action_for_name_or_text("action_fallback", DOMAIN, None)
    with pytest.raises(ActionNotFoundException):
        actions.action_for_name_or_text("action_fallback", other, None)


SLOTS = {
    "from_entity": [{"type": "from_entity", "entity": "office"}],
    "from_text": [{"type": "from_text"}],
    "from_intent": [{"type": "from_intent", "intent": "frage_3", "value": "ja"}],
    "either": [{"type": "from_entity", "entity": "office"}, {"type": "from_text"}],
}


@pytest.mark.parametrize("mappings", SLOTS.values(), ids=SLOTS)
@pytest.mark.parametrize("entities", [[], OFFICE], ids=["no entity", "entity"])
@pytest.mark.parametrize("asked", [True, False])
def test_slots_are_filled_as_rasa_fills_them(
    mappings: list[dict[str, Any]], entities: list[dict[str, Any]], asked: bool
) -> None:
    slots = {"office": {"type": "text", "influence_conversation": False, "mappings": mappings}}
    domain = Domain.from_dict({**DOMAIN.as_dict(), "slots": slots})
    message = [UserUttered("noch eine", {"name": "frage_3", "confidence": 0.9}, entities)] if asked else []
    tracker = DialogueStateTracker.from_events("sitzung", [*START, *message], domain.slots, domain=domain)
    fast, own = (
        asyncio.run(kind(None).run(None, None, tracker, domain))
        for kind in (ActionExtractSlots, own_actions.ActionExtractSlots)
    )
    # The module as it is installed makes events of the same classes.
    assert fast == own
