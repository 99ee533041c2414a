"""What a turn leaves behind: the near misses of the design, the figures, and what must never be kept."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, Callable, Iterator

import pytest

from lotse.content.schema import Outcome
from lotse.questions.recorder import QuestionRecorder
from tests.questions.helpers import DAY, Conversation, Store, Tap, TypedTurn, written

RANKING = (("kdu_angemessen", 0.31), ("umzug_genehmigung_kosten", 0.28), ("out_of_scope", 0.1))
OFFERED = ("kdu_angemessen", "umzug_genehmigung_kosten")


class Watched:
    """A conversation and what became of it in the store."""

    def __init__(self, recorder: QuestionRecorder, store: Store) -> None:
        self.recorder = recorder
        self.store = store
        self.person = Conversation(recorder)

    def kept(self) -> list[Any]:
        written(self.recorder)
        return self.store.rows()

    def reasons(self) -> dict[str, str]:
        return {row.text: row.reason for row in self.kept()}

    def counted(self) -> dict[tuple[str, str, str, str], int]:
        written(self.recorder)
        return self.store.counted()


@pytest.fixture
def watched(url: str, recorders: Callable[..., QuestionRecorder]) -> Iterator[Watched]:
    store = Store(url)
    yield Watched(recorders(url), store)
    store.engine.dispose()


def test_an_unanswered_question_is_kept_without_the_person(watched: Watched) -> None:
    watched.person.types("kann ich mit [Name] zusammenziehen", ranking=RANKING)

    (row,) = watched.kept()
    assert (row.text, row.day, row.outcome) == ("kann ich mit [Name] zusammenziehen", DAY.isoformat(), "unanswered")
    assert (row.reason, row.state, row.model) == ("unsicher", "neu", "soziallotse-1")
    assert json.loads(row.candidates) == [list(item) for item in RANKING]
    assert "session-1" not in repr(row)


def test_a_question_without_any_candidate_says_so(watched: Watched) -> None:
    watched.person.types("wie wird man astronaut")

    assert watched.reasons() == {"wie wird man astronaut": "kein_kandidat"}


def test_an_answered_question_is_only_counted(watched: Watched) -> None:
    watched.person.types("wie hoch darf die miete sein", Outcome.ANSWERED, "kdu_angemessen")

    assert watched.kept() == []
    assert watched.counted() == {("gefragt", "answered", "kdu_angemessen", ""): 1}


@pytest.mark.parametrize("outcome", [Outcome.CRISIS, Outcome.PERSONAL_DATA])
def test_of_distress_and_personal_data_nothing_is_kept(watched: Watched, outcome: Outcome) -> None:
    turn = watched.person.types("ich kann nicht mehr", outcome, "notfall_krise")
    watched.person.rates(turn, helpful=False)
    watched.person.types("danke", Outcome.SMALLTALK, "dank")

    assert watched.kept() == []
    assert watched.counted() == {("gefragt", "smalltalk", "dank", ""): 1}


def test_small_talk_and_failures_are_only_counted(watched: Watched) -> None:
    watched.person.types("hallo", Outcome.SMALLTALK, "begruessung")
    watched.person.types("wie hoch darf die miete sein", Outcome.ERROR)

    assert watched.kept() == []
    assert len(watched.counted()) == 2


def test_a_tie_is_a_near_miss(watched: Watched) -> None:
    watched.person.types("wohnung zu teuer", Outcome.SUGGESTED, ranking=RANKING, offered=OFFERED)

    assert watched.reasons() == {"wohnung zu teuer": "gleichstand"}


def test_a_tapped_suggestion_says_what_was_meant(watched: Watched) -> None:
    turn = watched.person.types("wohnung zu teuer", Outcome.SUGGESTED, ranking=RANKING, offered=OFFERED)
    watched.person.taps("kdu_angemessen", turn)
    watched.person.types("und wann habt ihr offen", Outcome.ANSWERED, "oeffnungszeiten")

    (row,) = watched.kept()
    assert (row.reason, row.led_to) == ("gleichstand", "kdu_angemessen")
    assert watched.counted()["vorschlag_genommen", "answered", "kdu_angemessen", ""] == 1


def test_nothing_of_these_rejects_the_suggestions(watched: Watched) -> None:
    turn = watched.person.types("wohnung zu teuer", Outcome.SUGGESTED, ranking=RANKING, offered=OFFERED)
    watched.person.rejects(turn)
    watched.person.rejects(turn)

    (row,) = watched.kept()
    assert row.reason == "vorschlaege_abgelehnt"
    assert json.loads(row.rejected) == list(OFFERED)
    assert watched.counted()["vorschlaege_abgelehnt", "unanswered", "", ""] == 1


def test_a_follow_up_button_is_only_counted(watched: Watched) -> None:
    turn = watched.person.types("wie hoch darf die miete sein", Outcome.ANSWERED, "kdu_angemessen")
    tapped = watched.person.taps("kaution", turn)
    watched.person.rates(tapped, helpful=False)

    assert watched.kept() == []
    assert watched.counted()["angetippt", "answered", "kaution", ""] == 1
    assert watched.counted()["daumen_runter", "answered", "kaution", ""] == 1


@pytest.mark.parametrize("offered", [(), OFFERED])
def test_asking_again_at_once_is_a_near_miss(watched: Watched, offered: tuple[str, ...]) -> None:
    outcome = Outcome.SUGGESTED if offered else Outcome.UNANSWERED
    watched.person.types("bude zu fett für amt", outcome, ranking=RANKING, offered=offered)
    watched.person.types("ist meine wohnung zu teuer", Outcome.ANSWERED, "kdu_angemessen")

    (row,) = watched.kept()
    assert (row.text, row.reason, row.led_to) == ("bude zu fett für amt", "neu_gefragt", "kdu_angemessen")


def test_the_next_topic_is_not_taken_for_an_answer(watched: Watched) -> None:
    watched.person.types("bude zu fett für amt", ranking=RANKING)
    watched.person.types("wann habt ihr offen", Outcome.ANSWERED, "oeffnungszeiten")

    (row,) = watched.kept()
    assert (row.reason, row.led_to) == ("neu_gefragt", None)


def test_small_talk_after_no_answer_is_no_second_try(watched: Watched) -> None:
    watched.person.types("bude zu fett für amt", ranking=RANKING)
    watched.person.types("na toll", Outcome.SMALLTALK, "beschwerde_bot_schimpfen")
    watched.person.types("wann habt ihr offen", Outcome.ANSWERED, "oeffnungszeiten")

    assert watched.reasons() == {"bude zu fett für amt": "unsicher"}


def test_another_person_is_no_second_try(watched: Watched) -> None:
    watched.person.types("bude zu fett für amt", ranking=RANKING)
    Conversation(watched.recorder, "session-2").types("ist meine wohnung zu teuer", Outcome.ANSWERED, "kdu_angemessen")

    assert watched.reasons() == {"bude zu fett für amt": "unsicher"}


def test_the_same_text_sent_twice_by_one_person_is_kept_once(watched: Watched) -> None:
    watched.person.types("Bude zu fett!", ranking=RANKING)
    watched.person.types("bude zu fett", ranking=RANKING)
    Conversation(watched.recorder, "session-2").types("bude zu fett", ranking=RANKING)

    assert [row.text for row in watched.kept()] == ["Bude zu fett!", "bude zu fett"]
    assert watched.counted()["gefragt", "unanswered", "", ""] == 3


def test_a_thumb_down_keeps_the_question_and_the_answer_given(watched: Watched) -> None:
    turn = watched.person.types("ist meine wohnung zu gross", Outcome.ANSWERED, "kdu_angemessen", RANKING)
    watched.person.rates(turn, helpful=False)
    watched.person.rates(turn, helpful=False, reason="unvollstaendig")

    (row,) = watched.kept()
    assert (row.text, row.reason, row.outcome) == ("ist meine wohnung zu gross", "daumen_runter", "answered")
    assert (row.answered_with, row.rating) == ("kdu_angemessen", "unvollstaendig")
    assert json.loads(row.rejected) == ["kdu_angemessen"]
    thumbs = {key: count for key, count in watched.counted().items() if key[0].startswith("daumen")}
    assert thumbs == {("daumen_runter", "answered", "kdu_angemessen", "unvollstaendig"): 1}


def test_a_changed_mind_takes_the_thumb_down_back(watched: Watched) -> None:
    turn = watched.person.types("ist meine wohnung zu gross", Outcome.ANSWERED, "kdu_angemessen", RANKING)
    watched.person.rates(turn, helpful=False)
    watched.person.rates(turn, helpful=True)
    watched.person.rates(turn, helpful=True)

    assert watched.kept() == []
    thumbs = {key: count for key, count in watched.counted().items() if key[0].startswith("daumen")}
    assert thumbs == {("daumen_hoch", "answered", "kdu_angemessen", ""): 1}


def test_a_bad_answer_behind_a_suggestion_counts_against_the_typed_question(watched: Watched) -> None:
    turn = watched.person.types("wohnung zu teuer", Outcome.SUGGESTED, ranking=RANKING, offered=OFFERED)
    tapped = watched.person.taps("kdu_angemessen", turn)
    watched.person.rates(tapped, helpful=False, reason="falsches_thema")

    (row,) = watched.kept()
    assert (row.text, row.reason, row.rating) == ("wohnung zu teuer", "daumen_runter", "falsches_thema")
    assert json.loads(row.rejected) == ["kdu_angemessen"]


def test_being_sent_on_to_an_office_is_counted(watched: Watched) -> None:
    watched.person.types("bude zu fett für amt", card=True)
    watched.person.types("ich will mit einem menschen sprechen", Outcome.ANSWERED, "mensch_sprechen")

    assert watched.counted()["weitergeleitet", "unanswered", "", ""] == 1
    assert watched.counted()["weitergeleitet", "answered", "mensch_sprechen", ""] == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("wer wird deutscher meister", "nicht_unser_thema"),
        ("führerschein umtauschen", "andere_stelle"),
        ("wo kann ich mein auto ummelden", "andere_stelle"),
        ("bitte berechnen Sie meinen Anspruch: 2 Erwachsene, 3 Kinder", "einzelfall"),
        ("prüfen sie bitte mal meinen bescheid", "einzelfall"),
        ("شو الأخبار اليوم", "andere_sprache"),
        ("how can I apply for money", "andere_sprache"),
        ("para yardım için nerede", "andere_sprache"),
    ],
)
def test_questions_out_of_scope_say_why(watched: Watched, text: str, reason: str) -> None:
    watched.person.types(text, Outcome.OUT_OF_SCOPE, "out_of_scope")

    assert watched.reasons() == {text: reason}


def test_suggestions_for_words_of_another_language_are_kept_as_such(watched: Watched) -> None:
    watched.person.types("can i get money for food please", Outcome.SUGGESTED, offered=("kaution", "bg_hoehe"))

    assert watched.reasons() == {"can i get money for food please": "andere_sprache"}


def test_a_deleted_session_is_forgotten(watched: Watched) -> None:
    turn = watched.person.types("ist meine wohnung zu gross", Outcome.ANSWERED, "kdu_angemessen")
    watched.recorder.forget("session-1")
    watched.person.rates(turn, helpful=False)

    assert watched.kept() == []


def test_a_turn_of_the_channel_is_what_these_tests_take_for_one() -> None:
    pytest.importorskip("rasa", reason="the channel needs Rasa")
    from lotse import rasa_runtime

    rasa_runtime.prepare()
    from lotse.channel.turns import Choice, Turn

    for real, ours in ((Turn, TypedTurn), (Choice, Tap)):
        assert [field.name for field in fields(real)] == [field.name for field in fields(ours)]
