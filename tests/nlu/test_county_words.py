"""What a message names: an office, a benefit, a place, a postcode, a day."""

from __future__ import annotations

from datetime import date
from typing import Optional

import pytest

from lotse.content.loader import Content
from lotse.nlu.county_words import CountyWords, Named, find_day
from lotse.nlu.normaliser import spelled

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def county(content: Content) -> CountyWords:
    """The words of the small county."""
    return CountyWords(content)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Wie geht das?", Named()),
        ("Hat das Jobcenter auf?", Named(office="jobcenter")),
        ("das KJC", Named(office="jobcenter")),
        ("Jobcenterstraße", Named()),
        ("zur Agentur für Arbeit", Named(office="arbeitsagentur")),
        ("amt fuer arbeit", Named(office="jobcenter")),
        ("Hartz 4 beantragen", Named(benefit="grundsicherungsgeld")),
        ("Bürgergeld oder Wohngeld", Named(benefit="grundsicherungsgeld")),
        ("wohngeld", Named(benefit="wohngeld")),
        ("ich wohne in Hofheim", Named(town="Hofheim am Taunus")),
        ("MARXHEIM", Named(town="Hofheim am Taunus")),
        ("ich wohne in 65812", Named(town="Bad Soden am Taunus", postcode="65812")),
        ("ich wohne in Höchst", Named(elsewhere="Frankfurt am Main")),
        ("60311 Frankfurt", Named(elsewhere="Frankfurt am Main", postcode="60311")),
        ("53111 Bonn", Named(postcode="53111")),
        ("10115", Named(postcode="10115")),
        ("von Frankfurt nach Bad Soden", Named(town="Bad Soden am Taunus", elsewhere="Frankfurt am Main")),
        ("Wohngeld in Hofheim am 24.12.", Named(benefit="wohngeld", town="Hofheim am Taunus", day=date(2026, 12, 24))),
        ("10000 Euro Erspartes", Named()),
        ("10000€", Named()),
        ("Kundennummer 123456", Named()),
    ],
)
def test_county_words_find(county: CountyWords, text: str, named: Named) -> None:
    assert county.find(text, FRIDAY) == named


def test_county_words_without_places_find_none(content: Content) -> None:
    bare = Content(root=content.root, offices=content.offices)
    assert CountyWords(bare).find("jobcenter in 65719 hofheim", FRIDAY) == Named(office="jobcenter", postcode="65719")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Wann habt ihr offen?", None),
        ("Habt ihr heute auf?", "2026-11-27"),
        ("seid ihr jetzt da", "2026-11-27"),
        ("morgen", "2026-11-28"),
        ("Übermorgen", "2026-11-29"),
        ("heute morgen", "2026-11-27"),
        ("Guten Morgen, wann habt ihr offen?", None),
        ("Guten Morgen, habt ihr morgen auf?", "2026-11-28"),
        ("morgens", None),
        ("am Montag", "2026-11-30"),
        ("montags", "2026-11-30"),
        ("Freitag", "2026-11-27"),
        ("nächsten Freitag", "2026-12-04"),
        ("nächsten Montag", "2026-11-30"),
        ("nächste Woche Mittwoch", "2026-12-02"),
        ("Sonnabend", "2026-11-28"),
        ("24.12.", "2026-12-24"),
        ("24.12", "2026-12-24"),
        ("am 24. 12. bis 12 Uhr", "2026-12-24"),
        ("24.12. 10 Uhr", "2026-12-24"),
        ("24.12.26", "2026-12-24"),
        ("24.12.2027", "2027-12-24"),
        ("1.1.", "2027-01-01"),
        ("27.11.", "2026-11-27"),
        ("26.11.", "2027-11-26"),
        ("3. Oktober", "2027-10-03"),
        ("3.Oktober", "2027-10-03"),
        ("3 oktober 2028", "2028-10-03"),
        ("5. März", "2027-03-05"),
        ("1. Mai", "2027-05-01"),
        ("27. November", "2026-11-27"),
        ("2. Dez.", "2026-12-02"),
        ("Silvester", "2026-12-31"),
        ("an Heiligabend", "2026-12-24"),
        ("Neujahr", "2027-01-01"),
        ("Fronleichnam", "2027-05-27"),
        ("am Tag der Deutschen Einheit", "2027-10-03"),
        ("Pfingstmontag", "2027-05-17"),
        ("31. Juni", None),
        ("45.12.", None),
        ("30.02.2027", None),
        ("um 14.30 Uhr", None),
        ("um 8.12 uhr am Montag", "2026-11-30"),
        ("12.50 Euro", None),
        ("12.5 €", None),
        ("1.500 Euro", None),
        ("2.12 %", None),
    ],
)
def test_county_words_find_a_day(text: str, day: Optional[str]) -> None:
    found = find_day(spelled(text), FRIDAY)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize("text", ["3. Oktober", "3.10.", "Tag der Deutschen Einheit"])
def test_county_words_day_that_is_today_is_today(text: str) -> None:
    assert find_day(spelled(text), date(2026, 10, 3)) == date(2026, 10, 3)


def test_county_words_find_the_leap_day_of_the_next_year() -> None:
    assert find_day("29.2.", FRIDAY.replace(year=2027)) == date(2028, 2, 29)
