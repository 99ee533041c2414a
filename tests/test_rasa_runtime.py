"""Rasa without TensorFlow: it is not installed, never imported, and its stand-ins refuse to be used."""

from __future__ import annotations

import importlib
import importlib.machinery
import os
import re
import sys
import types
from importlib import metadata

import pytest

from lotse import rasa_runtime
from lotse.rasa_runtime import TENSORFLOW_PACKAGES, StandIn, TensorFlowMissingError, prepare


@pytest.fixture(autouse=True)
def _prepared() -> None:
    prepare()


def _tensorflow_modules() -> list[types.ModuleType]:
    return [module for name, module in sys.modules.items() if name.partition(".")[0] in TENSORFLOW_PACKAGES]


@pytest.mark.parametrize("name", sorted(TENSORFLOW_PACKAGES))
def test_runtime_tensorflow_cannot_be_imported_from_the_environment(name: str) -> None:
    assert importlib.machinery.PathFinder.find_spec(name) is None


def test_runtime_environment_has_no_distribution_of_tensorflow() -> None:
    names = {re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower() for distribution in metadata.distributions()}
    assert not [name for name in names if name.startswith(("tensorflow", "keras", "jax"))]


def test_runtime_nothing_of_tensorflow_is_loaded_but_stand_ins() -> None:
    assert _tensorflow_modules()
    assert {type(module) for module in _tensorflow_modules()} == {rasa_runtime._StandInModule}
    assert not [module for module in _tensorflow_modules() if hasattr(module, "__file__")]


@pytest.mark.parametrize(
    "name", ["rasa.core.agent", "rasa.server", "rasa.model_training", "rasa.core.policies.rule_policy"]
)
def test_runtime_rasa_can_be_imported(name: str) -> None:
    assert importlib.import_module(name).__name__ == name


def test_runtime_telemetry_is_off() -> None:
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


def test_runtime_does_nothing_when_called_again() -> None:
    from rasa.utils.endpoints import EndpointConfig

    before = EndpointConfig.__dict__["from_dict"], list(sys.meta_path)
    prepare()
    assert (EndpointConfig.__dict__["from_dict"], list(sys.meta_path)) == before


def test_runtime_leaves_no_finder_behind() -> None:
    assert not [finder for finder in sys.meta_path if isinstance(finder, rasa_runtime._StandInFinder)]


def test_stand_in_can_be_named_and_inherited_from() -> None:
    tensorflow = sys.modules["tensorflow"]

    class Layer(tensorflow.keras.layers.Layer):
        """As in Rasa's modules."""

    assert issubclass(Layer, StandIn)
    assert tensorflow.float32 is StandIn


@pytest.mark.parametrize(
    "use",
    [
        lambda tensorflow: tensorflow.constant(1),
        lambda tensorflow: tensorflow.keras.layers.Dense(10),
        lambda tensorflow: tensorflow.random.set_seed(42),
        lambda _: StandIn(),
        lambda tensorflow: type("Layer", (tensorflow.keras.layers.Layer,), {})(),
    ],
    ids=["function", "class", "nested function", "itself", "inherited"],
)
def test_stand_in_refuses_to_be_used(use) -> None:
    with pytest.raises(TensorFlowMissingError, match="Der Soziallotse läuft ohne"):
        use(sys.modules["tensorflow"])


@pytest.mark.parametrize("name", ["__wrapped__", "__file__", "__version__"])
def test_stand_in_has_no_special_attributes(name: str) -> None:
    assert not hasattr(StandIn, name)
    assert not hasattr(sys.modules["tensorflow"], name)


def test_stand_in_takes_the_place_of_tensorflow_only() -> None:
    finder = rasa_runtime._StandInFinder()
    assert finder.find_spec("tensorflow.keras.layers", None) is not None
    assert finder.find_spec("tensorflow_text", None) is not None
    assert finder.find_spec("tensorboard", None) is None
    assert finder.find_spec("numpy", None) is None
