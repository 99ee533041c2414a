"""Each adaptation fits the Rasa that is installed, and does what it says."""

# ruff: noqa: E402
from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from importlib import metadata

import pytest

from lotse import rasa_runtime

rasa_runtime.prepare()

import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.engine.storage.storage import ModelMetadata
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from lotse.actions_endpoint import InProcessActions
from lotse.rasa_adaptations import ADAPTATIONS, Adaptation


@pytest.fixture
def original(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Adaptation:
    """An adaptation whose target is Rasa's function as it is installed, not yet replaced."""
    adaptation: Adaptation = request.param
    installed = importlib.util.find_spec(adaptation.module)
    assert installed is not None
    assert installed.loader is not None
    fresh = importlib.util.module_from_spec(installed)
    monkeypatch.setitem(sys.modules, adaptation.module, fresh)
    installed.loader.exec_module(fresh)
    return adaptation


every = pytest.mark.parametrize("original", ADAPTATIONS, indirect=True, ids=lambda adaptation: adaptation.name)


@every
def test_adaptation_fits_the_installed_rasa(original: Adaptation) -> None:
    assert original.fits()


@every
def test_adaptation_does_not_fit_another_source(original: Adaptation) -> None:
    assert not replace(original, source_sha256="0" * 64).fits()


@every
def test_adaptation_replaces_the_function(original: Adaptation) -> None:
    original.apply()
    assert not original.fits()


def test_adaptations_are_written_for_the_pinned_rasa() -> None:
    assert metadata.version("rasa") == "3.6.21"


def test_adaptation_makes_the_actions_of_this_process() -> None:
    assert isinstance(EndpointConfig.from_dict({"type": "lotse.actions_endpoint.InProcessActions"}), InProcessActions)


def test_adaptation_leaves_other_endpoints_as_they_are() -> None:
    endpoint = EndpointConfig.from_dict({"url": "http://localhost:5055/webhook"})
    assert (type(endpoint), endpoint.url) == (EndpointConfig, "http://localhost:5055/webhook")


def test_adaptation_makes_no_other_class_from_the_endpoints() -> None:
    assert type(EndpointConfig.from_dict({"type": "lotse.content.nlg.ContentResponses"})) is EndpointConfig


def test_adaptation_takes_a_right_result_of_an_action() -> None:
    assert RemoteAction("action_x", None)._validate_action_result({"events": [], "responses": [{"text": "Ja."}]})


@pytest.mark.parametrize("result", [{"events": [{"no": "event"}]}, {"events": "keine"}, {"responses": [1]}])
def test_adaptation_refuses_a_wrong_result_of_an_action(result: dict) -> None:
    with pytest.raises(jsonschema.ValidationError):
        RemoteAction("action_x", None)._validate_action_result(result)


def test_adaptation_reads_a_model_without_its_training_graph() -> None:
    serialized = {
        "trained_at": "2026-11-24T10:00:00",
        "rasa_open_source_version": metadata.version("rasa"),
        "model_id": "x",
        "assistant_id": "soziallotse",
        "domain": {"version": "3.1"},
        "train_schema": {"nodes": {"fremd": {"uses": "gibt.es.nicht", "needs": {}}}},
        "predict_schema": {"nodes": {}},
        "project_fingerprint": "x",
        "core_target": None,
        "nlu_target": "x",
        "language": "de",
        "spaces": None,
        "training_type": 1,
    }
    assert ModelMetadata.from_dict(serialized).train_schema.nodes == {}


def test_adaptation_leaves_the_start_page_to_the_channel() -> None:
    import rasa.server

    app = Sanic("start_page")
    rasa.server.add_root_route(app)
    assert not app.router.routes
