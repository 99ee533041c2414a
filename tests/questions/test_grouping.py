"""Groups: alike together, different apart, the central question in front, fast enough for a clerk."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from lotse.questions.grouping import group
from lotse.questions.question import Question
from lotse.questions.states import Reason, State
from lotse.questions.wording import normalised, text_hash
from tests.questions.helpers import DAY

MANY = 10_000


def question(text: str, day: date = DAY, **more: Any) -> Question:
    normal = normalised(text)
    question.made = getattr(question, "made", 0) + 1  # type: ignore[attr-defined]
    values: dict[str, Any] = {
        **dict.fromkeys(Question.__dataclass_fields__),
        "id": f"{question.made:032x}",  # type: ignore[attr-defined]
        "day": day,
        "text": text,
        "normalised": normal,
        "hash": text_hash(normal),
        "outcome": "unanswered",
        "reason": Reason.UNSURE,
        "candidates": (),
        "rejected": (),
        "model": "m",
        "state": State.NEW,
        "automatic": False,
        "version": 1,
    }
    return Question(**{**values, **more})


def test_nothing_makes_no_groups() -> None:
    assert group([]) == []


def test_questions_alike_come_together_and_others_stay_apart() -> None:
    rent = ["wie hoch darf meine miete sein", "wie hoch darf die miete sein", "Wie hoch darf miete sein?"]
    other = ["wann habt ihr offen", "brauche ich einen termin"]
    groups = group(question(text) for text in rent + other)

    assert sorted(found.count for found in groups) == [1, 1, 3]
    assert {item.text for item in groups[0].questions} == set(rent)


def test_the_representative_is_the_most_central() -> None:
    rents = ["die miete in hofheim", "die miete", "denn die miete"]
    (found,) = group(question(f"wie hoch darf {rent} sein") for rent in rents)

    assert found.representative == "wie hoch darf die miete sein"


def test_a_group_knows_its_count_days_and_versions() -> None:
    days = [DAY - timedelta(days=number) for number in range(3)]
    (found,) = group(question("Miete zu hoch", day) for day in days)

    assert (found.count, found.first_day, found.last_day) == (3, days[-1], days[0])
    assert len(found.variants) == 1
    assert set(found.versions.values()) == {1}


def test_the_most_asked_come_first() -> None:
    groups = group(question(text) for text in ["termin absagen", "miete zu hoch", "miete zu hoch", "wo ist das amt"])

    assert groups[0].representative == "miete zu hoch"


def test_the_candidates_of_the_classifier_bring_synonyms_together() -> None:
    candidates = (("kdu_angemessen", 0.3), ("kaution", 0.1))
    texts = ["wie teuer darf die wohnung sein", "was darf die wohnung kosten", "wie teuer darf sie sein"]
    without = group(question(text) for text in texts)
    together = group(question(text, candidates=candidates) for text in texts)

    assert len(together) < len(without)


def test_proposals_weigh_what_people_found_and_rejected() -> None:
    candidates = (("kaution", 0.3), ("kdu_angemessen", 0.25), ("out_of_scope", 0.2), ("umzug", 0.1))
    (found,) = group(
        [
            question("miete zu hoch", candidates=candidates, rejected=("kaution",)),
            question("miete zu hoch", candidates=candidates, led_to="mietschulden"),
            question("miete zu hoch", candidates=candidates),
        ]
    )

    assert found.proposals == ["mietschulden", "kdu_angemessen", "umzug"]


def test_what_was_split_off_stays_apart_with_all_of_its_wording() -> None:
    groups = group(
        [
            question("wie hoch darf die miete sein"),
            question("wie hoch darf meine miete sein", group_key="g"),
            question("Wie hoch darf meine Miete sein?"),
        ]
    )

    assert sorted((found.key == "g", found.count) for found in groups) == [(False, 1), (True, 2)]


def test_grouping_does_not_depend_on_the_order() -> None:
    beginnings = ("wie hoch ist", "wann kommt", "wo bekomme ich")
    questions = [question(f"{start} {end}") for start in beginnings for end in ("geld", "wohngeld")]
    first = [(found.representative, found.count) for found in group(questions)]
    random.Random(7).shuffle(questions)

    assert [(found.representative, found.count) for found in group(questions)] == first


@pytest.mark.parametrize("text", ["?", "🐸", "a", ""])
def test_texts_without_words_do_no_harm(text: str) -> None:
    assert [found.count for found in group([question(text), question(text)])] == [2]


def test_many_questions_that_are_all_different_are_all_grouped() -> None:
    texts = [f"frage {number} zu thema {number % 7}" for number in range(MANY)]
    assert sum(found.count for found in group([question(text) for text in texts])) == MANY
