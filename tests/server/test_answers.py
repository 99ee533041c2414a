"""What people get: real questions over HTTP to the real server."""

from __future__ import annotations

import pytest

from tests.running import Chat, Server, texts

pytestmark = pytest.mark.slow


def test_server_answers_how_high_the_rent_may_be(server: Server) -> None:
    reply = Chat(server.url).ask("wie hoch darf meine miete sein")
    assert (reply["outcome"], reply["intent"]) == ("answered", "kdu_angemessen")
    assert reply["turn"] == 1
    assert any(
        block["type"] == "card" and block["title"].startswith("Kommunales Jobcenter") for block in reply["blocks"]
    )
    assert reply["sources"][0]["title"].startswith("§ 22")
    assert reply["as_of"]


def test_server_says_whether_the_office_is_open_tomorrow(server: Server) -> None:
    reply = Chat(server.url).ask("habt ihr morgen offen")
    assert (reply["outcome"], reply["intent"]) == ("answered", "oeffnungszeiten")
    assert "Morgen (" in texts(reply)
    assert "Beispielangabe" in texts(reply)


def test_server_links_the_online_application(server: Server) -> None:
    reply = Chat(server.url).ask("wo beantrage ich bürgergeld online")
    assert (reply["outcome"], reply["intent"]) == ("answered", "antrag_stellen")
    assert any(block["type"] == "link" and "online beantragen" in block["title"] for block in reply["blocks"])


def test_server_is_honest_about_foreign_topics_and_names_an_office(server: Server) -> None:
    reply = Chat(server.url).ask("wer wird deutscher meister")
    assert reply["outcome"] in ("out_of_scope", "unanswered")
    cards = [block for block in reply["blocks"] if block["type"] == "card"]
    assert cards[0]["phones"][0]["number"] == "06192 2010"


def test_server_shows_the_help_card_in_a_crisis_whatever_else_is_asked(server: Server) -> None:
    reply = Chat(server.url).ask("ich will nicht mehr leben, und wann kommt eigentlich mein geld")
    assert reply["outcome"] == "crisis"
    assert "116 123" in texts(reply)


def test_server_masks_an_iban_and_says_so(server: Server) -> None:
    reply = Chat(server.url).ask("meine neue iban ist DE89 3704 0044 0532 0130 00")
    assert reply["masked"] is True
    assert "3704" not in str(reply)


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("welches amt ist für wohngeld in kelkheim zuständig", "Wohngeldstelle"),
        ("welches amt ist für bafög im studium zuständig", "Studierendenwerk"),
    ],
)
def test_server_names_the_responsible_office(server: Server, question: str, office: str) -> None:
    reply = Chat(server.url).ask(question)
    assert reply["intent"] == "zustaendigkeit"
    assert office in texts(reply)


def test_server_says_when_a_town_lies_in_another_county(server: Server) -> None:
    reply = Chat(server.url).ask("ich wohne in frankfurt, welches amt ist für mich zuständig")
    assert "gehört nicht zum Main-Taunus-Kreis" in texts(reply)


def test_server_gives_exactly_the_answer_that_a_tapped_choice_names(server: Server) -> None:
    chat = Chat(server.url)
    first = chat.ask("wie hoch darf meine miete sein")
    for suggestion in first["suggestions"]:
        reply = chat.choose(suggestion["choice"])
        assert reply["intent"] == suggestion["choice"]["intent"]


def test_server_shows_the_answer_for_a_tapped_situation(server: Server) -> None:
    chat = Chat(server.url)
    first = chat.ask("wie hoch darf meine miete sein")
    situation = next(item for item in first["suggestions"] if item["kind"] == "situation")
    reply = chat.choose(situation["choice"])
    assert situation["label"] in texts(reply)
    assert reply["intent"] == "kdu_angemessen"


def test_server_offers_choices_when_undecided_and_an_office_when_none_fits(server: Server) -> None:
    chat = Chat(server.url)
    reply = chat.ask("geld wohnung amt")
    assert reply["outcome"] == "suggested"
    none = reply["suggestions"][-1]
    assert none["kind"] == "none"
    rejected = chat.choose(none["choice"])
    assert rejected["outcome"] == "unanswered"
    assert any(block["type"] == "card" for block in rejected["blocks"])


def test_server_shows_no_example_value_in_production(production_server: Server) -> None:
    chat = Chat(production_server.url)
    for question in ("habt ihr morgen offen", "wo beantrage ich bürgergeld online", "wie erreiche ich das jobcenter"):
        words = texts(chat.ask(question))
        assert "Beispielangabe" not in words
        assert "example.org" not in words
        assert "06192 2010" in words


def test_server_shows_no_stale_amount_after_new_year(new_year_server: Server) -> None:
    chat = Chat(new_year_server.url)
    reply = chat.choose({"intent": "bg_hoehe", "turn": 0})
    assert reply["outcome"] == "answered"
    assert "563" not in texts(reply)
    assert "ändert sich gerade" in texts(reply)
