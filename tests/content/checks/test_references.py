"""Names that entries use."""

from __future__ import annotations

from datetime import date

import pytest

VARIANT = {"situation": "studium", "answer": "Ja."}


@pytest.mark.parametrize(
    ("code", "wrong", "right"),
    [
        ("C105", {"services": ["antrak"]}, {"services": ["antrag"]}),
        ("C106", {"office": "jobcentre"}, {"office": "jobcenter"}),
        ("C107", {"follow_ups": ["umzuge"]}, {"follow_ups": ["umzug"]}),
        ("C108", {"follow_ups": ["kaution"]}, {"follow_ups": ["umzug"]}),
        ("C109", {"follow_ups": ["umzug", "umzug"]}, {"follow_ups": ["umzug", "dank"]}),
        ("C110", {"answer": "Es sind {grenzen}."}, {"answer": "Es sind {grenze}."}),
        ("C111", {"variants": [{**VARIANT, "situation": "u25"}]}, {"variants": [VARIANT]}),
        ("C114", {"benefit": "grundsicherunk"}, {"benefit": "grundsicherungsgeld"}),
        (
            "C120",
            {"benefit": "grundsicherungsgeld", "aspect": "dauerr"},
            {"benefit": "grundsicherungsgeld", "aspect": "dauer"},
        ),
        ("C122", {"aspect": "dauer"}, {"benefit": "grundsicherungsgeld", "aspect": "dauer"}),
        ("C116", {"action": "action_office_hour"}, {"action": "action_office_hours"}),
        ("C118", {"question": "Sind es {grenze}?"}, {"question": "Sind es so viele?"}),
    ],
)
def test_an_entry_names_only_what_exists(site, code, wrong, right):
    site.faq("kaution", **wrong)
    assert [problem.file for problem in site.problems(code)] == ["data/faq/wohnen/kaution.yml"]
    site.faq("kaution", **right)
    assert site.problems(code) == []


def test_two_answers_to_the_same_follow_up_are_an_error(site):
    site.faq("kaution", benefit="grundsicherungsgeld", aspect="dauer")
    site.faq("umzug", benefit="grundsicherungsgeld", aspect="dauer")
    (problem,) = site.problems("C121")
    assert (problem.file, "kaution" in problem.what) == ("data/faq/wohnen/umzug.yml", True)


@pytest.mark.parametrize("field", ["sources", "checked_on", "review_by", "next_step", "office"])
def test_an_answer_without_a_mandatory_field_is_an_error(site, field):
    site.faq("kaution", **{field: None})
    assert [problem.what.split("»")[0] for problem in site.problems("C115")] == [f"Jede Antwort braucht «{field}"]


def test_a_reply_of_the_small_talk_needs_no_source(site):
    assert site.problems("C115") == []


def test_an_intent_without_a_file_is_missing(site):
    (site.root / "faq/wohnen/umzug.yml").unlink()
    assert [problem.file for problem in site.problems("C101")] == ["data/faq/wohnen/umzug.yml"]


def test_a_broken_file_is_reported_once_and_not_as_missing(site):
    site.write("faq/wohnen/umzug.yml", "question: Was: das\n")
    site.faq("kaution", answer="Es sind {grenze}.", follow_ups=["umzug"])
    assert [problem.code for problem in site.problems()] == ["I001"]


def test_names_are_not_unknown_when_their_file_is_broken(site):
    site.write("county/facts.yml", "- id: grenze\n  title: [\n")
    assert {problem.code for problem in site.problems()} == {"I001"}


def test_an_intent_that_the_catalogue_does_not_have_is_unknown(site):
    (site.root / "faq/wohnen/umzug.yml").rename(site.root / "faq/wohnen/umzuk.yml")
    (problem,) = site.problems("C102")
    assert "Meintest du «umzug»?" in problem.remedy


def test_an_intent_in_the_folder_of_another_topic_is_an_error(site):
    (site.root / "faq/geld").mkdir()
    (site.root / "faq/wohnen/umzug.yml").rename(site.root / "faq/geld/umzug.yml")
    assert "data/faq/wohnen" in site.problems("C103")[0].remedy
    assert [problem.file for problem in site.problems("C104")] == ["data/faq/geld/umzug.yml"]


def test_the_same_intent_in_two_files_is_an_error(site):
    site.faq("umzug", topic="geld")
    assert [problem.code for problem in site.problems() if "gibt es schon" in problem.what] == ["I010"]


def test_two_answers_for_one_situation_are_an_error(site):
    twice = [{"situation": "unter_25", "answer": "Ja."}, {"situation": "unter_25", "answer": "Nein."}]
    site.faq("umzug", variants=twice)
    assert len(site.problems("C112")) == 1
    site.faq("umzug", variants=[twice[0], {"situation": "studium", "answer": "Nein."}])
    assert site.problems("C112") == []


def test_the_line_is_that_of_the_name(site):
    path = site.faq("umzug", follow_ups=["kaution", "kautionen"])
    (problem,) = site.problems("C107")
    assert path.read_text(encoding="utf-8").splitlines()[problem.line - 1] == "- kautionen"


def test_the_line_in_a_long_answer_is_that_of_the_word(site):
    path = site.faq("umzug", answer="Frag zuerst.\n\nDann gilt: {grenzen}.\n", checked_on=date(2026, 11, 1))
    (problem,) = site.problems("C110")
    assert "{grenzen}" in path.read_text(encoding="utf-8").splitlines()[problem.line - 1]
