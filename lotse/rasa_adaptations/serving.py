"""Adaptations of what surrounds a turn: the server's routes, the endpoints, the loading of a model."""

from __future__ import annotations

import importlib
from functools import lru_cache
from typing import Any

from lotse.rasa_adaptations.adaptation import Adaptation


def _endpoint_by_class(original: Any) -> Any:
    """An endpoint whose `type` is a class of this project is made by that class (actions in this process)."""

    def from_dict(cls: Any, data: dict[str, Any]) -> Any:
        kind = str(data.get("type") or "")
        if kind == "lotse.actions_endpoint.InProcessActions":
            module, _, name = kind.rpartition(".")
            return getattr(importlib.import_module(module), name)()
        return original.__func__(cls, data)

    return classmethod(from_dict)


@lru_cache(maxsize=1)
def _action_result_validator() -> Any:
    import jsonschema
    from rasa.core.actions.action import RemoteAction

    schema = RemoteAction.action_response_format_spec()
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)


def _validator_made_once(original: Any) -> Any:
    """Rasa checks the schema itself before each use: 18 ms a call."""

    def _validate_action_result(self: Any, result: dict[str, Any]) -> bool:
        _action_result_validator().validate(result)
        return True

    return _validate_action_result


def _without_training_schema(original: Any) -> Any:
    """Serving needs no training graph; reading it would import every component that Rasa has."""

    def from_dict(cls: Any, serialized: dict[str, Any]) -> Any:
        return original.__func__(cls, {**serialized, "train_schema": {"nodes": {}}})

    return classmethod(from_dict)


def _no_greeting_of_rasa(original: Any) -> Any:
    """Rasa answers "/" with its version; here stands the demo page."""

    def add_root_route(app: Any) -> None:
        return None

    return add_root_route


def _no_cors_of_rasa(original: Any) -> Any:
    """sanic-cors reflects look-alike origins (CVE-2026-37737) and answers every preflight; the channel does its own."""

    def configure_cors(app: Any, cors_origins: Any = "") -> None:
        return None

    return configure_cors


ADAPTATIONS: tuple[Adaptation, ...] = (
    Adaptation(
        "rasa.utils.endpoints",
        "EndpointConfig.from_dict",
        "c5bdb8e8950f8bf29efcf377cb8dfc02f4d0049a7b6d29e17798d91ad27697aa",
        _endpoint_by_class,
    ),
    Adaptation(
        "rasa.core.actions.action",
        "RemoteAction._validate_action_result",
        "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42",
        _validator_made_once,
    ),
    Adaptation(
        "rasa.engine.storage.storage",
        "ModelMetadata.from_dict",
        "ee3da9f00c7daa75c275e6db3db02b5f4da5ca674098bed28222c1f12032a619",
        _without_training_schema,
    ),
    Adaptation(
        "rasa.server",
        "add_root_route",
        "acc5f7c278af32f8409cc50874afe80b4d603aa567f9d300b6ffe38a37148001",
        _no_greeting_of_rasa,
    ),
    Adaptation(
        "rasa.server",
        "configure_cors",
        "4eb39526bd4aa4a9e4009c3e2ccab3e37d7ffcef24841fc765bf909f2b4eba72",
        _no_cors_of_rasa,
    ),
)
