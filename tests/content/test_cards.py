"""Cards and links: examples marked in the demo, left out in production."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from lotse.content.cards import office_card, service_blocks
from lotse.content.loader import Content
from lotse.content.schema import Office

TUESDAY = datetime(2026, 11, 24, 10)


def _office(**details: Any) -> Office:
    return Office.parse_obj({"id": "amt", "name": "Amt", "short": "Amt", "about": "Hilfe", **details})


def test_card_in_the_demo_marks_what_is_not_confirmed(content: Content) -> None:
    card = office_card(content.offices["jobcenter"], TUESDAY, production=False)
    assert card["emails"] == [
        {
            "label": "E-Mail",
            "address": "jobcenter@example.org",
            "href": "mailto:jobcenter@example.org",
            "mark": "Beispielangabe",
        }
    ]
    assert card["hours"]["mark"] == "Beispielangabe"


def test_card_in_the_demo_does_not_mark_what_is_confirmed(content: Content) -> None:
    card = office_card(content.offices["jobcenter"], TUESDAY, production=False)
    assert "mark" not in card["phones"][0]
    assert "mark" not in card["address"]


def test_card_in_production_leaves_out_what_is_not_confirmed(content: Content) -> None:
    card = office_card(content.offices["jobcenter"], TUESDAY, production=True)
    assert card["emails"] == []
    assert "hours" not in card
    assert "Beispielangabe" not in str(card)


def test_card_in_production_shows_what_is_confirmed(content: Content) -> None:
    card = office_card(content.offices["wohngeldstelle"], TUESDAY, production=True)
    assert card["hours"]["week"][0] == {"day": "Montag", "hours": "8:30 bis 12 Uhr"}


def test_card_in_production_leaves_out_an_address_that_is_not_confirmed() -> None:
    office = _office(address={"street": "Weg 1", "postcode": "65719", "town": "Hofheim"})
    assert "address" not in office_card(office, TUESDAY, production=True)
    assert office_card(office, TUESDAY, production=False)["address"]["mark"] == "Beispielangabe"


@pytest.mark.parametrize(
    ("number", "href"),
    [
        ("06192 2010", "tel:+4961922010"),
        ("0800 4 5555 00", "tel:08004555500"),
        ("115", "tel:115"),
        ("116 123", "tel:116123"),
    ],
)
def test_card_phone_can_be_tapped(number: str, href: str) -> None:
    card = office_card(_office(phones=[{"label": "Telefon", "number": number}]), TUESDAY, production=False)
    assert (card["phones"][0]["number"], card["phones"][0]["href"]) == (number, href)


def test_card_address_leads_to_a_map(content: Content) -> None:
    address = office_card(content.offices["jobcenter"], TUESDAY, production=True)["address"]
    assert address["lines"] == ["Musterweg 1", "65719 Hofheim am Taunus"]
    assert address["map"] == "https://www.openstreetmap.org/search?query=Musterweg+1%2C+65719+Hofheim+am+Taunus"


def test_card_address_tells_how_to_get_in() -> None:
    address = {
        "street": "Weg 1",
        "postcode": "65719",
        "town": "Hofheim",
        "entrance": "Eingang B",
        "accessible": "Rampe",
    }
    shown = office_card(_office(address=address), TUESDAY, production=False)["address"]
    assert (shown["entrance"], shown["accessible"]) == ("Eingang B", "Rampe")
    assert "directions" not in shown


@pytest.mark.parametrize(("hour", "is_open"), [(10, True), (13, False)])
def test_card_hours_say_whether_it_is_open(content: Content, hour: int, is_open: bool) -> None:
    card = office_card(content.offices["jobcenter"], TUESDAY.replace(hour=hour), production=False)
    assert card["hours"]["open"] is is_open


def test_card_hours_announce_the_coming_closures(content: Content) -> None:
    card = office_card(content.offices["jobcenter"], TUESDAY, production=False)
    assert card["hours"]["closures"] == [{"day": "Donnerstag, 3.\u00a0Dezember", "reason": "Betriebsausflug"}]


def test_card_of_an_office_with_hours_on_the_phone_only(content: Content) -> None:
    card = office_card(content.offices["arbeitsagentur"], TUESDAY, production=True)
    assert "hours" not in card
    assert card["phone_hours"]["status"] == "Jetzt geöffnet bis 18 Uhr."


def test_service_in_the_demo_is_a_marked_link(content: Content) -> None:
    (block,) = service_blocks([content.services["antrag_online"]], content.offices, production=False)
    assert block == {
        "type": "link",
        "kind": "Online-Formular",
        "title": "Antrag online",
        "href": "https://www.example.org/antrag",
        "mark": "Beispielangabe",
    }


def test_service_in_production_is_the_confirmed_way(content: Content) -> None:
    (block,) = service_blocks([content.services["antrag_online"]], content.offices, production=True)
    assert block == {
        "type": "paragraph",
        "spans": [{"text": "Antrag online: Den Antrag bekommst du beim Jobcenter."}],
    }


def test_service_in_production_shows_no_confirmed_way_twice(content: Content) -> None:
    service = content.services["antrag_online"]
    assert len(service_blocks([service, service], content.offices, production=True)) == 1


def test_service_that_is_confirmed_is_a_link_in_production(content: Content) -> None:
    (block,) = service_blocks([content.services["wohngeldrechner"]], content.offices, production=True)
    assert (block["href"], block["kind"]) == ("https://www.example.org/rechner", "Rechner")
    assert "mark" not in block


def test_service_without_a_confirmed_way_is_left_out_in_production(content: Content) -> None:
    service = content.services["antrag_online"].copy(update={"instead": None})
    assert service_blocks([service], content.offices, production=True) == []
