"""The problems as a text for the terminal: by level, the worst first, with the counts at the end."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import Iterator, Sequence

from lotse.content.problems import Level, Problem

WIDTH = 110
_PLURAL = {Level.ERROR: "Fehler", Level.WARNING: "Warnungen", Level.HINT: "Hinweise"}


def report(problems: Sequence[Problem], quiet: bool = False) -> str:
    """The whole report. `quiet` leaves out warnings and hints, but not their number."""
    parts = [part for level in Level if not quiet or level is Level.ERROR for part in _level(problems, level)]
    return "\n".join([*parts, counts(problems)])


def counts(problems: Sequence[Problem]) -> str:
    """Zusammen: 2 Fehler, 1 Warnung, 3 Hinweise in 4 Dateien."""
    if not problems:
        return "Alles in Ordnung."
    numbers = ", ".join(_number(sum(problem.level is level for problem in problems), level) for level in Level)
    files = len({problem.file for problem in problems})
    return f"Zusammen: {numbers} in {files} {'Datei' if files == 1 else 'Dateien'}."


def _number(amount: int, level: Level) -> str:
    return f"{amount} {level.value if amount == 1 else _PLURAL[level]}"


def _level(problems: Sequence[Problem], level: Level) -> Iterator[str]:
    found = sorted((problem for problem in problems if problem.level is level), key=lambda problem: problem.file)
    if not found:
        return
    heading = f"{_PLURAL[level]} ({len(found)})"
    yield f"{heading}\n{'=' * len(heading)}\n"
    for file, group in groupby(found, key=lambda problem: problem.file):
        yield f"{file}\n" + "\n".join(_problem(problem) for problem in group) + "\n"


def _problem(problem: Problem) -> str:
    place = f"Zeile {problem.line}" if problem.line else "Datei"
    lines = [(f"  {place}, {problem.code}: ", problem.what), ("    So geht es: ", problem.remedy)]
    if problem.example:
        lines.append(("    Beispiel: ", problem.example))
    return "\n".join(_wrapped(start, text) for start, text in lines)


def _wrapped(start: str, text: str) -> str:
    wrapper = textwrap.TextWrapper(WIDTH, start, "    ", break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(text.strip())
