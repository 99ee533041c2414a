"""Messages that lean on the turn before."""

from __future__ import annotations

from pathlib import Path
from typing import Optional, Sequence

import pytest
import yaml

from lotse.content.loader import Content, load
from lotse.content.schema import Part
from lotse.nlu.bands import Band
from lotse.nlu.earlier import Earlier
from lotse.nlu.follow_ups import Alone, FollowUps, Meant

AMOUNT = Earlier("bg_hoehe")
DEPOSIT = Earlier("kaution")
OFFERED = Earlier(None, ("kaution", "bg_hoehe"))
ONE_OFFERED = Earlier(None, ("kaution",))
BOTH = Earlier("kaution", ("kaution", "bg_hoehe"))
TELLING = {"pizza", "heizkosten"}


@pytest.fixture
def content(content_folder: Path) -> Content:
    """The small content, with an answer on how much and on papers for two benefits."""
    wohnen = content_folder / "faq" / "wohnen"
    for intent, benefit, aspect in (
        ("wohngeld_hoehe", "wohngeld", "hoehe"),
        ("wohngeld_anspruch", "wohngeld", "anspruch"),
        ("antrag_unterlagen", "grundsicherungsgeld", "unterlagen"),
        ("bearbeitung", "grundsicherungsgeld", "dauer"),
        ("alg", "arbeitslosengeld", None),
    ):
        entry = {"question": f"{intent}?", "answer": "Ja.", "benefit": benefit, "examples": [intent]}
        if aspect:
            entry["aspect"] = aspect
        (wohnen / f"{intent}.yml").write_text(yaml.safe_dump(entry), encoding="utf-8")
    for path, lines in (
        (content_folder / "faq" / "geld" / "bg_hoehe.yml", "benefit: grundsicherungsgeld\naspect: hoehe\n"),
        (wohnen / "kaution.yml", "benefit: grundsicherungsgeld\n"),
    ):
        path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8")
    found = load(content_folder)
    assert found.problems == ()
    return found


@pytest.fixture
def ask(content: Content):
    """`ask("und bei wohngeld", AMOUNT)`: what is meant after these turns."""
    follow_ups = FollowUps(content)

    def meant(
        text: str,
        *earlier: Earlier,
        intent: Optional[str] = None,
        confidence: float = 0.4,
        in_context: Sequence[tuple[str, float]] = (),
    ) -> Optional[Meant]:
        alone = Alone(intent, confidence, TELLING.__contains__, lambda: in_context)
        return follow_ups.meant(text, alone, earlier)

    return meant


# -- Questions that lean on a topic


@pytest.mark.parametrize("text", ["wie lange dauert das", "Und wie lange DAUERT das???", "dauertt das", "wie lange"])
def test_follow_up_on_an_aspect_stays_with_the_benefit(ask, text: str) -> None:
    assert ask(text, AMOUNT) == Meant("bearbeitung")


def test_follow_up_on_an_aspect_is_another_one_for_another_benefit(ask) -> None:
    assert ask("und wie viel ist das", Earlier("wohngeld_anspruch")) == Meant("wohngeld_hoehe")
    assert ask("und wie viel ist das", Earlier("antrag_unterlagen")) == Meant("bg_hoehe")


def test_follow_up_wins_over_what_the_message_alone_would_mean(ask) -> None:
    sure = {"intent": "bg_hoehe", "confidence": 0.99}
    assert ask("wie viel ist das", Earlier("wohngeld_anspruch"), **sure) == Meant("wohngeld_hoehe")


def test_follow_up_on_another_benefit_keeps_the_aspect(ask) -> None:
    assert ask("und bei wohngeld?", AMOUNT) == Meant("wohngeld_hoehe")
    assert ask("und beim Bürgergeld", Earlier("wohngeld_hoehe")) == Meant("bg_hoehe")


def test_message_that_names_its_own_benefit_stands_for_itself_when_it_is_sure(ask) -> None:
    assert ask("was ist das wohngeld", AMOUNT, intent="wohngeld_anspruch", confidence=0.7) is None
    assert ask("was ist das wohngeld", AMOUNT) == Meant("wohngeld_hoehe")


def test_follow_up_on_another_benefit_without_the_aspect_is_its_main_answer(ask) -> None:
    assert ask("und bei wohngeld", Earlier("antrag_unterlagen")) == Meant("wohngeld_anspruch")
    assert ask("und bei alg 1", AMOUNT) == Meant(candidates=("alg",))


def test_follow_up_on_a_special_case_gets_its_own_part(ask) -> None:
    assert ask("bis wann das", DEPOSIT) == Meant("kaution", part=Part.DEADLINE)
    assert ask("welche unterlagen brauche ich dafür", DEPOSIT) == Meant("kaution", part=Part.DOCUMENTS)
    assert ask("wo kann ich das beantragen", DEPOSIT) == Meant("kaution", part=Part.NEXT_STEP)
    assert ask("wo anrufen da", DEPOSIT) == Meant("kaution", part=Part.OFFICE)
    assert ask("und wo muss ich da hin", DEPOSIT) == Meant("kaution", part=Part.OFFICE)


def test_follow_up_of_two_words_needs_none_that_points_back(ask) -> None:
    assert ask("bis wann", DEPOSIT) == Meant("kaution", part=Part.DEADLINE)
    assert ask("bis wann", DEPOSIT, intent="begruessung", confidence=0.97) == Meant("kaution", part=Part.DEADLINE)
    assert ask("bis wann", DEPOSIT, intent="oeffnungszeiten", confidence=0.97) is None


