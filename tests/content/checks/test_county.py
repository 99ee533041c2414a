"""Names that the county's data and the glossary use."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("name", "item", "wrong", "code"),
    [
        ("county/services.yml", "antrag", {"office": "jobcentre"}, "C106"),
        ("county/services.yml", "antrag", {"benefits": ["wohngeld"]}, "C114"),
        ("county/offices.yml", "jobcenter", {"benefits": ["grundsicherungsgeld", "wohngeld"]}, "C114"),
        ("county/benefits.yml", "grundsicherungsgeld", {"office": "jobcentre"}, "C106"),
        ("county/offices.yml", "jobcenter", {"benefits": []}, "C117"),
        ("glossary.yml", "Kaution", {"intent": "kautionen"}, "C113"),
    ],
)
def test_the_countys_data_name_only_what_exists(site, name, item, wrong, code):
    assert site.problems(code) == []
    site.change(name, item, **wrong)
    assert f"data/{name}" in [problem.file for problem in site.problems(code)]


def test_a_benefit_that_two_offices_claim_is_a_warning(site):
    site.add("county/offices.yml", id="amt", name="Amt", short="Amt", about="Anderes", benefits=["grundsicherungsgeld"])
    assert "«amt» nennt sie auch" in site.problems("C117")[0].what


def test_a_word_that_stands_for_two_official_words_is_a_warning(site):
    site.add("glossary.yml", official="Schutz", explanation="Etwas anderes.", said=["Obhut"])
    assert site.problems("C119") == []
    site.change("glossary.yml", "Schutz", said=["sicherheit"])
    assert len(site.problems("C119")) == 1


def test_a_placeholder_outside_the_answers_is_an_error(site):
    site.change("county/services.yml", "antrag", note="Bis {grenze} geht das.")
    assert [problem.file for problem in site.problems("C118")] == ["data/county/services.yml"]


def test_the_line_of_a_declaration_is_found_by_its_name(site):
    path = site.change("county/services.yml", "antrag", office="jobcentre")
    (problem,) = site.problems("C106")
    assert path.read_text(encoding="utf-8").splitlines()[problem.line - 1] == "  office: jobcentre"
