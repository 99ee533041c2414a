"""Questions to measure with: the project's own test questions, and foreign sets. They are only read."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Question:
    """A text and the intent that a person gave it."""

    text: str
    label: str


@dataclass(frozen=True)
class ForeignSet:
    """A data set that nobody in this project wrote: TSV files to train and to test on."""

    name: str
    train: Path
    test: Path


def own_files(folder: Path) -> list[Path]:
    """The project's files of test questions."""
    return sorted(folder.glob("*.csv"))


def own_questions(folder: Path) -> list[Question]:
    """All test questions of the project."""
    found = []
    for path in own_files(folder):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += [
                Question(row["text"], row["intent"].strip()) for row in csv.DictReader(file) if row["text"].strip()
            ]
    return found


def foreign_sets(folder: Path) -> list[ForeignSet]:
    """The foreign sets in a folder: one with a training and a test part in each of its own folders."""
    found = []
    for train in sorted(folder.glob("*/*_train.tsv")):
        test = train.with_name(train.name.replace("_train", "_test"))
        if test.exists():
            found.append(ForeignSet(train.parent.name, train, test))
    return found