def test_follow_up_on_a_special_case_gets_the_general_answer_where_it_holds(ask) -> None:
    assert ask("wie lange dauert das", DEPOSIT) == Meant("bearbeitung")


def test_follow_up_that_no_text_answers_gets_the_whole_answer_again(ask) -> None:
    assert ask("und wie viel ist das", DEPOSIT) == Meant("kaution", again=True)


@pytest.mark.parametrize("text", ["wer bekommt pizza", "und die heizkosten", "wie viel ist das in Hofheim"])
def test_message_with_a_word_that_tells_something_stands_for_itself(ask, text: str) -> None:
    assert ask(text, DEPOSIT, intent="out_of_scope", confidence=0.95) is None


def test_message_with_a_word_that_was_not_read_stands_for_itself_when_it_is_sure(ask) -> None:
    assert ask("wie viel miete ist das", AMOUNT, intent="kaution", confidence=0.97) is None
    assert ask("wie viel miete ist das", AMOUNT) == Meant("bg_hoehe")
    assert ask("wie viel warme miete ist das", AMOUNT) is None


def test_message_without_a_turn_before_stands_for_itself(ask) -> None:
    assert ask("und wie lange dauert das") is None
    assert ask("und wie lange dauert das", Earlier("begruessung")) is None
    assert ask("und wie lange dauert das", Earlier(None)) is None


def test_message_as_long_as_a_story_stands_for_itself(ask) -> None:
    assert ask("und das " * 10, DEPOSIT, in_context=[("kaution", 0.99)]) is None


# -- Weighed together with the topic

CONTEXT = [("kaution", 0.6), ("bg_hoehe", 0.3), ("alg", 0.1)]


def test_message_that_points_back_offers_the_topic_first(ask) -> None:
    assert ask("und die heizkosten", DEPOSIT, in_context=CONTEXT) == Meant(candidates=("kaution", "bg_hoehe", "alg"))


def test_message_that_tells_nothing_is_answered_when_sure_in_context(ask) -> None:
    assert ask("und wann", DEPOSIT, in_context=[("alg", 0.9)]) == Meant("alg")
    assert ask("und wann", DEPOSIT, in_context=[("kaution", 0.9)]) == Meant("kaution", again=True)


def test_sure_message_is_not_weighed(ask) -> None:
    assert ask("und die heizkosten", DEPOSIT, intent="bg_hoehe", confidence=0.92, in_context=CONTEXT) is None
    assert ask("und die heizkosten", DEPOSIT, intent="begruessung", confidence=0.6, in_context=CONTEXT) is None


def test_message_that_does_not_point_back_is_not_weighed(ask) -> None:
    assert ask("heizkosten", DEPOSIT, in_context=CONTEXT) is None
    assert ask("restart", DEPOSIT, in_context=[("kaution", 0.99)]) is None


# -- Replies to what was offered


@pytest.mark.parametrize(
    ("text", "intent"), [("das erste", "kaution"), ("das zweite", "bg_hoehe"), ("Das letzte!", "bg_hoehe")]
)
def test_reply_names_one_of_the_choices_by_its_place(ask, text: str, intent: str) -> None:
    assert ask(text, OFFERED) == Meant(intent)


def test_reply_that_names_a_choice_that_is_not_there_gets_the_choices_again(ask) -> None:
    assert ask("das dritte", OFFERED) == Meant(candidates=("kaution", "bg_hoehe"))


def test_reply_yes_takes_the_only_choice_and_asks_again_for_one_of_many(ask) -> None:
    assert ask("ja genau", ONE_OFFERED, intent="ja", confidence=0.99) == Meant("kaution")
    assert ask("ja genau", OFFERED, intent="ja", confidence=0.99) == Meant(candidates=("kaution", "bg_hoehe"))


def test_reply_no_rejects_the_choices(ask) -> None:
    meant = ask("nein danke", OFFERED, intent="nein", confidence=0.99)
    assert meant == Meant(rejected=True)
    assert meant.band is Band.UNSURE


def test_reply_without_choices_is_small_talk(ask) -> None:
    assert ask("ja genau", DEPOSIT, intent="ja", confidence=0.99) is None
    assert ask("nein danke", DEPOSIT, intent="nein", confidence=0.99) is None


def test_reply_the_other_takes_what_was_not_chosen(ask) -> None:
    assert ask("das andere", OFFERED, Earlier("kaution")) == Meant("bg_hoehe")
    assert ask("das andere", BOTH) == Meant("bg_hoehe")
    assert ask("das andere", OFFERED) == Meant(candidates=("kaution", "bg_hoehe"))
    assert ask("das andere", OFFERED, Earlier("kaution"), Earlier("bg_hoehe")) is None
    assert ask("das andere", DEPOSIT) is None


def test_reply_yes_and_no_after_one_of_two_concerns(ask) -> None:
    assert ask("ja bitte", BOTH, intent="ja", confidence=0.99) == Meant("bg_hoehe")
    assert ask("nein danke", BOTH, intent="nein", confidence=0.99) is None


def test_reply_back_leads_to_the_turn_before_the_last(ask) -> None:
    assert ask("zurück", AMOUNT, DEPOSIT) == Meant("bg_hoehe")
    assert ask("zurueck", OFFERED, DEPOSIT) == Meant(candidates=("kaution", "bg_hoehe"))
    assert ask("zurück", AMOUNT, Earlier("begruessung")) == Meant("bg_hoehe")
    assert ask("zurück", Earlier("begruessung")) is None


def test_reply_again_repeats_the_last_answer(ask) -> None:
    assert ask("nochmal", DEPOSIT, Earlier("begruessung")) == Meant("kaution")
    assert ask("nochmal", Earlier("begruessung")) is None
