"""What a check hands over: a code of the catalogue, a place in a file, and the values of the message."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Iterable, Mapping, Union

from lotse.content.loader import Content
from lotse.content.problems import relative

Where = tuple[Union[str, int], ...]
LISTED_AT_MOST = 20


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong at a place of a file; `offset` leads to the line inside a long text."""

    code: str
    file: Path
    where: Where = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    offset: int = 0


def finding(code: str, file: Path, where: Where = (), offset: int = 0, **values: Any) -> Finding:
    """A finding, with the values of its message as keywords."""
    return Finding(code, file, where, values, offset)


def suggestion(name: str, known: Iterable[str]) -> str:
    """Meintest du «jobcenter»? Without a near name: all there are, when they are few."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f"Meintest du «{near[0]}»?"
    if not names:
        return "Es gibt noch keinen Eintrag."
    more = " und weitere" if len(names) > LISTED_AT_MOST else ""
    return "Es gibt: " + ", ".join(names[:LISTED_AT_MOST]) + more + "."


def excerpt(text: str, length: int = 90) -> str:
    """A text on one line, cut at a word when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def is_whole(content: Content, *file: str) -> bool:
    """Whether a file was read without a problem. Names that a broken one lacks are not unknown."""
    name = relative(content.root.joinpath(*file), content.root)
    return all(problem.file != name for problem in content.problems)
