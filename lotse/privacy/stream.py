"""Masks a stream line by line, for `lotse redact`. Other tools call it: its form is fixed."""

from __future__ import annotations

from typing import BinaryIO, Callable

from lotse.privacy.redaction import Kind, redact


def redact_lines(
    source: BinaryIO, target: BinaryIO, redact_line: Callable[[str], tuple[str, list[Kind]]] = redact
) -> int:
    """Writes every line masked, and returns how many pieces were masked.

    UTF-8 in and out; broken bytes become the replacement character. Each line is flushed at once, so that whoever
    reads at the other end never waits. Line ends stay as they are.
    """
    masked = 0
    for raw in iter(source.readline, b""):
        line = raw.decode("utf-8", errors="replace")
        content = line.rstrip("\r\n")
        text, kinds = redact_line(content)
        target.write((text + line[len(content) :]).encode("utf-8", errors="replace"))
        target.flush()
        masked += len(kinds)
    return masked
