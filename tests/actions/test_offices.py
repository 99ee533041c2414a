"""Where an office is, how to reach it, and which one is responsible."""

from __future__ import annotations

from typing import Callable, Optional

import pytest
from rasa_sdk import Action

from actions.offices import ActionHumanContact, ActionOfficeAddress, ActionOfficeContact, ActionResponsibleOffice
from lotse.content.answer import Answer

RunAction = Callable[..., Answer]


def _cards(answer: Answer) -> list[str]:
    return [block["title"] for block in answer.blocks if block["type"] == "card"]


@pytest.mark.parametrize("action", [ActionOfficeAddress(), ActionOfficeContact(), ActionHumanContact()])
def test_action_offices_shows_the_office_of_the_message(run_action: RunAction, action: Action) -> None:
    answer = run_action(action, "kontakt", {"office": "landratsamt"}, {"office": "jobcenter"})
    assert _cards(answer)[0] == "Landratsamt Musterkreis"


def test_action_address_is_that_of_the_office(run_action: RunAction) -> None:
    assert "Musterweg 1, 65719 Hofheim am Taunus" in run_action(ActionOfficeAddress(), "standort").text()


def test_action_address_that_is_unknown_leads_to_the_switchboard(run_action: RunAction) -> None:
    answer = run_action(ActionOfficeAddress(), "standort", {"office": "wohngeldstelle"})
    assert "Die Anschrift von «Wohngeldstelle» ist hier nicht bestätigt." in answer.text()
    assert _cards(answer) == ["Wohngeldstelle Musterkreis", "Landratsamt Musterkreis"]


def test_action_contact_of_an_office_that_cannot_be_called_leads_to_the_switchboard(run_action: RunAction) -> None:
    answer = run_action(ActionOfficeContact(), "kontakt", {"office": "wohngeldstelle"})
    assert _cards(answer) == ["Wohngeldstelle Musterkreis", "Landratsamt Musterkreis"]


def test_action_contact_of_an_office_that_can_be_called_is_its_own(run_action: RunAction) -> None:
    answer = run_action(ActionOfficeContact(), "kontakt", {"office": "arbeitsagentur"})
    assert _cards(answer) == ["Agentur für Arbeit"]
    assert "Kostenlos: 0800 4 5555 00" in answer.text()


def test_action_contact_begins_with_the_written_answer(run_action: RunAction) -> None:
    assert run_action(ActionOfficeContact(), "oeffnungszeiten").text().startswith("So sind wir da.")


def test_action_human_contact_of_the_jobcenter_offers_an_appointment(run_action: RunAction) -> None:
    assert "Termin buchen: https://www.example.org/termin" in run_action(ActionHumanContact(), "mensch").text()


def test_action_human_contact_of_another_office_offers_no_appointment(run_action: RunAction) -> None:
    assert "Termin buchen" not in run_action(ActionHumanContact(), "mensch", {"office": "landratsamt"}).text()


@pytest.mark.parametrize(
    ("entities", "start", "cards"),
    [
        (
            {"benefit": "wohngeld"},
            "Für Wohngeld fragst du hier: Wohngeldstelle Musterkreis.",
            ["Wohngeldstelle Musterkreis", "Landratsamt Musterkreis"],
        ),
        (
            {"benefit": "wohngeld", "town": "Hofheim am Taunus", "postcode": "65719"},
            "Für Wohngeld in Hofheim am Taunus fragst du hier: Wohngeldstelle Musterkreis.",
            ["Wohngeldstelle Musterkreis", "Landratsamt Musterkreis"],
        ),
        (
            {"town": "Hofheim am Taunus"},
            "Für Grundsicherungsgeld in Hofheim am Taunus fragst du hier: Jobcenter Musterkreis.",
            ["Jobcenter Musterkreis"],
        ),
        ({"office": "landratsamt"}, "Landratsamt Musterkreis: Zentrale des Kreises.", ["Landratsamt Musterkreis"]),
        (
            {"elsewhere": "Frankfurt am Main", "postcode": "60311"},
            "Frankfurt am Main gehört nicht zum Musterkreis.",
            ["Landratsamt Musterkreis"],
        ),
        (
            {"elsewhere": "Frankfurt am Main", "benefit": "wohngeld"},
            "Frankfurt am Main gehört nicht zum Musterkreis.",
            ["Landratsamt Musterkreis"],
        ),
        ({"postcode": "10115"}, "Die Postleitzahl 10115 gehört nicht zum Musterkreis.", ["Landratsamt Musterkreis"]),
        (
            {"elsewhere": "Frankfurt am Main", "town": "Hofheim am Taunus"},
            "Für Grundsicherungsgeld in Hofheim am Taunus fragst du hier",
            ["Jobcenter Musterkreis"],
        ),
        ({}, "Jobcenter Musterkreis", ["Jobcenter Musterkreis"]),
    ],
    ids=[
        "benefit",
        "benefit and place",
        "place",
        "office",
        "another county",
        "another county with benefit",
        "unknown postcode",
        "from one place to another",
        "nothing named",
    ],
)
def test_action_responsible_office(
    run_action: RunAction, entities: dict[str, str], start: str, cards: list[str]
) -> None:
    answer = run_action(ActionResponsibleOffice(), "zustaendigkeit", entities)
    assert answer.text().startswith(start)
    assert _cards(answer) == cards


@pytest.mark.parametrize(
    ("entities", "card"),
    [
        ({}, "Wohngeldstelle Musterkreis"),
        ({"town": "Hofheim am Taunus"}, "Wohngeldstelle Musterkreis"),
        ({"office": "jobcenter"}, "Jobcenter Musterkreis"),
    ],
    ids=["nothing new", "a place", "another office"],
)
def test_action_responsible_office_remembers_the_benefit(
    run_action: RunAction, entities: dict[str, str], card: Optional[str]
) -> None:
    answer = run_action(ActionResponsibleOffice(), "zustaendigkeit", entities, {"benefit": "wohngeld"})
    assert _cards(answer)[0] == card


def test_action_responsible_office_tells_what_to_know_about_the_benefit(run_action: RunAction) -> None:
    answer = run_action(ActionResponsibleOffice(), "zustaendigkeit", {"benefit": "arbeitslosengeld"})
    assert "Melde dich früh." in answer.text()


def test_action_responsible_office_elsewhere_names_the_way_to_find_it(run_action: RunAction) -> None:
    answer = run_action(ActionResponsibleOffice(), "zustaendigkeit", {"postcode": "10115"})
    assert "Sozialplattform: https://www.sozialplattform.de" in answer.text()


def test_action_responsible_office_answers_a_tapped_situation(run_action: RunAction) -> None:
    answer = run_action(ActionResponsibleOffice(), "kaution", metadata={"situation": "unter_25"})
    assert "Zieh erst um" in answer.text()
