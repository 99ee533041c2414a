"""The fixed names of the intents. They stand in `lotse/content/catalogue.yml`, not in the data that editors write."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Mapping, Sequence

import yaml

from lotse.content.loader import DIALOG

FILE = Path(__file__).resolve().parent.parent / "catalogue.yml"
Intents = Mapping[str, Sequence[str]]


@lru_cache(maxsize=1)
def fixed_intents() -> Intents:
    """Topic → its intents, in the order of the catalogue."""
    names = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {topic: tuple(intents) for topic, intents in names.items()}


def folder(topic: str) -> str:
    """The folder of a topic's files, below the data folder."""
    return DIALOG if topic == DIALOG else f"faq/{topic}"


def file_of(root: Path, topic: str, intent: str) -> Path:
    """The file that an intent's answer stands in."""
    return root / folder(topic) / f"{intent}.yml"
