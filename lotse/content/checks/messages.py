"""Turns what the checks found into problems with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable

from lotse.content.checks.catalogue import CATALOGUE
from lotse.content.checks.findings import Finding
from lotse.content.checks.lines import Lines
from lotse.content.problems import Level, Problem, relative

_ORDER = {level: position for position, level in enumerate(Level)}


def problems_of(found: Iterable[Finding], root: Path) -> list[Problem]:
    """The messages for findings, with their lines. Each file is parsed once."""
    lines = Lines()
    problems = []
    for item in found:
        line = lines.of(item.file, item.where, item.offset)
        problems.append(CATALOGUE[item.code].problem(relative(item.file, root), line, item.values))
    return problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The worst first, then by file and line."""
    return sorted(problems, key=lambda problem: (_ORDER[problem.level], problem.file, problem.line or 0, problem.code))
