"""Opening hours."""

from __future__ import annotations

from datetime import date

import pytest

MORNING = {"opens": "08:00", "closes": "12:00"}
AFTERNOON = {"opens": "14:00", "closes": "18:00"}


def codes(site, weekly=None, **hours):
    weekly = {"mo": [MORNING]} if weekly is None else weekly
    site.change("county/offices.yml", "jobcenter", hours={"weekly": weekly, "confirmed_on": date(2026, 11, 1), **hours})
    return [problem.code for problem in site.problems()]


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([MORNING, AFTERNOON], []),
        ([MORNING, {"opens": "12:00", "closes": "13:00"}], []),
        ([MORNING, {"opens": "11:30", "closes": "13:00"}], ["C701"]),
        ([AFTERNOON, MORNING, {"opens": "07:00", "closes": "09:00"}], ["C701"]),
        ([{"opens": "02:00", "closes": "12:00"}], ["C707"]),
        ([{"opens": "08:00", "closes": "22:00"}], ["C707"]),
    ],
)
def test_spans_of_a_day_do_not_overlap_and_lie_in_the_day(site, spans, expected):
    assert codes(site, {"di": spans}) == expected


def test_a_span_that_closes_before_it_opens_is_refused(site):
    assert codes(site, {"di": [{"opens": "12:00", "closes": "08:00"}]}) == ["I009"]


def test_a_week_without_an_opening_is_a_warning(site):
    assert codes(site, {"mo": []}) == ["C705"]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 12, 24), date(2026, 12, 31), []),
        (date(2026, 11, 20), date(2026, 11, 24), []),
        (date(2026, 11, 20), date(2026, 11, 23), ["C704"]),
        (date(2026, 12, 31), date(2026, 12, 24), ["C702"]),
    ],
)
def test_a_closure_is_checked(site, first, last, expected):
    assert codes(site, closures=[{"first": first, "last": last, "reason": "Umbau"}]) == expected


def test_a_special_day_is_checked(site):
    def special(day, spans):
        return {"day": day, "spans": spans, "reason": "Feier"}

    assert codes(site, special=[special(date(2026, 12, 1), [MORNING])]) == []
    assert codes(site, special=[special(date(2026, 11, 1), [MORNING])]) == ["C704"]
    assert codes(site, special=[special(date(2026, 12, 1), [MORNING, MORNING])]) == ["C701"]
    assert codes(site, special=[special(date(2026, 12, 1), []), special(date(2026, 12, 1), [])]) == ["C703"]


def test_an_office_with_an_address_should_have_hours(site):
    address = {"street": "Weg 1", "postcode": "65719", "town": "Hofheim", "confirmed_on": date(2026, 11, 1)}
    site.change("county/offices.yml", "jobcenter", address=address)
    assert site.problems("C706") == []
    site.change("county/offices.yml", "jobcenter", hours=None)
    assert len(site.problems("C706")) == 1
