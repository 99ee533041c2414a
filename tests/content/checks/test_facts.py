"""Facts and dates on a given day."""

from __future__ import annotations

from datetime import date

import pytest


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2025, 12, 31), ["C403"]),
        (date(2026, 1, 1), []),
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), ["C404"]),
        (date(2026, 12, 31), ["C404"]),
        (date(2027, 1, 1), ["C401"]),
    ],
)
def test_a_fact_is_judged_by_the_day(site, day, codes):
    found = [problem.code for problem in site.problems(on=day) if problem.code in ("C401", "C403", "C404")]
    assert found == codes


def test_a_fact_with_a_value_for_the_next_day_does_not_expire(site):
    values = [
        {"value": 100, "valid_from": date(2026, 1, 1), "valid_until": date(2026, 12, 31)},
        {"value": 110, "valid_from": date(2027, 1, 1)},
    ]
    site.change("county/facts.yml", "grenze", values=values)
    for day in (date(2026, 12, 20), date(2027, 1, 2)):
        assert not {"C401", "C404"} & {problem.code for problem in site.problems(on=day)}


def test_an_expired_fact_names_the_answers_and_what_they_show_instead(site):
    (problem,) = site.problems("C401", on=date(2027, 1, 2))
    assert "31.\u00a0Dezember 2026" in problem.what
    assert "den aktuellen Betrag" in problem.what
    assert "kaution" in problem.what


def test_a_fact_that_no_answer_names_is_a_hint_and_cannot_expire(site):
    site.faq("kaution")
    codes = {problem.code for problem in site.problems(on=date(2027, 1, 2))}
    assert "C406" in codes
    assert "C401" not in codes


def test_a_fact_counts_as_used_in_any_part_of_an_answer(site):
    site.faq("kaution", variants=[{"situation": "unter_25", "answer": "Ja.", "deadline": "Bis {grenze}."}])
    assert site.problems("C406") == []


def test_an_unconfirmed_fact_is_a_warning(site):
    site.change("county/facts.yml", "grenze", confirmed_on=None)
    assert "«Grenze»" in site.problems("C405")[0].what


@pytest.mark.parametrize("neutral", ["…", "{grenze}", "-"])
def test_a_neutral_wording_that_cannot_stand_in_a_sentence_is_an_error(site, neutral):
    site.change("county/facts.yml", "grenze", neutral=neutral)
    assert len(site.problems("C407")) == 1


def test_a_neutral_wording_with_an_amount_is_an_error(site):
    site.change("county/facts.yml", "grenze", neutral="etwa 100 Euro")
    assert len(site.problems("C313")) == 1


@pytest.mark.parametrize(
    ("field", "detail"),
    [
        ("phones", [{"label": "Zentrale", "number": "06192 2010"}]),
        ("emails", [{"label": "E-Mail", "address": "amt@example.org"}]),
        ("web", [{"label": "Seite", "url": "https://www.mtk.org"}]),
        ("address", {"street": "Weg 1", "postcode": "65719", "town": "Hofheim"}),
        ("hours", {"weekly": {"mo": [{"opens": "08:00", "closes": "12:00"}]}}),
        ("phone_hours", {"weekly": {"mo": [{"opens": "08:00", "closes": "12:00"}]}}),
    ],
)
def test_an_unconfirmed_detail_of_an_office_is_a_warning(site, field, detail):
    site.change("county/offices.yml", "jobcenter", **{field: detail})
    assert len(site.problems("C405")) == 1


def test_an_unconfirmed_service_is_a_warning(site):
    site.change("county/services.yml", "antrag", confirmed_on=None)
    assert len(site.problems("C405")) == 1


@pytest.mark.parametrize(
    ("review_by", "codes"),
    [
        (date(2026, 11, 23), ["C408"]),
        (date(2026, 11, 24), ["C409"]),
        (date(2026, 12, 24), ["C409"]),
        (date(2026, 12, 25), []),
        (date(2026, 11, 22), ["C410"]),
    ],
)
def test_an_answer_is_due_for_review(site, review_by, codes):
    site.faq("umzug", review_by=review_by)
    assert [problem.code for problem in site.problems()] == codes


def test_an_answer_cannot_have_been_checked_tomorrow(site):
    site.faq("umzug", checked_on=date(2026, 11, 25))
    assert len(site.problems("C410")) == 1


def test_a_detail_cannot_have_been_confirmed_tomorrow(site):
    site.change("county/facts.yml", "grenze", confirmed_on=date(2026, 11, 25))
    site.change("county/services.yml", "antrag", confirmed_on=date(2026, 11, 25))
    assert len(site.problems("C410")) == 2
