"""Drafts of new answers: files beside the finished ones, whose ending keeps the bot from reading them.

`wohnen/balkon.yml.entwurf` becomes `wohnen/balkon.yml` when all checks pass with it. So editors see it in its place,
and nothing unfinished can reach an applicant.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Optional, Sequence

import yaml

from lotse.content.checks.run import domain_actions, run_checks
from lotse.content.loader import Content, load
from lotse.content.problems import Level
from lotse.questions.wording import normalised
from lotse.staff.takeover.writing import WritingError, file_hash, replace

ENDING = ".yml.entwurf"
LONGEST_NAME = 50
HEADER = "# Entwurf: Der Chatbot liest diese Datei erst, wenn sie veröffentlicht ist und auf .yml endet.\n"
_FIELDS = {
    "answer": "Antwort",
    "next_step": "Nächster Schritt",
    "office": "Stelle, die weiterhilft",
    "sources": "Quelle",
    "examples": "Beispiele",
}
_FILLER = frozenset(
    normalised(
        "ich du der die das den dem ein eine einen und oder ist sind bin mein meine mir mich zu im in auf für"
    ).split()
)


class DraftError(ValueError):
    """A draft that cannot be made, saved or published so. Its lines say why."""

    def __init__(self, *lines: str) -> None:
        super().__init__(" ".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Draft:
    """A new answer that is not finished."""

    intent: str
    topic: str
    question: str
    answer: str = ""
    next_step: str = ""
    office: str = ""
    source_title: str = ""
    source_url: str = ""
    examples: tuple[str, ...] = ()
    hash: str = field(default="", compare=False)

    def path(self, root: Path) -> Path:
        """Where it stands."""
        return root / "faq" / self.topic / f"{self.intent}{ENDING}"

    def text(self, today: date) -> str:
        """As a content file; empty fields stand there too, so that one sees what is missing."""
        data: dict[str, Any] = {"question": self.question, "answer": self.answer}
        data |= {name: getattr(self, name) for name in ("next_step", "office") if getattr(self, name)}
        if self.source_title or self.source_url:
            data["sources"] = [{"title": self.source_title, "url": self.source_url}]
        data |= {"checked_on": today, "review_by": today.replace(year=today.year + 1, day=min(today.day, 28))}
        data["examples"] = list(self.examples)
        return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110)


def drafts(root: Path) -> list[Draft]:
    """All drafts that can be read."""
    found = [_read(path) for path in sorted((root / "faq").glob(f"*/*{ENDING}"))]
    return [draft for draft in found if draft]


def find(root: Path, intent: str) -> Optional[Draft]:
    """The draft of this name."""
    return next((draft for draft in drafts(root) if draft.intent == intent), None)


def create(content: Content, topic: str, question: str, examples: Sequence[str], today: date) -> Draft:
    """Writes a new draft. Raises DraftError."""
    question = " ".join(question.split())
    if topic not in content.topics:
        raise DraftError("Wähle ein Thema.")
    if not 5 <= len(question) <= 90:
        raise DraftError("Die Frage braucht 5 bis 90 Zeichen.")
    taken = {*content.faqs, *(draft.intent for draft in drafts(content.root))}
    draft = Draft(_free_name(question, taken), topic, question, examples=tuple(dict.fromkeys(examples)))
    path = draft.path(content.root)
    path.parent.mkdir(exist_ok=True)
    replace(path, HEADER + draft.text(today), "")
    return draft


def save(content: Content, draft: Draft, expected_hash: str, today: date) -> None:
    """Writes a draft that was changed. Raises DraftError when somebody else changed it since."""
    if draft.office and draft.office not in content.offices:
        raise DraftError("Diese Stelle gibt es nicht.")
    try:
        replace(draft.path(content.root), HEADER + draft.text(today), expected_hash)
    except WritingError:
        raise DraftError(
            "Jemand hat diesen Entwurf gerade geändert. Lade ihn neu und trag deine Änderung noch einmal ein."
        ) from None


def missing(content: Content, draft: Draft, today: date) -> list[str]:
    """What keeps a draft from being published: all errors that the checks would find with it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / content.root.name
        shutil.copytree(content.root, root)
        (root / "faq" / draft.topic / f"{draft.intent}.yml").write_text(draft.text(today), encoding="utf-8")
        actions = domain_actions()
        errors = [item for item in run_checks(load(root), actions, today) if item.level is Level.ERROR]
        before: set[tuple[str, str, str]] = set()
        # Checking everything takes seconds: once more only when something else may have been wrong before.
        if any(Path(item.file).stem != draft.intent for item in errors):
            before = {(item.code, item.file, item.what) for item in run_checks(load(content.root), actions, today)}
        new = [item for item in errors if (item.code, item.file, item.what) not in before]
        return [_in_words_of_the_form(f"{item.what} {item.remedy}") for item in new]


def publish(content: Content, draft: Draft, today: date) -> Path:
    """Turns a draft into an answer. Raises DraftError with all that is missing."""
    problems = missing(content, draft, today)
    if problems:
        raise DraftError(*problems)
    path = draft.path(content.root)
    if file_hash(path) != draft.hash:
        raise DraftError("Jemand hat diesen Entwurf gerade geändert. Lade ihn neu.")
    target = path.with_name(f"{draft.intent}.yml")
    replace(target, draft.text(today), "")
    path.unlink()
    return target


def discard(content: Content, draft: Draft, expected_hash: str) -> None:
    """Deletes a draft. Raises DraftError when somebody changed it since."""
    path = draft.path(content.root)
    if file_hash(path) != expected_hash:
        raise DraftError("Jemand hat diesen Entwurf gerade geändert. Lade ihn neu.")
    path.unlink()


def _in_words_of_the_form(text: str) -> str:
    """The checks speak to people who edit files; who fills in the form has never seen its keys."""
    for key, label in _FIELDS.items():
        text = re.sub(rf" Schreib eine Zeile, die mit «{key}:» beginnt[^.]*\.", "", text).replace(
            f"«{key}»", f"«{label}»"
        )
    return text.replace("Benenn die Datei um oder lösch sie.", "Bitte die Technik, ihn dort einzutragen.")


def _read(path: Path) -> Optional[Draft]:
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        source = (data.get("sources") or [{}])[0]
        return Draft(
            intent=path.name.removesuffix(ENDING),
            topic=path.parent.name,
            question=str(data["question"]),
            answer=str(data.get("answer") or ""),
            next_step=str(data.get("next_step") or ""),
            office=str(data.get("office") or ""),
            source_title=str(source.get("title") or ""),
            source_url=str(source.get("url") or ""),
            examples=tuple(str(example) for example in data.get("examples") or ()),
            hash=file_hash(path),
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, IndexError):
        return None


def _free_name(question: str, taken: set[str]) -> str:
    words = [word for word in re.findall(r"[a-z0-9]+", normalised(question)) if word not in _FILLER]
    name = "_".join(words[:5])[:LONGEST_NAME].strip("_")
    if not re.match(r"[a-z]", name):
        name = f"frage_{name}".strip("_")
    number, free = 2, name
    while free in taken:
        number, free = number + 1, f"{name}_{number}"
    return free
