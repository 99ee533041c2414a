"""Online services: forms, appointments, videos, and how to hand in papers."""

from __future__ import annotations

from typing import Callable, Optional

import pytest

from actions.services import (
    FORMS,
    ActionBookAppointment,
    ActionCancelAppointment,
    ActionHandInPapers,
    ActionOnlineServices,
    ActionVideos,
    matching,
)
from lotse.content.answer import Answer
from lotse.content.loader import Content
from lotse.content.schema import ServiceKind

RunAction = Callable[..., Answer]


def _links(answer: Answer) -> list[str]:
    return [block["title"] for block in answer.blocks if block["type"] == "link"]


@pytest.mark.parametrize(
    ("text", "benefit", "ids"),
    [
        ("wo ist das Formular", None, ["antrag_online"]),
        ("kann ich das AUSRECHNEN", None, ["wohngeldrechner"]),
        ("", "wohngeld", ["wohngeldrechner"]),
        ("formular", "wohngeld", ["wohngeldrechner"]),
        ("rechner", "gibt_es_nicht", ["wohngeldrechner"]),
        ("", None, ["antrag_online", "wohngeldrechner", "sozialplattform"]),
    ],
    ids=["word", "word in capitals", "benefit", "benefit before word", "unknown benefit", "nothing named"],
)
def test_services_matching(content: Content, text: str, benefit: Optional[str], ids: list[str]) -> None:
    assert [service.id for service in matching(content.services.values(), text, benefit, FORMS)] == ids


def test_services_matching_offers_four_at_most(content: Content) -> None:
    form = content.services["antrag_online"]
    many = [form.copy(update={"id": f"antrag_{number}"}) for number in range(6)]
    assert [service.id for service in matching(many, "antrag", None, FORMS)] == [
        f"antrag_{number}" for number in range(4)
    ]


def test_services_matching_keeps_to_the_kinds(content: Content) -> None:
    found = matching(content.services.values(), "antrag", None, (ServiceKind.VIDEO,))
    assert [service.id for service in found] == ["film_antrag"]


def test_action_online_services_shows_the_service_and_its_office(run_action: RunAction) -> None:
    answer = run_action(ActionOnlineServices(), "formulare", {"benefit": "wohngeld"})
    assert _links(answer) == ["Wohngeld-Rechner"]
    assert answer.blocks[-1]["title"] == "Wohngeldstelle Musterkreis"


def test_action_online_services_remembers_the_benefit(run_action: RunAction) -> None:
    assert _links(run_action(ActionOnlineServices(), "formulare", slots={"benefit": "wohngeld"})) == [
        "Wohngeld-Rechner"
    ]


def test_action_online_services_in_production_shows_confirmed_links_only(
    run_action: RunAction, environment: Callable[..., None]
) -> None:
    environment(LOTSE_ENV="production")
    answer = run_action(ActionOnlineServices(), "formulare", text="antrag")
    assert _links(answer) == []
    assert "Den Antrag bekommst du beim Jobcenter." in answer.text()


def test_action_videos_shows_the_videos_on_what_was_named(run_action: RunAction) -> None:
    assert _links(run_action(ActionVideos(), "erklaervideo", text="film zur miete")) == ["Film zur Miete"]


def test_action_videos_shows_all_when_nothing_was_named(run_action: RunAction) -> None:
    assert _links(run_action(ActionVideos(), "erklaervideo", text="gibt es videos")) == [
        "Film zum Antrag",
        "Film zur Miete",
    ]


def test_action_book_appointment_links_the_jobcenter_calendar(run_action: RunAction) -> None:
    answer = run_action(ActionBookAppointment(), "kaution")
    assert _links(answer) == ["Termin buchen"]
    assert answer.blocks[-1]["title"] == "Jobcenter Musterkreis"


def test_action_book_appointment_of_another_office_shows_how_to_reach_it(run_action: RunAction) -> None:
    answer = run_action(ActionBookAppointment(), "termin", {"office": "landratsamt"})
    assert _links(answer) == []
    assert answer.blocks[-1]["title"] == "Landratsamt Musterkreis"


def test_action_book_appointment_tells_papers_and_next_step(run_action: RunAction) -> None:
    text = run_action(ActionBookAppointment(), "kaution").text()
    assert "Das brauchst du:\n- Mietvertrag" in text
    assert "Nächster Schritt: Stell einen Antrag." in text


@pytest.mark.parametrize("action", [ActionCancelAppointment(), ActionHandInPapers()])
def test_action_services_without_a_service_still_names_the_office(run_action: RunAction, action) -> None:
    answer = run_action(action, "unterlagen_einreichen")
    assert _links(answer) == []
    assert answer.blocks[-1]["title"] == "Jobcenter Musterkreis"
