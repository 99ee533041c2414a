"""Reads the content files. A broken file is a list of problems, never an exception that stops the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping, Optional, Type, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from lotse.content.problems import Level, Problem, line_of, relative, schema_problems, yaml_problem
from lotse.content.schema import (
    Benefit,
    Entry,
    Fact,
    FollowUpWords,
    ForeignLanguage,
    Office,
    Outcome,
    Places,
    Service,
    Situation,
    Topic,
    Word,
)

DIALOG = "dialog"
TEXT, MERGE = "tag:yaml.org,2002:str", "tag:yaml.org,2002:merge"
Declared = TypeVar("Declared", bound=BaseModel)


class _StrictLoader(yaml.CSafeLoader):
    """Refuses a field that stands twice, which PyYAML would take silently. The name of a field is always text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "found unhashable key", key.start_mark)
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, "found duplicate key", key.start_mark)
            seen.add(key.value)
            if key.tag != MERGE:
                key.tag = TEXT
        return super().construct_mapping(node, deep)

    def construct_yaml_timestamp(self, node: yaml.ScalarNode) -> Any:
        """A day that does not exist stays text, so that the schema can say which field has it."""
        try:
            return super().construct_yaml_timestamp(node)
        except ValueError:
            return node.value


def _as_written() -> None:
    """Words and numbers as YAML 1.2 reads them. In YAML 1.1 `no` is false, `14:00` is 840 and `010` is 8."""
    plain = {"tag:yaml.org,2002:bool": r"true|True|false|False", "tag:yaml.org,2002:int": r"[-+]?(?:0|[1-9][0-9]*)"}
    resolvers = yaml.CSafeLoader.yaml_implicit_resolvers.items()
    _StrictLoader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in found if tag not in plain] for first, found in resolvers
    }
    for tag, pattern in plain.items():
        _StrictLoader.add_implicit_resolver(tag, re.compile(f"^(?:{pattern})$"), list("tTfF-+0123456789"))
    _StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _StrictLoader.construct_yaml_timestamp)


_as_written()


@dataclass(frozen=True)
class Faq:
    """An entry with its name, its topic and its file."""

    intent: str
    topic: str
    path: Path
    entry: Entry

    @property
    def is_question(self) -> bool:
        """Whether it answers a question: an FAQ or the way to a person, but no small talk."""
        return self.entry.outcome is Outcome.ANSWERED

    @property
    def is_faq(self) -> bool:
        """Whether it is a question of one of the topics, which the small talk is not."""
        return self.topic != DIALOG and self.is_question


@dataclass(frozen=True)
class Content:
    """Everything that editors wrote, as it was when it was read."""

    root: Path
    faqs: Mapping[str, Faq] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    situations: Mapping[str, Situation] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    offices: Mapping[str, Office] = field(default_factory=dict)
    benefits: Mapping[str, Benefit] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    places: Optional[Places] = None
    words: tuple[Word, ...] = ()
    languages: Mapping[str, ForeignLanguage] = field(default_factory=dict)
    follow_ups: Optional[FollowUpWords] = None
    problems: tuple[Problem, ...] = ()

    def listed(self, topic: str) -> list[Faq]:
        """The FAQs of a topic that people may browse, in the order of their questions' files."""
        return [faq for faq in self.faqs.values() if faq.topic == topic and faq.entry.listed]


def content_files(root: Path) -> list[Path]:
    """All content files below the data folder, in a stable order."""
    faq = sorted((root / "faq").glob("*/*.yml"))
    single = [
        root / "faq" / "topics.yml",
        root / "faq" / "situations.yml",
        root / "glossary.yml",
        root / "languages.yml",
        root / "follow_ups.yml",
    ]
    county = sorted((root / "county").glob("*.yml"))
    return [*single, *county, *faq, *dialog_files(root)]


def dialog_files(root: Path) -> list[Path]:
    """The replies of the small talk. `rules.yml` beside them is Rasa's own format."""
    return [path for path in sorted((root / DIALOG).glob("*.yml")) if path.name != "rules.yml"]


Stamp = tuple[int, int]
Cache = dict[Path, tuple[Stamp, Any]]


