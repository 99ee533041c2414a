"""What must not stand in a text."""

from __future__ import annotations

import pytest

WORDS = [
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
]


def codes(site, answer, **fields):
    site.faq("umzug", answer=answer, **fields)
    return [problem.code for problem in site.problems()]


@pytest.mark.parametrize(
    "text",
    [
        "Es gibt 563 Euro.",
        "Es gibt 1.200,50 € im Monat.",
        "Das sind 30 Prozent.",
        "Das sind 2,3%.",
        "Es gibt hundert Euro.",
        "€ 20",
    ],
)
def test_an_amount_in_a_text_is_an_error(site, text):
    assert codes(site, text) == ["C301"]


@pytest.mark.parametrize(
    "text",
    [
        "Es gibt {grenze}.",
        "Ab 15 Jahren.",
        "Nach 3 Monaten.",
        "Ein 1-Euro-Job geht auch.",
        "Ruf 06192 2010 an.",
        "Ein Euro hilft.",
    ],
)
def test_what_is_no_amount_may_stand_there(site, text):
    assert codes(site, text) == []


@pytest.mark.parametrize(
    "text", ["Das gilt seit 1. Juli.", "Das gilt ab 1.7.2026.", "Seit 2023 ist das so.", "Am 31.12. ist Schluss."]
)
def test_a_date_in_a_text_is_an_error(site, text):
    assert codes(site, text) == ["C302"]


@pytest.mark.parametrize(
    "text", ["Bis zum 25. Geburtstag.", "Im August.", "Ruf 0800 2023 20 an.", "[So](https://www.mtk.org/2026/x)."]
)
def test_what_is_no_date_may_stand_there(site, text):
    assert codes(site, text) == []


def test_amounts_are_found_in_every_field_of_an_entry(site):
    variants = [{"situation": "unter_25", "answer": "Es gibt 5 Euro."}]
    fields = {
        "notice": "Nur 5 Euro.",
        "deadline": "Bis 5 Euro.",
        "documents": ["5 Euro"],
        "next_step": "Bring 5 Euro mit.",
    }
    assert codes(site, "Gut.", variants=variants, **fields) == ["C301"] * 5


@pytest.mark.parametrize("question", ["Gibt es 5 Euro?", "Was gilt ab 2027?"])
def test_a_question_cannot_have_an_amount_or_a_date(site, question):
    assert codes(site, "Gut.", question=question) == ["C313"]


def test_an_amount_outside_the_answers_is_an_error(site):
    site.change("county/services.yml", "antrag", note="Kostet 5 Euro.")
    assert [problem.code for problem in site.problems()] == ["C313"]


@pytest.mark.parametrize(
    "text", ["Bitte bringen Sie den Ausweis mit.", "Das hilft Ihnen.", "Das ist in Ihrem Interesse."]
)
def test_sie_is_an_error(site, text):
    assert codes(site, text) == ["C303"]


@pytest.mark.parametrize(
    "text", ["Die Zusage kommt. Sie gilt ein Jahr.", "Frag deine Eltern: Sie wissen das.", "Das hilft ihnen."]
)
def test_the_third_person_is_no_address(site, text):
    assert codes(site, text) == []


def test_a_sentence_that_may_be_an_address_is_a_warning(site):
    assert codes(site, "Sie müssen das melden.") == ["C304"]


@pytest.mark.parametrize(
    "text",
    [
        "Du hast Anspruch auf Wohngeld.",
        "Dann hast du keinen Anspruch mehr.",
        "Das Geld steht dir zu.",
        "Das klappt garantiert.",
        "Damit bist du berechtigt.",
    ],
)
def test_a_promise_is_an_error(site, text):
    assert codes(site, text) == ["C305"]


@pytest.mark.parametrize(
    "text",
    [
        "Ob du Anspruch hast, prüft das Jobcenter.",
        "Das ist nicht garantiert.",
        "Wenn dir Geld zusteht, kommt es bald.",
        "Wer hat Anspruch?",
    ],
)
def test_a_condition_is_no_promise(site, text):
    assert codes(site, text) == []


def test_you_get_money_sounds_like_a_promise(site):
    assert codes(site, "Du bekommst jeden Monat {grenze}.") == ["C306"]


@pytest.mark.parametrize(
    "text", ["Du bekommst dann {grenze}.", "Du bekommst einen Brief.", "Bekommst du Geld, ruf an."]
)
def test_you_get_something_else_or_under_a_condition_is_fine(site, text):
    assert codes(site, text) == []


@pytest.mark.parametrize(("count", "expected"), [(15, []), (16, ["C308"]), (20, ["C308"]), (21, ["C307"])])
def test_a_sentence_has_at_most_15_words_and_never_more_than_20(site, count, expected):
    assert codes(site, " ".join((WORDS * 2)[:count]) + ".") == expected


def test_list_items_and_headings_are_sentences_of_their_own(site):
    item = " ".join(WORDS[:9])
    assert codes(site, f"{item}:\n- {item}\n- {item}\n{item}\n") == []


@pytest.mark.parametrize(("count", "expected"), [(700, []), (701, ["C310"]), (900, ["C310"]), (901, ["C309"])])
def test_an_answer_has_at_most_700_characters_and_never_more_than_900(site, count, expected):
    text = ("Ruf an. " * 200)[: count - 1].rstrip(". ")
    assert codes(site, text + "." * (count - len(text))) == expected


def test_the_target_of_a_link_does_not_count_as_length(site):
    link = f"[Gesetz](https://www.mtk.org/{'x' * 300})"
    assert codes(site, "Ruf an. " * 80 + link + ".") == []


@pytest.mark.parametrize(
    "text",
    ["Alle Schüler*innen.", "Dein:e Berater:in.", "Die SchülerInnen.", "Ein Partner/in.", "Schüler(innen) auch."],
)
def test_a_gender_sign_is_an_error(site, text):
    assert set(codes(site, text)) == {"C312"}


@pytest.mark.parametrize(
    "text", ["Schülerinnen und Schüler.", "Um 8:30 Uhr.", "Das BAföG und die BAB.", "Partner oder Partnerin."]
)
def test_both_forms_are_fine(site, text):
    assert codes(site, text) == []
