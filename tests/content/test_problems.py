"""Problems are said like a good colleague: file, line, what is wrong, how to put it right."""

from __future__ import annotations

from pathlib import Path
from typing import Type

import pytest
import yaml
from pydantic import BaseModel, ValidationError

from lotse.content.loader import load
from lotse.content.problems import ContentError, Level, Problem, line_of, relative, schema_problems
from lotse.content.schema import Entry, Fact, Office, Service

KAUTION = "data/faq/wohnen/kaution.yml"
START = "question: Was ist eine Kaution?\nanswer: Eine Sicherheit.\n"


@pytest.fixture
def problem_of(content_folder: Path):
    """Writes a text to an FAQ's file and gives the one problem that it has."""

    def problem(text: str) -> Problem:
        (content_folder / "faq" / "wohnen" / "kaution.yml").write_text(text, encoding="utf-8")
        (found,) = load(content_folder).problems
        return found

    return problem


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        (START + "documents:\n\t- Mietvertrag\n", 4, "Tabulator", "Leerzeichen"),
        (START + "deadline: Wichtig: vor dem Umzug\n", 3, "Doppelpunkt", "in Anführungszeichen"),
        (START + 'deadline: "vor dem Umzug\n', 4, "nicht geschlossen", "Schließ das Anführungszeichen"),
        (START + "documents: [Mietvertrag, Ausweis\noffice: jobcenter\n", 4, "eckigen Klammern", "schließ die Klammer"),
        (START + "sources:\n- {title: Gesetz, url: /fragen\n", 5, "geschweiften Klammern", "schließ die Klammer"),
        (START + "documents:\n- Mietvertrag\n office: jobcenter\n", 5, "Einrückung", "so weit ein wie"),
        (
            START + "deadline vor dem Umzug\noffice: jobcenter\n",
            4,
            "fehlt der Doppelpunkt",
            "Doppelpunkt und ein Leerzeichen",
        ),
        (START + "office: jobcenter\noffice: landratsamt\n", 4, "steht zweimal", "nur eines"),
        (START + "deadline: @ oder Brief\n", 3, "besondere Bedeutung", "in Anführungszeichen"),
        (START + "deadline: bald\x07\n", 3, "Steuerzeichen", "tipp sie neu"),
    ],
    ids=[
        "tab",
        "colon",
        "unclosed quote",
        "unclosed list",
        "unclosed braces",
        "indentation",
        "missing colon",
        "duplicate key",
        "special character",
        "control character",
    ],
)
def test_problem_of_broken_yaml_names_file_line_and_remedy(
    problem_of, text: str, line: int, what: str, remedy: str
) -> None:
    problem = problem_of(text)
    assert (problem.code, problem.level, problem.file) == ("I001", Level.ERROR, KAUTION)
    assert problem.line in (line, line and line - 1)
    assert what in problem.what
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("text", "code", "line", "what", "remedy"),
    [
        (START + "dokuments: [Ausweis]\n", "I002", 3, "«dokuments» gibt es nicht", "Meintest du «documents»?"),
        (START + "xyz: 1\n", "I002", 3, "«xyz» gibt es nicht", "Es gibt diese Felder: action, answer"),
        (
            START + "sources:\n- {title: Gesetz, ulr: /fragen, url: /fragen}\n",
            "I002",
            4,
            "«sources.0.ulr»",
            "Meintest du «url»?",
        ),
        ("answer: Eine Sicherheit.\n", "I003", 1, "«question» fehlt", "beginnt"),
        (START.replace(" Eine Sicherheit.", ""), "I003", 2, "«answer» ist leer", "Trag einen Wert ein"),
        (START + "deadline: ''\n", "I003", 3, "«deadline» ist leer", "Trag einen Wert ein"),
        (START.replace("Kaution?", "Kaution" * 20), "I004", 1, "«question» ist zu lang", "höchstens 90 Zeichen"),
        (START + "follow_ups: [a, b, c, d, e]\n", "I004", 3, "«follow_ups» stehen zu viele", "höchstens 4"),
        (START + "outcome: answerd\n", "I005", 3, "«outcome» ist nicht bekannt", "answered, suggested"),
        (START + "checked_on: 24.12.2026\n", "I006", 3, "«checked_on» ist kein Datum", "Jahr-Monat-Tag"),
        (START + "checked_on: 2026-13-45\n", "I006", 3, "«checked_on» ist kein Datum", "Jahr-Monat-Tag"),
        (START + "checked_on: 2026\n", "I006", 3, "«checked_on» ist kein Datum", "Jahr-Monat-Tag"),
        (START + "documents: Mietvertrag\n", "I007", 3, "«documents» muss eine Liste sein", "eckige Klammern"),
        (START + "examples:\n- ja\n- Kaution: wer zahlt\n", "I007", 5, "«examples.1»", "Anführungszeichen"),
        (START + "office: Das Jobcenter\n", "I008", 3, "«office» hat nicht die richtige Form", "ohne Leerzeichen"),
        ("- eins\n- zwei\n", "I007", 1, "die Datei", "Vergleich"),
    ],
)
def test_problem_of_a_refused_field_names_line_and_remedy(
    problem_of, text: str, code: str, line: int, what: str, remedy: str
) -> None:
    problem = problem_of(text)
    assert (problem.file, problem.code, problem.line) == (KAUTION, code, line)
    assert what in problem.what
    assert remedy in problem.remedy


