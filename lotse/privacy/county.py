"""File numbers of the county: patterns that its staff keep in data/county/privacy.yml. A broken pattern is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterable

import yaml

from lotse.privacy.finding import Finding, Kind, View

_FIELDS = {"name", "pattern", "example"}
_LONGEST_PATTERN = 200
_FEWEST_DIGITS = 3
# Unlimited repetition can make a search endless. A count in braces does the same and is safe.
_UNLIMITED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")
# A pattern that finds something in these would tear holes in ordinary questions.
_ORDINARY = (
    "Wie hoch darf meine Miete 2026 sein? Ich zahle 563,00 Euro warm, 45 qm.",
    "Habe ich am 24.12.2026 um 08:30 Uhr einen Termin in 65719 Hofheim?",
    "Was steht in § 22 Abs. 1 SGB II? Erreiche ich euch unter 06192 2010 oder 115?",
)


class PatternError(ValueError):
    """A file number's pattern cannot be used. The message says where, why, and how to put it right."""

    def __init__(self, place: str, what: str, remedy: str) -> None:
        super().__init__(f"{place}: {what} So geht es: {remedy}")


@dataclass(frozen=True)
class FileNumber:
    """A kind of file number that the county uses."""

    name: str
    pattern: re.Pattern[str]


def load_file_numbers(path: Path) -> list[FileNumber]:
    """Reads the county's patterns. Raises PatternError for the first thing that is wrong."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        remedy = "Prüf, ob sie da ist und in UTF-8 gespeichert."
        raise PatternError(path.name, f"Die Datei lässt sich nicht lesen ({error}).", remedy) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path.name}, Zeile {mark.line + 1}" if mark else path.name
        remedy = "Setz Muster in einfache Anführungszeichen und beginn jeden Eintrag mit «- »."
        raise PatternError(place, "Die Datei ist kein gültiges YAML.", remedy) from None
    if entries is None:
        return []
    if not isinstance(entries, list):
        raise PatternError(path.name, "Die Datei muss eine Liste sein.", "Beginn jeden Eintrag mit «- name: ...».")
    return [_file_number(f"{path.name}, Eintrag {number}", entry) for number, entry in enumerate(entries, start=1)]


def county_numbers(file_numbers: Iterable[FileNumber]) -> Callable[[View], list[Finding]]:
    """A finder of the county's file numbers."""
    patterns = [file_number.pattern for file_number in file_numbers]

    def find(view: View) -> list[Finding]:
        return [
            Finding(Kind.NUMBER, match.start(), match.end())
            for pattern in patterns
            for match in pattern.finditer(view.text)
            if match[0]
        ]

    return find


def _file_number(place: str, entry: Any) -> FileNumber:
    is_complete = isinstance(entry, dict) and set(entry) == _FIELDS
    if not is_complete or not all(isinstance(value, str) for value in entry.values()):
        remedy = "Schreib genau name, pattern und example, jedes als Text."
        raise PatternError(place, "Es fehlt etwas, oder es steht zu viel da.", remedy)
    name, pattern, example = entry["name"], entry["pattern"], entry["example"]
    place = f"{place} «{name}»"
    return FileNumber(name, _checked(place, pattern, example))


def _checked(place: str, pattern: str, example: str) -> re.Pattern[str]:
    if len(pattern) > _LONGEST_PATTERN:
        raise PatternError(place, "Das Muster ist zu lang.", f"Nimm höchstens {_LONGEST_PATTERN} Zeichen.")
    if _UNLIMITED.search(pattern):
        what = "Das Muster wiederholt etwas ohne Grenze (* oder +)."
        raise PatternError(place, what, r"Schreib eine Anzahl, zum Beispiel \d{1,8}.")
    try:
        # Guards at both ends: a file number is not a part of a longer word or number.
        compiled = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
    except re.error as error:
        remedy = r"Ein Muster sieht so aus: \d{2}\.\d{4}-\d{5}"
        raise PatternError(place, f"Das Muster ist kaputt ({error.msg}).", remedy) from None
    if not compiled.fullmatch(example):
        what = f"Das Muster passt nicht auf sein Beispiel «{example}»."
        raise PatternError(place, what, "Berichtige eines von beiden.")
    if sum(character.isdigit() for character in example) < _FEWEST_DIGITS:
        remedy = f"Ein Zeichen braucht mindestens {_FEWEST_DIGITS} Ziffern."
        raise PatternError(place, "Das Beispiel hat zu wenige Ziffern.", remedy)
    for sentence in _ORDINARY:
        caught = compiled.search(sentence)
        if caught:
            what = f"Das Muster trifft auch gewöhnlichen Text, hier «{caught[0]}»."
            raise PatternError(place, what, "Mach es enger.")
    return compiled
