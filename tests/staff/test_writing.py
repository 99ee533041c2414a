"""Adding examples to content files: nothing else may change, in any file of the project."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lotse.staff.takeover.writing import WritingError, file_hash, replace, with_examples
from tests.conftest import PROJECT

FILES = sorted((PROJECT / "data" / "faq").glob("*/*.yml"))
NEW = [
    "ganz neu: wie geht das?",
    "# kein kommentar",
    "- strich",
    'mit "zitat"',
    "nein",
    "2026-11-24",
    "ümläut & ß",
    "a: b #c",
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_content_file_keeps_each_of_its_bytes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    new = with_examples(text, NEW)
    before, after = text.splitlines(), new.splitlines()
    added = [line for line in after if line not in before]
    assert len(added) == len(NEW)
    assert [line for line in after if line not in added] == before
    was, now = yaml.safe_load(text), yaml.safe_load(new)
    assert [str(item) for item in now.pop("examples")] == [str(item) for item in was.pop("examples")] + NEW
    assert now == was


def test_comments_line_ends_and_what_follows_stay() -> None:
    examples = "examples:  # Liste\r\n  - eins\r\n  - >-\r\n    lang\r\n\r\n    zwei\r\n  # Ende\r\n"
    text = f'# oben\r\nquestion: "Eins?"  # daneben\r\n{examples}last: 1\r\n'
    new = with_examples(text, ["neu"])
    assert new == text.replace("  # Ende", "  - neu\r\n  # Ende")


def test_a_file_without_examples_or_last_line_end_gets_them() -> None:
    assert with_examples("question: Eins?", ["neu"]) == "question: Eins?\nexamples:\n- neu\n"
    assert with_examples("examples:\n- eins", ["neu"]) == "examples:\n- eins\n- neu\n"


def test_known_examples_are_not_added_again() -> None:
    text = "examples:\n- Wie geht das?\n"
    assert with_examples(text, ["wie geht das", "WIE GEHT DAS??"]) == text
    assert with_examples(text, ["neu", "neu"]).count("neu") == 1


@pytest.mark.parametrize("text", ["examples: [a, b]\n", "- liste\n", "examples:\n- a\n  b: :\n\t", "examples: []\n"])
def test_forms_that_are_not_understood_are_refused(text: str) -> None:
    with pytest.raises(WritingError):
        with_examples(text, ["neu"])


def test_a_file_that_somebody_changed_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("examples:\n- a\n")
    seen = file_hash(path)
    path.write_text("examples:\n- b\n")
    with pytest.raises(WritingError, match="geändert"):
        replace(path, "x", seen)
    assert path.read_text() == "examples:\n- b\n"
    assert [item.name for item in tmp_path.iterdir()] == ["a.yml"]
