"""Line numbers in the content files. Each file is read and parsed at most once in a run."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

import yaml

from lotse.content.checks.findings import Where
from lotse.content.problems import composed, located


class Lines:
    """Finds the line of a place in a file."""

    def __init__(self) -> None:
        self._files: dict[Path, Optional[yaml.Node]] = {}

    def of(self, file: Path, where: Where, offset: int = 0) -> Optional[int]:
        """The line of a value, or inside a block of text the line of the character at `offset`."""
        node, line = located(self._parsed(file), where)
        if offset and isinstance(node, yaml.ScalarNode) and node.style == "|":
            first = int(node.start_mark.line) + 2
            return first + int(node.value.count("\n", 0, offset))
        return line

    def _parsed(self, file: Path) -> Optional[yaml.Node]:
        if file not in self._files:
            try:
                self._files[file] = composed(file.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError):
                self._files[file] = None
        return self._files[file]
