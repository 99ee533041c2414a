"""Foreign data sets (TSV with a header: text, label), to measure the pipeline on. They never join the project."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional, Union

import rasa.shared.utils.io
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


def read_tsv(path: Path) -> list[tuple[str, str]]:
    """Rows of text and label; the header is left out."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines if "\t" in line]
    return [(row[0], row[1].strip()) for row in rows]


class TsvImporter(TrainingDataImporter):
    """Gives Rasa the examples of a TSV file."""

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[list[str], str]] = None,
        tsv: str = "",
        **kwargs: Any,
    ) -> None:
        self._config_file = config_file
        self._tsv = Path(tsv)

    def get_domain(self) -> Domain:
        """No dialogue: only the understanding is measured."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """No dialogue."""
        return StoryGraph([])

    def get_nlu_data(self, language: Optional[str] = "de") -> TrainingData:
        """One example a row."""
        return TrainingData([Message.build(text=text, intent=label) for text, label in read_tsv(self._tsv)])

    def get_config(self) -> dict[str, Any]:
        """The configuration that names this importer."""
        return rasa.shared.utils.io.read_model_configuration(self._config_file) if self._config_file else {}

    def get_config_file_for_auto_config(self) -> Optional[str]:
        """The file that Rasa may name in its messages."""
        return self._config_file
