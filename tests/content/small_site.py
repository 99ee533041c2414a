"""A small data folder for tests of the checks, and how to change it."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any, Optional

import yaml

from lotse.content.checks import run_checks
from lotse.content.loader import load
from lotse.content.problems import Problem

ON = date(2026, 11, 24)
ACTIONS = frozenset({"action_office_hours"})
INTENTS = {"wohnen": ("kaution", "umzug"), "dialog": ("dank",)}
LAW = {"title": "§ 22 SGB II", "url": "https://www.gesetze-im-internet.de/sgb_2/__22.html"}
ANSWER = "Das Jobcenter kann die Kaution als Darlehen geben.\n\nFrag **vor** dem Mietvertrag.\n"


class _Dumper(yaml.SafeDumper):
    """Writes long texts as blocks, as editors do."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def sentences_of_nonsense(name: str, count: int) -> list[str]:
    """Sentences of made-up words: no two of them are alike, and none is a name."""
    source = random.Random(name)

    def syllable() -> str:
        return source.choice("bdfgkmprtz") + source.choice("aeiou") + source.choice("fgkmprtz")

    def word() -> str:
        return "".join(syllable() for _ in range(source.randint(2, 3)))

    return [" ".join(word() for _ in range(5)) for _ in range(count)]


class Site:
    """A data folder, and how to change it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, name: str, data: Any) -> Path:
        """Writes a file; text as it is, anything else as YAML."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = data if isinstance(data, str) else yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True)
        path.write_text(text, encoding="utf-8")
        return path

    def faq(self, intent: str = "kaution", topic: str = "wohnen", **fields: Any) -> Path:
        """Writes an FAQ that is in order but for the given fields; None leaves a field out."""
        entry: dict[str, Any] = {
            "question": f"Was gilt bei {intent}?",
            "answer": ANSWER,
            "next_step": "Ruf beim Jobcenter an.",
            "office": "jobcenter",
            "sources": [LAW],
            "checked_on": date(2026, 11, 22),
            "review_by": date(2027, 6, 30),
            "examples": sentences_of_nonsense(intent, 80),
            **fields,
        }
        return self.write(
            f"faq/{topic}/{intent}.yml", {key: value for key, value in entry.items() if value is not None}
        )

    def dialog(self, intent: str = "dank", **fields: Any) -> Path:
        """Writes a reply of the small talk."""
        examples = sentences_of_nonsense(intent, 20)
        entry = {"question": "Danke", "answer": "Gern.", "outcome": "smalltalk", "examples": examples, **fields}
        return self.write(f"dialog/{intent}.yml", entry)

    def change(self, name: str, item: str, /, **fields: Any) -> Path:
        """Changes fields of one declaration of a list; None leaves a field out."""
        declared = yaml.safe_load((self.root / name).read_text(encoding="utf-8"))
        for one in declared:
            if next(iter(one.values())) == item:
                one.update(fields)
                for field in [key for key, value in one.items() if value is None]:
                    del one[field]
        return self.write(name, declared)

    def add(self, name: str, /, **fields: Any) -> Path:
        """Adds a declaration to a list."""
        declared = yaml.safe_load((self.root / name).read_text(encoding="utf-8"))
        return self.write(name, [*declared, fields])

    def problems(self, code: Optional[str] = None, on: date = ON) -> list[Problem]:
        """All problems, or those with a code."""
        found = run_checks(load(self.root), ACTIONS, on, INTENTS)
        return [problem for problem in found if code in (None, problem.code)]
