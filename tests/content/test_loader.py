"""Reading the content: complete, in order, and never stopped by one broken file."""

from __future__ import annotations

from pathlib import Path
from typing import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse.content.loader import DIALOG, Content, content_files, load
from lotse.content.schema import Span, Weekday


def _codes(content: Content) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in content.problems]


def test_loader_reads_everything_without_a_problem(content: Content) -> None:
    assert content.problems == ()
    assert set(content.faqs) == {"kaution", "bg_hoehe", "oeffnungszeiten", "begruessung", "notfall_krise"}
    assert set(content.offices) == {"jobcenter", "landratsamt", "wohngeldstelle", "arbeitsagentur"}
    assert content.places is not None
    assert [word.official for word in content.words] == ["Grundsicherungsgeld", "Kaution"]


def test_loader_orders_faqs_by_their_topics(content_folder: Path) -> None:
    topics = content_folder / "faq" / "topics.yml"
    lines = topics.read_text(encoding="utf-8").splitlines()
    topics.write_text("\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    assert [faq.topic for faq in load(content_folder).faqs.values()] == [
        "termin_kontakt",
        "geld",
        "wohnen",
        DIALOG,
        DIALOG,
    ]


def test_loader_lists_only_questions_that_people_browse(content: Content) -> None:
    assert [faq.intent for faq in content.listed("wohnen")] == ["kaution"]
    assert content.listed(DIALOG) == []


def test_loader_takes_the_rules_of_rasa_for_no_reply(content_folder: Path) -> None:
    assert content_folder / DIALOG / "rules.yml" not in content_files(content_folder)
    assert "rules" not in load(content_folder).faqs


def test_loader_reads_the_others_when_one_is_broken(content_folder: Path) -> None:
    (content_folder / "faq" / "wohnen" / "kaution.yml").write_text("question: [", encoding="utf-8")
    content = load(content_folder)
    assert "kaution" not in content.faqs
    assert "bg_hoehe" in content.faqs
    assert _codes(content) == [("I001", "data/faq/wohnen/kaution.yml")]


def test_loader_keeps_the_good_declarations_of_a_list(content_folder: Path) -> None:
    services = content_folder / "county" / "services.yml"
    services.write_text(
        services.read_text(encoding="utf-8").replace("kind: calculator", "kind: Rechner"), encoding="utf-8"
    )
    content = load(content_folder)
    assert "wohngeldrechner" not in content.services
    assert "antrag_online" in content.services
    assert _codes(content) == [("I005", "data/county/services.yml")]


def test_loader_names_an_id_that_stands_twice(content_folder: Path) -> None:
    benefits = content_folder / "county" / "benefits.yml"
    benefits.write_text(
        benefits.read_text(encoding="utf-8").replace("id: wohngeld,", "id: grundsicherungsgeld,"), encoding="utf-8"
    )
    (problem,) = load(content_folder).problems
    assert (problem.code, problem.line) == ("I010", 2)
    assert "«grundsicherungsgeld» steht zweimal" in problem.what


def test_loader_names_both_files_of_a_question_that_exists_twice(content_folder: Path) -> None:
    copy = content_folder / "faq" / "geld" / "kaution.yml"
    copy.write_bytes((content_folder / "faq" / "wohnen" / "kaution.yml").read_bytes())
    (problem,) = load(content_folder).problems
    assert (problem.code, problem.file) == ("I010", "data/faq/geld/kaution.yml")
    assert "data/faq/wohnen/kaution.yml" in problem.what


@pytest.mark.parametrize(
    "name", ["faq/topics.yml", "county/facts.yml", "county/offices.yml", "county/places.yml", "glossary.yml"]
)
def test_loader_names_a_missing_file(content_folder: Path, name: str) -> None:
    (content_folder / name).unlink()
    assert _codes(load(content_folder)) == [("I011", f"data/{name}")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("question: Müll\n".encode("latin-1"), "I012"),
        ("question: Was?\nanswer: Das.\n".encode("utf-16"), "I012"),
        (b"", "I013"),
        (b"# nur ein Kommentar\n", "I013"),
        (b"nur ein Satz\n", "I007"),
        (b"{a: b}: c\n", "I001"),
        (b"question: &x [*x]\n", "I007"),
        (b"?\n", "I002"),
        (b"2027: a\n", "I002"),
        (b"2027-01-02: a\n", "I002"),
    ],
    ids=[
        "latin-1",
        "utf-16",
        "empty",
        "comment only",
        "no fields",
        "field as name",
        "endless",
        "no name",
        "number",
        "day",
    ],
)
def test_loader_says_what_is_wrong_with_a_strange_file(content_folder: Path, data: bytes, code: str) -> None:
    (content_folder / "faq" / "wohnen" / "kaution.yml").write_bytes(data)
    assert (code, "data/faq/wohnen/kaution.yml") in _codes(load(content_folder))


def test_loader_says_that_a_folder_is_no_file(content_folder: Path) -> None:
    (content_folder / "faq" / "wohnen" / "ordner.yml").mkdir()
    assert _codes(load(content_folder)) == [("I014", "data/faq/wohnen/ordner.yml")]


def test_loader_says_that_a_list_is_expected(content_folder: Path) -> None:
    (content_folder / "faq" / "topics.yml").write_text("id: wohnen\n", encoding="utf-8")
    (problem,) = load(content_folder).problems
    assert (problem.code, problem.what) == ("I007", "Die Datei muss eine Liste sein.")


@pytest.mark.parametrize(
    "change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")], ids=["BOM", "CRLF"]
)
def test_loader_reads_files_saved_by_windows(
    content_folder: Path, content: Content, change: Callable[[str], str]
) -> None:
    path = content_folder / "faq" / "wohnen" / "kaution.yml"
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode("utf-8"))
    assert load(content_folder).faqs["kaution"].entry == content.faqs["kaution"].entry


@pytest.mark.parametrize("written", ["no", "yes", "on", "off", "12:30", "010", "0x1F", "1_000", "112"])
def test_loader_reads_an_example_as_it_is_written(content_folder: Path, written: str) -> None:
    path = content_folder / "faq" / "wohnen" / "kaution.yml"
    path.write_text(f"question: Was?\nanswer: Das.\nexamples:\n- {written}\n", encoding="utf-8")
    assert load(content_folder).faqs["kaution"].entry.examples == [written]


@pytest.mark.parametrize("written", ["14:00", "09:30", "'14:00'"])
def test_loader_reads_a_time_with_and_without_quotes(content_folder: Path, written: str) -> None:
    path = content_folder / "county" / "offices.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('opens: "08:30", closes: "12:00"', f"opens: {written}, closes: 18:00"),
        encoding="utf-8",
    )
    hours = load(content_folder).offices["wohngeldstelle"].hours
    assert hours is not None
    assert hours.weekly[Weekday.MO] == [Span(opens=written.strip("'"), closes="18:00")]


def test_loader_with_a_cache_gives_what_a_broken_file_last_held(content_folder: Path) -> None:
    cache: dict = {}
    before = load(content_folder, cache)
    (content_folder / "county" / "offices.yml").write_text("- id: [", encoding="utf-8")
    after = load(content_folder, cache)
    assert after.offices == before.offices
    assert _codes(after) == [("I001", "data/county/offices.yml")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("ab:-[]{}\"'|>&*!%@`#?,\n\t 0129.äé€"), max_size=40))
def test_loader_never_fails_whatever_an_editor_types(content_folder: Path, text: str) -> None:
    (content_folder / "faq" / "wohnen" / "kaution.yml").write_text(text, encoding="utf-8")
    content = load(content_folder)
    assert "kaution" in content.faqs or content.problems
