"""The examples."""

from __future__ import annotations

import time

import pytest

from lotse.content.checks import examples
from lotse.content.checks.similar import bag, nearly_same
from lotse.privacy.redaction import Kind
from tests.content.small_site import sentences_of_nonsense


def with_examples(site, intent, *examples, fill=80):
    return site.faq(intent, examples=[*examples, *sentences_of_nonsense(intent, fill)])


@pytest.mark.parametrize(
    "twin", ["wie hoch darf die miete sein", "Wie hoch darf die Miete sein???", "die Miete, wie hoch darf ... sein"]
)
def test_the_same_example_in_two_faqs_is_an_error_however_it_is_written(site, twin):
    with_examples(site, "kaution", "Wie hoch darf die Miete sein?")
    with_examples(site, "umzug", twin)
    (problem,) = site.problems("C201")
    assert "kaution" in problem.what


def test_different_examples_in_two_faqs_are_fine(site):
    with_examples(site, "kaution", "Wie hoch darf die Miete sein?")
    with_examples(site, "umzug", "Wer bezahlt meinen Umzugswagen?")
    assert site.problems("C201") == site.problems("C202") == []


def test_an_example_that_is_another_faqs_question_is_an_error_at_the_example(site):
    site.faq("umzug", question="Wer zahlt den Umzug?")
    path = with_examples(site, "kaution", "wer zahlt den umzug")
    (problem,) = site.problems("C201")
    assert problem.file.endswith("kaution.yml")
    assert "wer zahlt den umzug" in path.read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_the_own_question_may_be_an_example(site):
    site.faq("umzug", question="Wer zahlt?", examples=["Wer zahlt?", *sentences_of_nonsense("umzug", 80)])
    assert site.problems("C203") == []


@pytest.mark.parametrize("twin", ["wie hoch darf die mite sein", "wie hoch darf die miete nu sein"])
def test_nearly_the_same_example_in_two_faqs_is_a_warning(site, twin):
    with_examples(site, "kaution", "wie hoch darf die miete sein")
    with_examples(site, "umzug", twin)
    assert len(site.problems("C202")) == 1


@pytest.mark.parametrize(
    "other", ["ab wann wird bab gezahlt", "ab wann wird bafög nicht gezahlt", "ab wann wird bafög 2 gezahlt"]
)
def test_one_telling_word_makes_another_question(site, other):
    with_examples(site, "kaution", "ab wann wird bafög gezahlt")
    with_examples(site, "umzug", other)
    assert site.problems("C202") == []


def test_typing_errors_in_several_words_are_seen_through():
    right, wrong = "bestattungskosten übernahme durchs sozialamt", "bestatungskosten übername durchs sozialamt"
    assert nearly_same([bag(right), bag(wrong)]) == [(0, 1)]


def test_an_example_twice_in_one_file_is_a_warning(site):
    with_examples(site, "umzug", "wer zahlt den wagen", "Wer zahlt den Wagen?")
    assert len(site.problems("C203")) == 1


@pytest.mark.parametrize(("count", "codes"), [(29, ["C204"]), (30, ["C205"]), (79, ["C205"]), (80, [])])
def test_an_faq_needs_30_examples_and_should_have_80(site, count, codes):
    with_examples(site, "umzug", fill=count)
    assert [problem.code for problem in site.problems() if problem.code in ("C204", "C205")] == codes


@pytest.mark.parametrize(("count", "codes"), [(14, ["C204"]), (15, [])])
def test_a_reply_of_the_small_talk_needs_15_examples(site, count, codes):
    site.dialog(examples=sentences_of_nonsense("dank", count))
    assert [problem.code for problem in site.problems()] == codes


def test_a_template_that_is_filled_in_again_and_again_is_a_warning(site):
    things = ("Umzug", "Wagen", "Makler", "Maler", "Schrank")
    with_examples(site, "umzug", *(f"wer bezahlt mir den {thing}" for thing in things))
    assert "wer bezahlt mir den …" in site.problems("C206")[0].what
    with_examples(site, "umzug", *(f"wer bezahlt mir den {thing}" for thing in things[:4]))
    assert site.problems("C206") == []


def test_many_examples_that_are_nearly_the_same_are_a_warning(site):
    word = "wohnungsbeschaffungskosten"
    alike = [f"{word[:place]}{word[place + 1 :]} beantragen" for place in range(5, 11)]
    with_examples(site, "umzug", *alike)
    assert len(site.problems("C208")) == 1
    with_examples(site, "umzug", *alike[:2])
    assert site.problems("C208") == []


def test_personal_data_in_an_example_are_an_error(site):
    with_examples(site, "umzug", "Schreib mir an lena.beispiel@example.org")
    (problem,) = site.problems("C207")
    assert "lena" not in problem.example
    assert "E-Mail" in problem.what


def test_what_may_be_a_name_is_a_warning(site, monkeypatch):
    monkeypatch.setattr(
        examples, "redact", lambda text: (text.replace("Lena", "[Name]"), [Kind.NAME] * ("Lena" in text))
    )
    with_examples(site, "umzug", "Hier ist Lena")
    (problem,) = site.problems("C209")
    assert problem.example == "- Hier ist [Name]"


def test_a_placeholder_for_personal_data_is_fine(site):
    with_examples(site, "umzug", "Schreib mir an [E-Mail]")
    assert site.problems("C207") == []


def test_fifteen_thousand_examples_are_compared_in_a_few_seconds():
    bags = [bag(sentence) for sentence in sentences_of_nonsense("many", 15_000)]
    start = time.process_time()
    nearly_same(bags)
    assert time.process_time() - start < 10
