"""The one place that adapts Rasa 3.6.21: no TensorFlow, no telemetry, an exact hash of what it was written for.

Rasa imports TensorFlow although nothing here needs it. `prepare()` puts stand-ins in its place before Rasa is imported;
a stand-in can be named and inherited from, but refuses to be used. Call it first in every process.
See docs/entscheidungen/0001-rasa-ohne-tensorflow.md.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import logging
import os
import sys
import types
import warnings
from typing import Any, Optional, Sequence

TENSORFLOW_PACKAGES = frozenset(
    {"tensorflow", "tensorflow_hub", "tensorflow_text", "tensorflow_addons", "keras", "jax"}
)
# What Rasa imports but uses only for training, for its own commands, or for channels and stores of other services.
UNUSED_WHEN_SERVING = frozenset(
    {
        "aio_pika",
        "aiogram",
        "boto3",
        "dask",
        "fbmessenger",
        "matplotlib",
        "prompt_toolkit",
        "pymongo",
        "questionary",
        "rocketchat_API",
        "sklearn",
        "slack_sdk",
        "socketio",
        "twilio",
        "webexteamssdk",
    }
)


class TensorFlowMissingError(RuntimeError):
    """Raised when a component of the configuration needs TensorFlow, which this project runs without."""

    def __init__(self) -> None:
        super().__init__(
            "Ein Baustein in config.yml braucht TensorFlow. Der Soziallotse läuft ohne: "
            "nimm die Bausteine aus lotse.nlu."
        )


class LeftOutError(RuntimeError):
    """Raised when a server uses a library that it was started without."""

    def __init__(self) -> None:
        super().__init__(
            "Der Server läuft ohne die Bibliotheken, die Rasa nur zum Trainieren und für fremde Kanäle braucht. "
            "Mit allen startet er so: lotse rasa run --credentials credentials.yml --endpoints endpoints.yml"
        )


class _StandInType(type):
    """Answers every attribute with the stand-in itself, so that Rasa's class bodies can be read."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn


class StandIn(metaclass=_StandInType):
    """Takes the place of anything from TensorFlow while Rasa's modules are imported; refuses to be used later."""

    error: type[RuntimeError] = TensorFlowMissingError

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not _importing_rasa:
            raise self.error

    def __call__(self, *args: Any, **kwargs: Any) -> StandIn:
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn


class LeftOut(StandIn):
    """Takes the place of anything that a server does not need."""

    error = LeftOutError


class _StandInModule(types.ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn if _package(self.__name__) in TENSORFLOW_PACKAGES else LeftOut


def _package(module: str) -> str:
    return module.partition(".")[0]


class _StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, packages: frozenset[str] = TENSORFLOW_PACKAGES) -> None:
        self._packages = packages

    def find_spec(
        self, fullname: str, path: Optional[Sequence[str]], target: Optional[types.ModuleType] = None
    ) -> Optional[importlib.machinery.ModuleSpec]:
        if _package(fullname) in self._packages:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run: a stand-in has no content."""


_importing_rasa = False
_prepared = False


def prepare(serving: bool = False) -> None:
    """Makes Rasa importable without TensorFlow. Does nothing when called again.

    A process that only answers says `serving`: it leaves out what Rasa imports for other tasks, and is ready half a
    second earlier with 80 MB less.
    """
    global _importing_rasa, _prepared
    if _prepared:
        return
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    # spaCy looks for TensorFlow too, and would take the stand-in for the real one: let it look before.
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("ignore")
        importlib.import_module("thinc.compat")
    finder = _StandInFinder(TENSORFLOW_PACKAGES | UNUSED_WHEN_SERVING if serving else TENSORFLOW_PACKAGES)
    sys.meta_path.insert(0, finder)
    _importing_rasa = True
    try:
        # The libraries that Rasa pins warn about each other; nobody here can change them.
        with warnings.catch_warnings(record=True):
            warnings.simplefilter("ignore")
            if not serving:
                importlib.import_module("rasa.engine.recipes.default_components")
            importlib.import_module("rasa.core.run")
            importlib.import_module("rasa.core.policies.rule_policy")
    finally:
        _importing_rasa = False
        sys.meta_path.remove(finder)
        _make_room_for_the_real_ones()
    # Not earlier: the adaptations import Rasa.
    importlib.import_module("lotse.rasa_adaptations").apply_all()
    _quiet_logs()
    _prepared = True


def _make_room_for_the_real_ones() -> None:
    """Whoever else imports a library that was left out (a finder of names, a tool) gets the library itself."""
    for name, module in list(sys.modules.items()):
        if isinstance(module, _StandInModule) and _package(name) in UNUSED_WHEN_SERVING:
            del sys.modules[name]


def _quiet_logs() -> None:
    """Rasa writes every step to standard output until its two logging systems are told otherwise."""
    from rasa.utils.common import configure_logging_and_warnings
    from rasa.utils.log_utils import configure_structlog

    level = logging.getLogger().getEffectiveLevel()
    configure_structlog(level)
    configure_logging_and_warnings(level, warn_only_once=True, filter_repeated_logs=True)
    logging.getLogger("rasa").setLevel(level)
    for category in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
        warnings.filterwarnings("ignore", category=category)
    # Rasa 2 filled slots by itself and warns in each process that Rasa 3 does not.
    warnings.filterwarnings("ignore", message="Slot auto-fill has been removed")
