"""Adds examples to a content file. Every other byte of it stays: comments, quotes, line ends, order.

The round trip reader of ruamel.yaml says where the examples end; the lines go in there as text. Dumping the whole
file would keep its comments as well, but wrap and quote some lines anew, and a diff should show what was decided.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Sequence

import yaml as plain_yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq
from ruamel.yaml.error import YAMLError

from lotse.questions.wording import normalised

_INDENT = re.compile(r" *")


class WritingError(ValueError):
    """A file to which nothing can be added, or that somebody changed meanwhile."""


def with_examples(text: str, examples: Sequence[str]) -> str:
    """The text of a content file with more examples at the end of its list. Those it has already are left out."""
    data = _loaded(text)
    existing = data.get("examples")
    known = {normalised(str(example)) for example in existing or ()}
    new = [example for example in dict.fromkeys(examples) if normalised(example) not in known]
    if not new:
        return text
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += end_of_line
    if existing:
        place, indent = _end_of(existing, lines)
        added = [indent + _line(example) + end_of_line for example in new]
    elif "examples" in data:
        raise WritingError("Die Liste examples ist leer. Trag das erste Beispiel von Hand ein.")
    else:
        place, added = len(lines), ["examples:" + end_of_line, *("- " + _scalar(item) + end_of_line for item in new)]
    result = "".join([*lines[:place], *added, *lines[place:]])
    _check(data, _loaded(result), new)
    return result


def file_hash(path: Path) -> str:
    """What changes when anybody changes the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def replace(path: Path, text: str, expected_hash: str) -> None:
    """Puts a new text in place of a file in one step. Raises WritingError when it is not the file that was read."""
    mode = path.stat().st_mode if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".neu")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode & 0o777)
        if (file_hash(path) if path.exists() else "") != expected_hash:
            raise WritingError(f"Jemand hat {path.name} gerade geändert. Versuch es noch einmal.")
        os.replace(name, path)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(name)


def _loaded(text: str) -> Any:
    try:
        data = YAML(typ="rt").load(text)
    except YAMLError as error:
        raise WritingError("Die Datei ist kein gültiges YAML. lotse check sagt, was zu tun ist.") from error
    if not isinstance(data, dict):
        raise WritingError("Die Datei enthält keine Antwort.")
    return data


def _end_of(examples: CommentedSeq, lines: list[str]) -> tuple[int, str]:
    """The line after the last example, and the indent of the list."""
    if examples.fa.flow_style():
        raise WritingError("Die Beispiele stehen in eckigen Klammern. Schreib jedes auf eine eigene Zeile mit «- ».")
    last = examples.lc.item(len(examples) - 1)[0]
    indent = _indent(lines[last])
    place = last + 1
    # A long example goes on in lines that stand further in; empty lines in it count when such a line follows.
    for number in range(last + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            continue
        if len(_indent(line)) <= len(indent):
            break
        place = number + 1
    return place, indent


def _indent(line: str) -> str:
    found = _INDENT.match(line)
    return found.group() if found else ""


def _line(example: str) -> str:
    return "- " + _scalar(example)


def _scalar(example: str) -> str:
    dumped = plain_yaml.safe_dump([example], allow_unicode=True, width=100_000, default_flow_style=False)
    return str(dumped).removeprefix("- ").rstrip("\n")


def _check(before: Any, after: Any, new: Sequence[str]) -> None:
    """Nothing but the new examples may be different: else the file has a form that this module does not know."""
    expected = {**before, "examples": [*(before.get("examples") or ()), *new]}
    if dict(after) != expected:
        raise WritingError("Die Beispiele lassen sich in diese Datei nicht sicher eintragen. Trag sie von Hand ein.")
