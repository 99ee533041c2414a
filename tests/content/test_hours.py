"""When an office is open: now, on a day, and when next; holidays of Hesse, closing days and special days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Optional

import pytest

from lotse.content import hours as opening
from lotse.content.loader import Content
from lotse.content.schema import Hours

NBSP = "\u00a0"


@pytest.fixture
def hours(content: Content) -> Hours:
    """Monday to Friday in the morning, Thursday in the afternoon; closed between the years."""
    found = content.offices["jobcenter"].hours
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-04-03", "Karfreitag"),
        ("2026-06-04", "Fronleichnam"),
        ("2027-05-27", "Fronleichnam"),
        ("2026-10-03", "Tag der Deutschen Einheit"),
        ("2026-12-25", "Erster Weihnachtstag"),
        ("2027-01-01", "Neujahr"),
    ],
)
def test_hours_know_the_holidays_of_hesse(day: str, name: str) -> None:
    assert opening.holiday(date.fromisoformat(day)) == name


@pytest.mark.parametrize("day", ["2026-11-01", "2026-08-15", "2026-10-31", "2027-01-06", "2026-12-24"])
def test_hours_know_no_holidays_of_other_states(day: str) -> None:
    assert opening.holiday(date.fromisoformat(day)) is None


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-11-24", "8 bis 12 Uhr"),
        ("2026-11-26", "8 bis 12 Uhr und 14 bis 18 Uhr (nur mit Termin)"),
        ("2026-11-28", "geschlossen"),
        ("2026-11-29", "geschlossen"),
        ("2026-06-04", "geschlossen (Fronleichnam)"),
        ("2026-12-23", "8 bis 12 Uhr"),
        ("2026-12-24", "geschlossen (zwischen den Jahren)"),
        ("2026-12-31", "geschlossen (zwischen den Jahren)"),
        ("2026-12-25", "geschlossen (Erster Weihnachtstag)"),
        ("2027-01-04", "8 bis 12 Uhr"),
        ("2026-12-02", "10 bis 12 Uhr"),
        ("2026-12-03", "geschlossen (Betriebsausflug)"),
    ],
    ids=[
        "weekday",
        "two spans",
        "saturday",
        "sunday",
        "holiday",
        "before the closure",
        "first day of the closure",
        "last day of the closure",
        "holiday in the closure",
        "after the closure",
        "special hours",
        "special closing day",
    ],
)
def test_hours_of_a_day(hours: Hours, day: str, text: str) -> None:
    assert opening.on_day(hours, date.fromisoformat(day)).text() == text


def test_hours_of_a_special_day_win_over_a_holiday() -> None:
    special = {"day": "2026-06-04", "reason": "Notdienst", "spans": [{"opens": "09:00", "closes": "10:00"}]}
    hours = Hours.parse_obj({"weekly": {}, "special": [special]})
    assert opening.on_day(hours, date(2026, 6, 4)).text() == "9 bis 10 Uhr"


@pytest.mark.parametrize(
    ("moment", "closes"),
    [
        ("2026-11-24 07:59", None),
        ("2026-11-24 08:00", "12:00"),
        ("2026-11-24 11:59", "12:00"),
        ("2026-11-24 12:00", None),
        ("2026-11-26 13:00", None),
        ("2026-11-26 15:00", "18:00"),
        ("2026-11-28 10:00", None),
        ("2026-06-04 10:00", None),
        ("2026-12-28 10:00", None),
        ("2026-12-02 09:00", None),
        ("2026-12-02 10:30", "12:00"),
    ],
)
def test_hours_say_until_when_it_is_open(hours: Hours, moment: str, closes: Optional[str]) -> None:
    found = opening.open_until(hours, datetime.fromisoformat(moment))
    assert (f"{found:%H:%M}" if found else None) == closes


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-11-24 10:00", "Jetzt geöffnet bis 12 Uhr."),
        ("2026-11-24 07:00", "Jetzt geschlossen. Wieder offen: heute ab 8 Uhr."),
        ("2026-11-26 12:30", "Jetzt geschlossen. Wieder offen: heute ab 14 Uhr."),
        ("2026-11-24 12:00", "Jetzt geschlossen. Wieder offen: morgen ab 8 Uhr."),
        ("2026-11-24 23:59", "Jetzt geschlossen. Wieder offen: morgen ab 8 Uhr."),
        ("2026-11-25 00:00", "Jetzt geschlossen. Wieder offen: heute ab 8 Uhr."),
        ("2026-11-28 10:00", "Jetzt geschlossen. Wieder offen: übermorgen ab 8 Uhr."),
        ("2026-11-27 13:00", f"Jetzt geschlossen. Wieder offen: Montag, 30.{NBSP}November ab 8 Uhr."),
        ("2026-12-01 13:00", "Jetzt geschlossen. Wieder offen: morgen ab 10 Uhr."),
        ("2026-12-02 13:00", "Jetzt geschlossen. Wieder offen: übermorgen ab 8 Uhr."),
        ("2026-06-03 13:00", "Jetzt geschlossen. Wieder offen: übermorgen ab 8 Uhr."),
        ("2026-12-23 13:00", f"Jetzt geschlossen. Wieder offen: Montag, 4.{NBSP}Januar ab 8 Uhr."),
    ],
    ids=[
        "open",
        "before opening",
        "in the break",
        "at closing time",
        "before midnight",
        "after midnight",
        "saturday",
        "over the weekend",
        "special hours",
        "over a closing day",
        "over a holiday",
        "over the closure and the year",
    ],
)
def test_hours_status(hours: Hours, moment: str, text: str) -> None:
    assert opening.status(hours, datetime.fromisoformat(moment)) == text


def test_hours_status_without_any_coming_opening() -> None:
    hours = Hours.parse_obj({"weekly": {}})
    assert opening.status(hours, datetime(2026, 11, 24, 10)) == "Jetzt geschlossen."


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-24", "heute"),
        ("2026-11-25", "morgen"),
        ("2026-11-26", "übermorgen"),
        ("2026-11-27", f"Freitag, 27.{NBSP}November"),
        ("2026-11-23", f"Montag, 23.{NBSP}November"),
    ],
)
def test_hours_name_a_day(day: str, name: str) -> None:
    assert opening.day_name(date.fromisoformat(day), date(2026, 11, 24)) == name


def test_hours_week_joins_days_with_the_same_hours(hours: Hours) -> None:
    assert opening.week(hours) == [
        ("Montag bis Mittwoch", "8 bis 12 Uhr"),
        ("Donnerstag", "8 bis 12 Uhr und 14 bis 18 Uhr (nur mit Termin)"),
        ("Freitag", "8 bis 12 Uhr"),
    ]


def test_hours_week_says_closed_for_days_without_hours(content: Content) -> None:
    hours = content.offices["wohngeldstelle"].hours
    assert hours is not None
    assert opening.week(hours) == [("Montag", "8:30 bis 12 Uhr"), ("Dienstag bis Freitag", "geschlossen")]


def test_hours_week_has_a_weekend_only_when_it_is_open_then() -> None:
    hours = Hours.parse_obj({"weekly": {"sa": [{"opens": "10:00", "closes": "12:00"}]}})
    assert opening.week(hours) == [
        ("Montag bis Freitag", "geschlossen"),
        ("Samstag", "10 bis 12 Uhr"),
        ("Sonntag", "geschlossen"),
    ]


def test_hours_coming_closures_are_on_working_days_only(hours: Hours) -> None:
    found = opening.coming_closures(hours, date(2026, 12, 1))
    assert [(day.isoformat()[5:], reason) for day, reason in found] == [
        ("12-03", "Betriebsausflug"),
        ("12-24", "zwischen den Jahren"),
        ("12-25", "Erster Weihnachtstag"),
        ("12-28", "zwischen den Jahren"),
        ("12-29", "zwischen den Jahren"),
        ("12-30", "zwischen den Jahren"),
    ]


def test_hours_coming_closures_end_with_the_days_asked_for(hours: Hours) -> None:
    assert opening.coming_closures(hours, date(2026, 12, 1), days=2) == []
