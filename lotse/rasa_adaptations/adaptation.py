"""What an adaptation of Rasa is: one replaced function, and the source that the replacement was written for."""

from __future__ import annotations

import hashlib
import importlib
import inspect
from dataclasses import dataclass
from typing import Any, Callable


@dataclass(frozen=True)
class Adaptation:
    """One replaced function: where it is, what its source was, and what takes its place."""

    module: str
    name: str
    source_sha256: str
    make: Callable[[Any], Any]

    def target(self) -> tuple[Any, str]:
        """The object that holds the function, and the function's name in it."""
        holder: Any = importlib.import_module(self.module)
        *path, last = self.name.split(".")
        for part in path:
            holder = getattr(holder, part)
        return holder, last

    def fits(self) -> bool:
        """Whether Rasa's function is still the one that this was written for (before it is applied)."""
        holder, last = self.target()
        source = inspect.getsource(inspect.unwrap(getattr(holder, last)))
        return hashlib.sha256(source.encode()).hexdigest() == self.source_sha256

    def apply(self) -> None:
        """Puts the replacement in place."""
        holder, last = self.target()
        setattr(holder, last, self.make(inspect.getattr_static(holder, last)))
