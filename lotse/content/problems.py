"""What is wrong with a content file, said like a good colleague: where, what, how to put it right, an example."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Optional, Type

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import MAPPING_LIKE_SHAPES


class Level(str, Enum):
    """How serious a problem is: errors block, warnings and hints do not."""

    ERROR = "Fehler"
    WARNING = "Warnung"
    HINT = "Hinweis"


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `code` is stable, so that it can be searched for and tested."""

    code: str
    level: Level
    file: str
    line: Optional[int]
    what: str
    remedy: str
    example: str = ""

    def __str__(self) -> str:
        place = f"{self.file}, Zeile {self.line}" if self.line else self.file
        example = f"\n    Beispiel: {self.example}" if self.example else ""
        return f"{self.level.value} {self.code} in {place}\n    {self.what}\n    So geht es: {self.remedy}{example}"


class ContentError(ValueError):
    """Content that cannot be used, with all its problems."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


# Parts of libyaml's messages, and what they usually mean for someone who does not know YAML.
_YAML_CAUSES = (
    (
        "mapping values are not allowed",
        "In einem Text steht ein Doppelpunkt, und der Text steht nicht in Anführungszeichen.",
        "Setz den ganzen Text in Anführungszeichen.",
        'deadline: "Wichtig: vor dem Umzug fragen"',
    ),
    (
        "tab character",
        "Die Zeile ist mit einem Tabulator eingerückt.",
        "Rück mit Leerzeichen ein, zwei je Stufe.",
        "  - Mietvertrag",
    ),
    (
        "found unexpected end of stream",
        "Ein Anführungszeichen wurde geöffnet, aber nicht geschlossen.",
        "Schließ das Anführungszeichen am Ende des Textes.",
        'question: "Was ist ein Bescheid?"',
    ),
    (
        "expected ',' or ']'",
        "Eine Aufzählung in eckigen Klammern ist nicht geschlossen, oder ein Komma fehlt.",
        "Trenn mit Kommas und schließ die Klammer.",
        "documents: [Mietvertrag, Ausweis]",
    ),
    (
        "expected ',' or '}'",
        "Eine Angabe in geschweiften Klammern ist nicht geschlossen, oder ein Komma fehlt.",
        "Trenn mit Kommas und schließ die Klammer.",
        '- {title: "§ 22 SGB II", url: "https://www.gesetze-im-internet.de/sgb_2/__22.html"}',
    ),
    (
        "did not find expected",
        "Die Einrückung passt nicht zu den Zeilen darüber, oder ein Anführungszeichen steht mitten im Text.",
        "Rück die Zeile so weit ein wie die anderen derselben Stufe.",
        "next_step: Frag beim Jobcenter nach.",
    ),
    (
        "could not find expected ':'",
        "Hier fehlt der Doppelpunkt nach dem Namen des Feldes, oder der Text ist nicht eingerückt.",
        "Schreib einen Doppelpunkt und ein Leerzeichen nach dem Namen; rück einen langen Text zwei Leerzeichen ein.",
        "question: Was ist ein Bescheid?",
    ),
    (
        "found duplicate key",
        "Ein Feld steht zweimal in derselben Angabe.",
        "Lass nur eines davon stehen.",
        "office: jobcenter",
    ),
    (
        "found character",
        "Ein Text beginnt mit einem Zeichen, das hier eine besondere Bedeutung hat.",
        "Setz den Text in Anführungszeichen.",
        'question: "@ oder E-Mail?"',
    ),
    (
        "control characters are not allowed",
        "In der Datei steht ein unsichtbares Steuerzeichen.",
        "Lösch die Zeile und tipp sie neu.",
        "",
    ),
)


def yaml_problem(file: str, error: yaml.YAMLError, text: str) -> Problem:
    """The problem behind an error of the YAML parser."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else None
    if isinstance(error, yaml.reader.ReaderError):
        line = text.encode()[: error.position].count(b"\n") + 1
    message = _cause(str(error), text, mark)
    for part, what, remedy, example in _YAML_CAUSES:
        if part in message:
            return Problem("I001", Level.ERROR, file, line, what, remedy, example)
    what = "Die Datei lässt sich ab hier nicht lesen."
    remedy = "Vergleich die Zeile mit einer anderen Datei desselben Ordners."
    return Problem("I001", Level.ERROR, file, line, what, remedy)


def _cause(message: str, text: str, mark: Optional[yaml.Mark]) -> str:
    """The message, or a better one where libyaml says the same of two mistakes."""
    lines = text.split("\n")
    written = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "cannot start any token" in message and written.lstrip(" ").startswith("\t"):
        return "tab character"
    if mark and "mapping values are not allowed" in message and ":" not in written[: mark.column]:
        return "did not find expected key"
    return message


def schema_problems(
    file: str, error: ValidationError, model: Type[BaseModel], text: str, at: tuple[Any, ...] = ()
) -> list[Problem]:
    """The problems behind a refused declaration, one for each field. `at` is its place in the file."""
    return [_schema_problem(file, dict(part), model, line_of(text, (*at, *part["loc"]))) for part in error.errors()]