def _problems(model: Type[BaseModel], text: str) -> list[Problem]:
    with pytest.raises(ValidationError) as refused:
        model.parse_obj(yaml.safe_load(text))
    return schema_problems("datei.yml", refused.value, model, text)


OFFICE = "id: amt\nname: Amt\nshort: Amt\nabout: Hilfe\nhours:\n  weekly:\n"


def test_problem_of_an_unknown_field_in_the_hours_suggests_the_right_one() -> None:
    problem = next(
        p for p in _problems(Office, OFFICE + '    mo: [{open: "08:00", closes: "12:00"}]\n') if p.code == "I002"
    )
    assert problem.remedy == "Meintest du «opens»?"


def test_problem_of_an_unknown_weekday_names_the_known_ones() -> None:
    (problem,) = _problems(Office, OFFICE + "    montag: []\n")
    assert problem.what == "Der Wert in «hours.weekly» ist nicht bekannt."
    assert problem.remedy == "Möglich sind: mo, di, mi, do, fr, sa, so."


def test_problem_of_a_bare_hour_says_to_write_the_time() -> None:
    (problem,) = _problems(Office, OFFICE + '    mo:\n    - opens: 8\n      closes: "12:00"\n')
    assert (problem.code, problem.line) == ("I006", 8)
    assert problem.what == "«hours.weekly.mo.0.opens» ist keine Uhrzeit."
    assert problem.example == '"08:00"'


def test_problem_of_a_rule_says_what_contradicts() -> None:
    (problem,) = _problems(Office, OFFICE + '    mo: [{opens: "12:00", closes: "08:00"}]\n')
    assert problem.code == "I009"
    assert "closes (08:00) liegt nicht nach opens (12:00)" in problem.what


def test_problem_of_an_amount_in_quotes_says_to_write_it_without() -> None:
    fact = "id: satz\ntitle: Satz\nunit: Euro\nneutral: der Satz\nsource: {title: Gesetz, url: /x}\n"
    fact += 'values:\n- {value: "563"}\n'
    (problem,) = _problems(Fact, fact)
    assert (problem.code, problem.line) == ("I009", 7)
    assert "ohne Anführungszeichen" in problem.what


def test_problem_of_a_link_without_https_says_so() -> None:
    problems = _problems(Service, "id: antrag\nkind: form\ntitle: Antrag\nurl: http://example.org\noffice: amt\n")
    assert [(p.code, p.line) for p in problems] == [("I008", 4)]
    assert "https://" in problems[0].remedy


def test_problems_of_one_file_are_all_named() -> None:
    assert [problem.line for problem in _problems(Entry, "question: Was?\nanser: Das.\noffice: Das Amt\n")] == [1, 3, 2]


def test_problem_text_has_place_cause_remedy_and_example() -> None:
    problem = Problem("I006", Level.ERROR, "data/x.yml", 3, "Kein Datum.", "Schreib Jahr-Monat-Tag.", "2027-01-15")
    assert str(problem) == (
        "Fehler I006 in data/x.yml, Zeile 3\n    Kein Datum.\n"
        "    So geht es: Schreib Jahr-Monat-Tag.\n    Beispiel: 2027-01-15"
    )


def test_problem_text_without_a_line_names_the_file() -> None:
    assert str(Problem("I011", Level.ERROR, "data/x.yml", None, "Fehlt.", "Leg sie an.")).startswith(
        "Fehler I011 in data/x.yml\n"
    )


def test_content_error_tells_all_problems() -> None:
    problems = [
        Problem("I013", Level.ERROR, name, 1, "Leer.", "Füll sie aus.") for name in ("data/a.yml", "data/b.yml")
    ]
    error = ContentError(problems)
    assert "data/a.yml" in str(error)
    assert "data/b.yml" in str(error)
    assert error.problems == problems


TEXT = "- id: eins\n  values:\n  - {value: 1}\n- id: zwei\n  values:\n  - {value: 2}\n"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        ((0,), 1),
        ((1,), 4),
        ((1, "values"), 5),
        ((1, "values", 0, "value"), 6),
        (("zwei", "values"), 5),
        ((1, "neu"), 4),
    ],
)
def test_problems_line_of_finds_the_nearest_line(path: tuple, line: int) -> None:
    assert line_of(TEXT, path) == line


def test_problems_line_of_an_unreadable_text_is_unknown() -> None:
    assert line_of("a: [", ("a",)) is None


def test_problems_file_is_named_as_editors_know_it(tmp_path: Path) -> None:
    root = tmp_path / "data"
    assert relative(root / "faq" / "geld" / "x.yml", root) == "data/faq/geld/x.yml"