class Reader:
    """Reads files one by one and collects the problems.

    `cache` remembers what each file last held when it was in order: an unchanged file is not read again, and a file
    that broke counts as it last was.
    """

    def __init__(self, root: Path, cache: Cache) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._cache = cache

    def one(self, path: Path, model: Type[Declared]) -> Optional[Declared]:
        """A file that holds one declaration; None when it never was in order."""
        return self._last_good(path, lambda: self._one(path, model), None)

    def many(self, path: Path, model: Type[Declared], key: str = "id") -> dict[str, Declared]:
        """A file that holds a list of declarations, by their `key`, which may stand only once."""
        return self._last_good(path, lambda: self._many(path, model, key), {})

    def add(self, code: str, path: Path, line: Optional[int], what: str, remedy: str) -> None:
        """Notes an error in a file."""
        self.problems.append(Problem(code, Level.ERROR, relative(path, self.root), line, what, remedy))

    def _last_good(self, path: Path, read: Callable[[], Any], nothing: Any) -> Any:
        found = stamp(path)
        cached = self._cache.get(path)
        if cached and cached[0] == found:
            return cached[1]
        before = len(self.problems)
        value = read()
        if len(self.problems) == before:
            self._cache[path] = (found, value)
            return value
        return cached[1] if cached else (value or nothing)

    def _one(self, path: Path, model: Type[Declared]) -> Optional[Declared]:
        text, data = self._parsed(path)
        if data is None:
            return None
        try:
            return model.parse_obj(data)
        except ValidationError as error:
            self.problems += schema_problems(relative(path, self.root), error, model, text)
            return None

    def _many(self, path: Path, model: Type[Declared], key: str) -> dict[str, Declared]:
        text, data = self._parsed(path)
        if data is None:
            return {}
        if not isinstance(data, list):
            self.add("I007", path, 1, "Die Datei muss eine Liste sein.", "Beginn jeden Eintrag mit «- ».")
            return {}
        found: dict[str, Declared] = {}
        for position, item in enumerate(data):
            try:
                declared = model.parse_obj(item)
            except ValidationError as error:
                name = relative(path, self.root)
                self.problems += schema_problems(name, error, model, text, at=(position,))
                continue
            name = str(getattr(declared, key))
            if name in found:
                line, what = line_of(text, (position,)), f"«{name}» steht zweimal in der Datei."
                self.add("I010", path, line, what, "Gib dem zweiten einen anderen Namen.")
            found[name] = declared
        return found

    def _parsed(self, path: Path) -> tuple[str, Any]:
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            remedy = "Leg sie an oder hol sie aus einer früheren Fassung zurück."
            self.add("I011", path, None, "Die Datei fehlt.", remedy)
            return "", None
        except UnicodeDecodeError:
            remedy = "Speicher sie mit der Kodierung UTF-8."
            self.add("I012", path, None, "Die Datei ist nicht in UTF-8 gespeichert.", remedy)
            return "", None
        except OSError:
            remedy = "Prüf, ob du sie lesen darfst und ob es eine Datei ist."
            self.add("I014", path, None, "Die Datei lässt sich nicht öffnen.", remedy)
            return "", None
        try:
            data = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a safe loader
        except yaml.YAMLError as error:
            self.problems.append(yaml_problem(relative(path, self.root), error, text))
            return text, None
        if data is None:
            self.add("I013", path, 1, "Die Datei ist leer.", "Füll sie aus oder lösch sie.")
        return text, data


def stamp(path: Path) -> Stamp:
    """What changes when a file does: its time and its size."""
    try:
        status = path.stat()
    except OSError:
        return (0, -1)
    return (status.st_mtime_ns, status.st_size)


def load(root: Path, cache: Optional[Cache] = None) -> Content:
    """Reads all content below `root`. Look at `.problems` before using it."""
    reader = Reader(root, {} if cache is None else cache)
    county = root / "county"
    topics = reader.many(root / "faq" / "topics.yml", Topic)
    return Content(
        root=root,
        faqs=_faqs(reader, root, topics),
        topics=topics,
        situations=reader.many(root / "faq" / "situations.yml", Situation),
        facts=reader.many(county / "facts.yml", Fact),
        offices=reader.many(county / "offices.yml", Office),
        benefits=reader.many(county / "benefits.yml", Benefit),
        services=reader.many(county / "services.yml", Service),
        places=reader.one(county / "places.yml", Places),
        languages=reader.many(root / "languages.yml", ForeignLanguage),
        follow_ups=reader.one(root / "follow_ups.yml", FollowUpWords),
        words=tuple(reader.many(root / "glossary.yml", Word, key="official").values()),
        problems=tuple(reader.problems),
    )


def _faqs(reader: Reader, root: Path, topics: Iterable[str]) -> dict[str, Faq]:
    faqs: dict[str, Faq] = {}
    for path, topic in _faq_files(root, topics):
        entry = reader.one(path, Entry)
        if entry is None:
            continue
        if path.stem in faqs:
            what = f"Die Frage «{path.stem}» gibt es schon in {relative(faqs[path.stem].path, root)}."
            reader.add("I010", path, None, what, "Lass nur eine Datei stehen.")
            continue
        faqs[path.stem] = Faq(path.stem, topic, path, entry)
    return faqs


def _faq_files(root: Path, topics: Iterable[str]) -> list[tuple[Path, str]]:
    order = {topic: position for position, topic in enumerate(topics)}
    folders = [path for path in (root / "faq").glob("*") if path.is_dir()]
    folders.sort(key=lambda path: (order.get(path.name, len(order)), path.name))
    files = [(path, folder.name) for folder in folders for path in sorted(folder.glob("*.yml"))]
    return files + [(path, DIALOG) for path in dialog_files(root)]