def _schema_problem(file: str, part: dict[str, Any], model: Type[BaseModel], line: Optional[int]) -> Problem:
    where, kind, context = part["loc"], part["type"], part.get("ctx", {})
    name = ".".join(str(step) for step in where if step not in ("__root__", "__key__")) or "die Datei"
    field = str(where[-1]) if where else ""

    def problem(code: str, what: str, remedy: str, example: str = "") -> Problem:
        return Problem(code, Level.ERROR, file, line, what, remedy, example)

    if kind == "value_error.extra":
        known = sorted(_fields_at(model, where[:-1]))
        near = difflib.get_close_matches(field, known, n=1)
        remedy = f"Meintest du «{near[0]}»?" if near else "Es gibt diese Felder: " + ", ".join(known) + "."
        return problem("I002", f"Das Feld «{name}» gibt es nicht.", remedy)
    if kind == "value_error.missing":
        return problem("I003", f"Das Feld «{name}» fehlt.", f"Schreib eine Zeile, die mit «{field}:» beginnt.")
    if kind == "type_error.none.not_allowed" or kind.endswith(("min_length", "min_items")):
        return problem("I003", f"Das Feld «{name}» ist leer.", "Trag einen Wert ein oder lösch die Zeile.")
    if kind.endswith("max_length"):
        remedy = f"Kürz den Text auf höchstens {context.get('limit_value')} Zeichen."
        return problem("I004", f"Der Text in «{name}» ist zu lang.", remedy)
    if kind.endswith("max_items"):
        remedy = f"Lass höchstens {context.get('limit_value')} stehen."
        return problem("I004", f"In «{name}» stehen zu viele Einträge.", remedy)
    if kind == "type_error.enum":
        allowed = ", ".join(str(value.value) for value in context.get("enum_values", []))
        return problem("I005", f"Der Wert in «{name}» ist nicht bekannt.", f"Möglich sind: {allowed}.")
    if "date" in kind:
        return problem("I006", f"«{name}» ist kein Datum.", "Schreib Jahr-Monat-Tag.", f"{field}: 2027-01-15")
    if "time" in kind:
        return problem("I006", f"«{name}» ist keine Uhrzeit.", "Schreib sie in Anführungszeichen.", '"08:00"')
    if kind == "type_error.list":
        example = f"{field}: [erster, zweiter]"
        return problem("I007", f"«{name}» muss eine Liste sein.", "Setz die Einträge in eckige Klammern.", example)
    if kind == "value_error.str.regex":
        form = "Namen klein und ohne Leerzeichen, Links mit https:// am Anfang."
        remedy = f"Vergleich ihn mit einem anderen Eintrag: {form}"
        return problem("I008", f"Der Wert in «{name}» hat nicht die richtige Form.", remedy)
    if kind == "value_error":
        return problem("I009", f"«{name}»: {part['msg']}.", "Berichtige den Wert.")
    remedy = (
        "Vergleich ihn mit demselben Feld in einer anderen Datei; Text mit Sonderzeichen gehört in Anführungszeichen."
    )
    return problem("I007", f"Der Wert in «{name}» ist nicht von der richtigen Art.", remedy)


def _fields_at(model: Type[BaseModel], path: tuple[Any, ...]) -> set[str]:
    steps = iter(path)
    for step in steps:
        if isinstance(step, int) or step == "__root__":
            continue
        field = model.__fields__.get(str(step))
        if field is None:
            return set()
        if field.shape in MAPPING_LIKE_SHAPES:
            next(steps, None)
        while field.sub_fields:
            field = field.sub_fields[0]
        if not isinstance(field.type_, type) or not issubclass(field.type_, BaseModel):
            return set()
        model = field.type_
    return set(model.__fields__)


def line_of(text: str, path: tuple[Any, ...]) -> Optional[int]:
    """The line (from 1) of the value at a path such as ("variants", 0, "answer"), as near as it exists."""
    return located(composed(text), path)[1]


def composed(text: str) -> Optional[yaml.Node]:
    """The parsed file with the place of everything in it; None when it cannot be read."""
    try:
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None


def located(node: Optional[yaml.Node], path: tuple[Any, ...]) -> tuple[Optional[yaml.Node], Optional[int]]:
    """What stands at a path, and its line; when there is nothing, no node and the line of the nearest above it.

    In a list of declarations, a name finds the one that has it as its first field: ("regelbedarf_1", "values").
    """
    line = node.start_mark.line + 1 if node is not None else None
    for step in path:
        if isinstance(node, yaml.MappingNode):
            found = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if found is None:
                return None, line
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, yaml.SequenceNode):
            item = _item(node, step)
            if item is None:
                return None, line
            line, node = item.start_mark.line + 1, item
        else:
            return None, line
    return node, line


def _item(node: yaml.SequenceNode, step: Any) -> Optional[yaml.Node]:
    if isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    mappings = (item for item in node.value if isinstance(item, yaml.MappingNode) and item.value)
    return next((item for item in mappings if item.value[0][1].value == step), None)


def relative(path: Path, root: Path) -> str:
    """The path as editors know it: below the data folder."""
    try:
        return str(Path(root.name) / path.relative_to(root))
    except ValueError:
        return str(path)
