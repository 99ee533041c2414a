"""The German language, loaded in one place: spaCy with de_core_news_md where it is installed, else its built-in German.

`make language-model` fetches the official model. The package of that name on PyPI is a placeholder: never install it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # spaCy takes half a second to import, and knowing what is installed needs none of it
    from spacy.language import Language

MODEL = "de_core_news_md"
BUILT_IN = "spacy-blank-de"


class LanguageModelMismatchError(RuntimeError):
    """A trained model was made with another German pipeline than the one installed."""

    def __init__(self, trained_with: str, installed: str) -> None:
        super().__init__(
            f"Das Modell wurde mit «{trained_with}» trainiert, hier ist «{installed}» installiert. "
            "Trainier neu: make train. Oder installier dieselbe Sprachdatei: make language-model."
        )


def installed() -> str:
    """Name and version of the German pipeline that this machine would use."""
    try:
        return f"{MODEL}-{metadata.version(MODEL)}"
    except metadata.PackageNotFoundError:
        return BUILT_IN


@lru_cache(maxsize=1)
def german() -> Language:
    """The German pipeline: with lemmas, vectors and names, or with words only."""
    import spacy

    return spacy.blank("de") if installed() == BUILT_IN else spacy.load(MODEL, exclude=["parser"])
