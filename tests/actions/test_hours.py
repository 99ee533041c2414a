"""When an office is open: now, today, on a named day, and when next."""

from __future__ import annotations

from typing import Callable, Optional

import pytest

from actions.hours import ActionOfficeHours
from lotse.content.answer import Answer


@pytest.fixture
def ask(run_action: Callable[..., Answer], stopped_clock: Callable[[str], None]) -> Callable[..., list[str]]:
    """The lines of the answer, asked at a moment, for a day and an office."""

    def lines(moment: str, day: Optional[str] = None, office: str = "jobcenter") -> list[str]:
        stopped_clock(moment)
        entities = {"office": office, **({"day": day} if day else {})}
        return run_action(ActionOfficeHours(), "oeffnungszeiten", entities).text().replace("\u00a0", " ").split("\n")

    return lines


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2026-11-24 10:00", "Jobcenter – Jetzt geöffnet bis 12 Uhr."),
        ("2026-11-24 13:00", "Jobcenter – Jetzt geschlossen. Wieder offen: morgen ab 8 Uhr."),
        ("2026-11-27 23:30", "Jobcenter – Jetzt geschlossen. Wieder offen: Montag, 30. November ab 8 Uhr."),
        ("2026-06-04 10:00", "Jobcenter – Jetzt geschlossen. Wieder offen: morgen ab 8 Uhr."),
    ],
    ids=["open", "closed", "friday night", "Fronleichnam"],
)
def test_action_hours_says_whether_it_is_open_now(ask: Callable[..., list[str]], moment: str, sentence: str) -> None:
    assert ask(moment)[0] == sentence


@pytest.mark.parametrize(
    ("moment", "day", "sentence"),
    [
        (
            "2026-11-24 10:00",
            "2026-11-24",
            "Heute (Dienstag, 24. November): Jobcenter geöffnet von 8 bis 12 Uhr. Jetzt geöffnet bis 12 Uhr.",
        ),
        ("2026-11-24 10:00", "2026-11-25", "Morgen (Mittwoch, 25. November): Jobcenter geöffnet von 8 bis 12 Uhr."),
        (
            "2026-11-24 10:00",
            "2026-11-26",
            "Übermorgen (Donnerstag, 26. November): "
            "Jobcenter geöffnet von 8 bis 12 Uhr und 14 bis 18 Uhr (nur mit Termin).",
        ),
        ("2026-11-24 10:00", "2026-12-02", "Mittwoch, 2. Dezember: Jobcenter geöffnet von 10 bis 12 Uhr."),
        (
            "2026-11-24 10:00",
            "2026-11-28",
            "Samstag, 28. November: Jobcenter geschlossen. Wieder offen: Montag, 30. November ab 8 Uhr.",
        ),
        (
            "2026-06-03 10:00",
            "2026-06-04",
            "Morgen (Donnerstag, 4. Juni): Jobcenter geschlossen (Fronleichnam). Wieder offen: übermorgen ab 8 Uhr.",
        ),
        (
            "2026-11-24 10:00",
            "2026-12-03",
            "Donnerstag, 3. Dezember: Jobcenter geschlossen (Betriebsausflug). "
            "Wieder offen: Freitag, 4. Dezember ab 8 Uhr.",
        ),
        (
            "2026-11-24 10:00",
            "2026-12-24",
            "Donnerstag, 24. Dezember: Jobcenter geschlossen (zwischen den Jahren). "
            "Wieder offen: Montag, 4. Januar ab 8 Uhr.",
        ),
    ],
    ids=[
        "today",
        "tomorrow",
        "two spans",
        "special hours",
        "saturday",
        "Fronleichnam",
        "special closing day",
        "closure",
    ],
)
def test_action_hours_of_a_named_day(ask: Callable[..., list[str]], moment: str, day: str, sentence: str) -> None:
    assert ask(moment, day)[0] == sentence


def test_action_hours_marks_hours_that_are_examples(ask: Callable[..., list[str]]) -> None:
    assert "Beispielangabe: Diese Zeiten hat der Kreis noch nicht bestätigt." in ask("2026-11-24 10:00")


def test_action_hours_in_production_are_not_guessed(
    ask: Callable[..., list[str]], environment: Callable[..., None]
) -> None:
    environment(LOTSE_ENV="production")
    lines = ask("2026-11-24 10:00")
    assert lines[0] == "Zu den Zeiten von «Jobcenter» habe ich keine bestätigten Angaben. Frag bitte dort nach."
    assert "Zentrale: 06192 2010" in lines
    assert not [line for line in lines if "Uhr" in line]


def test_action_hours_that_are_confirmed_are_shown_in_production(
    ask: Callable[..., list[str]], environment: Callable[..., None]
) -> None:
    environment(LOTSE_ENV="production")
    assert ask("2026-11-30 09:00", office="wohngeldstelle")[0] == "Wohngeldstelle – Jetzt geöffnet bis 12 Uhr."


def test_action_hours_of_an_office_that_can_only_be_called(ask: Callable[..., list[str]]) -> None:
    assert (
        ask("2026-11-24 10:00", office="arbeitsagentur")[0]
        == "Agentur für Arbeit am Telefon – Jetzt geöffnet bis 18 Uhr."
    )


def test_action_hours_of_an_office_without_any(ask: Callable[..., list[str]]) -> None:
    assert ask("2026-11-24 10:00", office="landratsamt")[0].startswith("Zu den Zeiten von «Landratsamt» habe ich keine")


def test_action_hours_are_for_the_office_of_the_benefit(run_action: Callable[..., Answer]) -> None:
    answer = run_action(ActionOfficeHours(), "oeffnungszeiten", {"benefit": "wohngeld"})
    assert answer.text().startswith("Wohngeldstelle – ")


def test_action_hours_show_the_card_of_the_office(run_action: Callable[..., Answer]) -> None:
    answer = run_action(ActionOfficeHours(), "oeffnungszeiten")
    assert (answer.blocks[-1]["type"], answer.blocks[-1]["title"]) == ("card", "Jobcenter Musterkreis")
    assert answer.intent == "oeffnungszeiten"
