"""Addresses in texts, sources and the county's data."""

from __future__ import annotations

import pytest


def codes(site, url):
    site.faq("umzug", answer=f"Sieh [hier]({url}).")
    return [problem.code for problem in site.problems()]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/fragen/kaution", []),
        ("/fragen", []),
        ("/fragen/kautionen", ["C501"]),
        ("/fragen/dank-nicht", ["C501"]),
        ("https://www.mtk.org/seite", []),
        ("https://mtk.org", []),
        ("https://www.example.org", ["C502"]),
        ("https://nichtmtk.org", ["C502"]),
        ("http://www.mtk.org", ["C503"]),
        ("/widget", ["C504"]),
        ("ftp://www.mtk.org", ["C504"]),
        ("javascript:alert", ["C504"]),
        ("tel:116123", []),
        ("mailto:amt@example.org", []),
        ("https://www.mtk.org/falsch/seite", ["C505"]),
    ],
)
def test_a_link_leads_to_where_it_may(site, url, expected):
    assert codes(site, url) == expected


def test_a_question_that_is_not_listed_has_no_page(site):
    site.dialog(listed=False)
    assert codes(site, "/fragen/dank") == ["C501"]


def test_sources_and_services_are_checked_too(site):
    site.faq("umzug", sources=[{"title": "Blog", "url": "https://blog.example.org"}])
    site.change("county/services.yml", "antrag", url="https://formular.example.org")
    assert len(site.problems("C502")) == 2


def test_the_source_of_an_unconfirmed_fact_may_wait(site):
    source = {"title": "Zeitung", "url": "https://zeitung.example.org"}
    site.change("county/facts.yml", "grenze", source=source)
    assert len(site.problems("C502")) == 1
    site.change("county/facts.yml", "grenze", confirmed_on=None)
    assert site.problems("C502") == []
    assert len(site.problems("C506")) == 1


def test_a_missing_list_of_hosts_is_reported(site):
    (site.root / "links.yml").unlink()
    assert [(problem.code, problem.file) for problem in site.problems()] == [("I011", "data/links.yml")]
