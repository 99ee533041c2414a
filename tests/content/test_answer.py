"""Answers are approved text in blocks: complete, as of a day, and the same as plain text."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Callable, Optional

import pytest

from lotse.content.answer import AGAIN, Answer, Composer, Suggestion, current_composer, notice, paragraph
from lotse.content.loader import Content
from lotse.content.schema import Outcome, Part

TUESDAY = datetime(2026, 11, 24, 10)


@pytest.fixture
def make(content: Content) -> Composer:
    """Makes answers as the demo shows them on a Tuesday morning."""
    return Composer(content, TUESDAY, production=False)


def _answer(make: Composer, intent: str, situation: Optional[str] = None) -> Answer:
    return make.faq(make.content.faqs[intent], situation)


def _lines(answer: Answer) -> list[str]:
    return answer.text().replace("\u00a0", " ").split("\n")


def test_answer_has_the_parts_of_its_entry_in_order(make: Composer) -> None:
    assert [
        (block["type"], block.get("level") or block.get("title", "")) for block in _answer(make, "kaution").blocks
    ] == [
        ("notice", "urgent"),
        ("paragraph", ""),
        ("list", ""),
        ("list", "Das brauchst du"),
        ("paragraph", ""),
        ("paragraph", ""),
        ("link", "Antrag online"),
        ("notice", "info"),
        ("card", "Jobcenter Musterkreis"),
    ]


def test_answer_names_its_outcome_intent_sources_and_day(make: Composer) -> None:
    answer = _answer(make, "kaution")
    assert (answer.outcome, answer.intent, answer.as_of) == (Outcome.ANSWERED, "kaution", "2026-11-22")
    assert answer.sources == [{"title": "§ 22 SGB II", "url": "https://www.gesetze-im-internet.de/sgb_2/__22.html"}]


@pytest.mark.parametrize(("intent", "outcome"), [("begruessung", Outcome.SMALLTALK), ("notfall_krise", Outcome.CRISIS)])
def test_answer_of_the_small_talk_has_the_outcome_of_its_entry(make: Composer, intent: str, outcome: Outcome) -> None:
    assert _answer(make, intent).outcome is outcome


def test_answer_offers_its_situations_and_then_its_follow_ups(make: Composer) -> None:
    assert _answer(make, "kaution").suggestions == [
        Suggestion("Ich bin unter 25", "kaution", "situation", "unter_25"),
        Suggestion("Ich habe ein Kind", "kaution", "situation", "mit_kind"),
        Suggestion("Wie viel Geld bekomme ich?", "bg_hoehe", "follow_up"),
    ]


def test_answer_for_a_situation_says_for_which(make: Composer) -> None:
    lines = _lines(_answer(make, "kaution", "unter_25"))
    assert "Ich bin unter 25" in lines
    assert "Zieh erst um, wenn du die Zusicherung hast." in lines
    assert "Ja, meist als Darlehen." not in lines


def test_answer_for_a_situation_needs_its_own_papers(make: Composer) -> None:
    lines = _lines(_answer(make, "kaution", "unter_25"))
    assert "- Zusicherung" in lines
    assert "- Mietvertrag" not in lines


def test_answer_for_a_situation_without_own_papers_needs_those_of_everyone(make: Composer) -> None:
    lines = _lines(_answer(make, "kaution", "mit_kind"))
    assert "- Mietvertrag" in lines
    assert "Frist: vor dem Umzug" in lines
    assert "Nächster Schritt: Stell einen Antrag." in lines


def test_answer_for_a_situation_does_not_offer_it_again(make: Composer) -> None:
    assert [item.situation for item in _answer(make, "kaution", "unter_25").suggestions] == ["mit_kind", None]


def test_answer_for_an_unknown_situation_is_that_of_everyone(make: Composer) -> None:
    assert _answer(make, "kaution", "gibt_es_nicht") == _answer(make, "kaution")


def test_answer_for_a_situation_whose_label_is_missing_is_still_given(content: Content) -> None:
    broken = Content(root=content.root, faqs=content.faqs, offices=content.offices, services=content.services)
    answer = _answer(Composer(broken, TUESDAY, production=False), "kaution", "unter_25")
    assert "Zieh erst um, wenn du die Zusicherung hast." in _lines(answer)


def test_answer_leaves_out_what_is_gone_from_the_content(content: Content) -> None:
    alone = Content(root=content.root, faqs={"kaution": content.faqs["kaution"]})
    answer = _answer(Composer(alone, TUESDAY, production=False), "kaution")
    assert answer.suggestions == []
    assert not [block for block in answer.blocks if block["type"] in ("link", "card")]


@pytest.mark.parametrize(
    ("moment", "production", "text"),
    [
        ("2026-12-31 12:00", False, "Du bekommst 563 Euro. Die Miete darf 480,50 Euro (Beispielangabe) kosten."),
        ("2026-12-31 12:00", True, "Du bekommst 563 Euro. Die Miete darf so viel, wie der Kreis festlegt, kosten."),
        (
            "2027-01-02 12:00",
            False,
            "Du bekommst den aktuellen Betrag. Die Miete darf 480,50 Euro (Beispielangabe) kosten.",
        ),
        (
            "2027-01-02 12:00",
            True,
            "Du bekommst den aktuellen Betrag. Die Miete darf so viel, wie der Kreis festlegt, kosten.",
        ),
    ],
)
def test_answer_shows_the_amounts_of_the_day(content: Content, moment: str, production: bool, text: str) -> None:
    answer = _answer(Composer(content, datetime.fromisoformat(moment), production), "bg_hoehe")
    assert _lines(answer)[0] == text


def test_answer_in_production_has_no_example_anywhere(content: Content) -> None:
    make = Composer(content, TUESDAY, production=True)
    shown = json.dumps([make.faq(faq).as_dict() for faq in content.faqs.values()], ensure_ascii=False)
    assert "Beispielangabe" not in shown
    assert "example.org/antrag" not in shown


def test_answer_survives_its_way_through_rasa_as_json(make: Composer) -> None:
    answer = _answer(make, "kaution", "unter_25")
    assert Answer.from_dict(json.loads(json.dumps(answer.as_dict()))) == answer


def test_answer_without_an_entry_survives_its_way_too() -> None:
    answer = Answer(Outcome.UNANSWERED, None, [paragraph("Das weiß ich nicht.")])
    assert Answer.from_dict(json.loads(json.dumps(answer.as_dict()))) == answer


def test_answer_as_plain_text(content: Content) -> None:
    make = Composer(content, datetime(2026, 11, 30, 10), production=True)
    blocks = [
        notice("**Achtung**", "urgent"),
        *make.services(["wohngeldrechner"]),
        *make.office("wohngeldstelle"),
    ]
    assert Answer(Outcome.ANSWERED, None, blocks, [Suggestion("Mehr?", "mehr")]).text() == (
        "Achtung\n\n"
        "Wohngeld-Rechner: https://www.example.org/rechner\n\n"
        "Wohngeldstelle Musterkreis\nJetzt geöffnet bis 12 Uhr.\n"
        "Montag: 8:30 bis 12 Uhr\nDienstag bis Freitag: geschlossen\n\n"
        "- Mehr?"
    )


def test_answer_as_plain_text_marks_examples(make: Composer) -> None:
    lines = _lines(_answer(make, "kaution"))
    assert "E-Mail: jobcenter@example.org (Beispielangabe)" in lines
    assert "Antrag online: https://www.example.org/antrag (Beispielangabe)" in lines
    assert "Zentrale: 06192 2010" in lines


@pytest.mark.parametrize(
    ("part", "kinds"),
    [
        (Part.DOCUMENTS, ["paragraph", "list"]),
        (Part.DEADLINE, ["paragraph", "paragraph"]),
        (Part.NEXT_STEP, ["paragraph", "paragraph", "link"]),
        (Part.OFFICE, ["paragraph", "card"]),
    ],
)
def test_part_of_an_answer_stands_under_its_question(make: Composer, part: Part, kinds: list[str]) -> None:
    answer = make.part(make.content.faqs["kaution"], part)
    assert [block["type"] for block in answer.blocks] == kinds
    assert answer.blocks[0] == paragraph("**Zahlt das Jobcenter die Kaution?**")
    assert (answer.intent, answer.suggestions) == ("kaution", _answer(make, "kaution").suggestions)


def test_answer_given_again_says_why_and_leaves_the_first_one_alone(make: Composer) -> None:
    before = list(_answer(make, "kaution").blocks)
    assert make.again(make.content.faqs["kaution"]).blocks == [paragraph(AGAIN), *before]
    assert _answer(make, "kaution").blocks == before


@pytest.mark.parametrize(
    ("suggestion", "choice"),
    [
        (Suggestion("Kaution?", "kaution"), {"intent": "kaution", "turn": 3}),
        (
            Suggestion("Unter 25", "kaution", "situation", "unter_25"),
            {"intent": "kaution", "turn": 3, "situation": "unter_25"},
        ),
    ],
)
def test_suggestion_carries_its_answer_and_its_turn(suggestion: Suggestion, choice: dict[str, Any]) -> None:
    assert suggestion.as_dict(3) == {"label": suggestion.label, "kind": suggestion.kind, "choice": choice}


def test_composer_office_that_is_unknown_has_no_card(make: Composer) -> None:
    assert make.office("gibt_es_nicht") == []


def test_composer_services_that_are_unknown_are_left_out(make: Composer) -> None:
    assert [block["title"] for block in make.services(["gibt_es_nicht", "termin_buchen"])] == ["Termin buchen"]


def test_composer_lead_is_the_written_part_only(make: Composer) -> None:
    assert make.lead(make.content.faqs["oeffnungszeiten"]) == [paragraph("So sind wir da.")]


def test_composer_lead_begins_with_the_urgent_notice(make: Composer) -> None:
    assert make.lead(make.content.faqs["kaution"])[0] == notice("Unterschreib noch nichts.", "urgent")


def test_composer_takes_day_and_mode_of_the_process(content: Content, environment, stopped_clock) -> None:
    environment(LOTSE_ENV="production")
    stopped_clock("2027-01-02 10:00")
    assert (
        Composer(content).fill("{regelbedarf_1} {mietgrenze}")
        == "den aktuellen Betrag so viel, wie der Kreis festlegt,"
    )


def test_answer_is_made_once_and_each_situation_has_its_own(make: Composer) -> None:
    assert _answer(make, "kaution") is _answer(make, "kaution")
    assert _answer(make, "kaution", "unter_25").blocks != _answer(make, "kaution").blocks


def test_composer_is_the_same_within_a_minute(
    content: Content, environment: Callable[..., None], stopped_clock: Callable[[str], None]
) -> None:
    stopped_clock("2026-11-24 10:00:05")
    first = current_composer(content)
    stopped_clock("2026-11-24 10:00:59")
    assert current_composer(content) is first


def test_composer_says_closed_in_the_minute_in_which_the_office_closes(
    content: Content, environment: Callable[..., None], stopped_clock: Callable[[str], None]
) -> None:
    stopped_clock("2026-11-24 11:59:59")
    (before,) = current_composer(content).office("jobcenter")
    stopped_clock("2026-11-24 12:00:00")
    (after,) = current_composer(content).office("jobcenter")
    assert (before["hours"]["open"], after["hours"]["open"]) == (True, False)


def test_composer_is_another_for_other_content_and_for_production(
    content: Content, environment: Callable[..., None], stopped_clock: Callable[[str], None]
) -> None:
    first = current_composer(content)
    assert current_composer(Content(content.root)) is not first
    first = current_composer(content)
    environment(LOTSE_ENV="production")
    assert current_composer(content).production is not first.production
