"""The peer's configuration: Rasa's own default, read from the installed Rasa itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

import yaml

DEFAULT = Path("rasa") / "engine" / "recipes" / "config_files" / "default_config.yml"
# It serves retrieval intents only, and this content has none.
LEFT_OUT = "ResponseSelector"
ASSISTANT = "peer"


def rasa_default(site_packages: Path) -> dict[str, Any]:
    """The configuration that Rasa takes when a project names none."""
    return yaml.safe_load((site_packages / DEFAULT).read_text(encoding="utf-8"))


def peer_config(default: dict[str, Any], epochs: Optional[int] = None) -> dict[str, Any]:
    """Rasa's default for this content; with `epochs`, each model that learns in epochs learns that many."""
    parts = {
        kind: [_with_epochs(part, epochs) for part in default[kind] if part["name"] != LEFT_OUT]
        for kind in ("pipeline", "policies")
    }
    return {"recipe": default["recipe"], "assistant_id": ASSISTANT, "language": "de", **parts}


def _with_epochs(part: dict[str, Any], epochs: Optional[int]) -> dict[str, Any]:
    return {**part, "epochs": epochs} if epochs and "epochs" in part else dict(part)


def names(config: dict[str, Any]) -> list[str]:
    """The parts of a configuration, for a person to read."""
    return [part["name"] for kind in ("pipeline", "policies") for part in config[kind]]


def write(path: Path, config: dict[str, Any]) -> None:
    """Writes a configuration as YAML."""
    path.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
