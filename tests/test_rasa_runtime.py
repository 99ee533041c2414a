"""Rasa without TensorFlow: it is not installed, never imported, and its stand-ins refuse to be used."""

from __future__ import annotations

import importlib
import importlib.machinery
import os
import re
import subprocess
import sys
import types
from importlib import metadata
from pathlib import Path

import pytest

from lotse import rasa_runtime
from lotse.rasa_runtime import TENSORFLOW_PACKAGES, UNUSED_WHEN_SERVING, StandIn, TensorFlowMissingError, prepare
from lotse.settings import PROJECT


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


def _in_a_serving_process(code: str) -> str:
    """What code prints in a process that was prepared for serving."""
    prepared = "from lotse import rasa_runtime\nrasa_runtime.prepare(serving=True)\nimport sys\n"
    return subprocess.run(
        [sys.executable, "-c", prepared + code], capture_output=True, text=True, check=True, cwd=PROJECT
    ).stdout.strip()


def test_serving_leaves_out_what_only_others_need() -> None:
    loaded = _in_a_serving_process("print(*{name.partition('.')[0] for name in sys.modules})").split()
    assert "rasa" in loaded
    assert not UNUSED_WHEN_SERVING & set(loaded)
    assert "spacy" not in loaded


def test_serving_has_everything_that_answers() -> None:
    code = "import rasa.core.agent, rasa.server, lotse.channel.widget_input, lotse.nlu.components; print('da')"
    assert _in_a_serving_process(code) == "da"


def test_serving_gives_the_real_library_to_whoever_imports_it_later() -> None:
    assert _in_a_serving_process("import sklearn, slack_sdk; print(sklearn.__version__)") == metadata.version(
        "scikit-learn"
    )


def test_serving_refuses_to_use_what_it_left_out() -> None:
    code = (
        "from rasa.core.channels.telegram import TelegramOutput\n"
        "try:\n    TelegramOutput('token')\nexcept RuntimeError as error:\n    print(type(error).__name__)"
    )
    assert _in_a_serving_process(code) == "LeftOutError"


@pytest.mark.parametrize("name", sorted(UNUSED_WHEN_SERVING))
def test_serving_leaves_out_only_what_rasa_imports(name: str) -> None:
    """A name that Rasa does not import any more, or that was misspelt, would leave out nothing."""
    rasa = Path(importlib.import_module("rasa").__file__ or "").parent
    pattern = re.compile(rf"^\s*(import|from) {name}\b", re.MULTILINE)
    assert any(pattern.search(path.read_text(encoding="utf-8")) for path in rasa.rglob("*.py"))
