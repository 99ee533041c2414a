"""How hard a text is to read."""

from __future__ import annotations

import pytest

from lotse.content.checks.prose import sentences
from lotse.content.checks.readability import readability, syllables

EASY = (
    "Das Amt hilft dir. Ruf dort an. Sag, was du brauchst. Nimm den Brief mit. Dann geht es gut. "
    "Frag, wenn du etwas nicht weißt. Das ist okay. Du bist nicht allein. Es dauert oft nur kurz."
)
HARD = (
    "Die Gewährleistung existenzsichernder Leistungen unterliegt umfassenden Mitwirkungsverpflichtungen. "
    "Voraussetzung ist insbesondere die vollständige Einkommensermittlung sämtlicher Haushaltsangehöriger. "
    "Entscheidungserhebliche Veränderungen bedürfen unverzüglicher Mitteilung. "
    "Anderenfalls erfolgen Aufhebungsbescheide sowie Erstattungsforderungen gegenüber allen "
    "Bedarfsgemeinschaftsmitgliedern des betreffenden Bewilligungszeitraumes."
)


def test_an_easy_answer_gets_no_hint(site):
    site.faq("umzug", answer=EASY)
    assert site.problems("C601") == []


def test_a_hard_answer_gets_a_hint_with_its_worst_sentence_and_longest_words(site):
    site.faq("umzug", answer=HARD)
    (problem,) = site.problems("C601")
    assert "Anderenfalls" in problem.what or "Gewährleistung" in problem.what
    assert "Bedarfsgemeinschaftsmitgliedern" in problem.remedy


def test_a_short_answer_is_not_judged(site):
    site.faq("umzug", answer="Bewilligungszeitraumverlängerungsantrag.")
    assert site.problems("C601") == []


@pytest.mark.parametrize(("word", "count"), [("Amt", 1), ("Wohnung", 2), ("Jobcenter", 3), ("Bedarfsgemeinschaft", 5)])
def test_syllables_are_counted_nearly(word, count):
    assert abs(syllables(word) - count) <= 1


def test_the_formulas_tell_easy_from_hard():
    easy, hard = (readability([sentence.letters for sentence in sentences(text)]) for text in (EASY, HARD))
    assert easy.amstad > 80
    assert easy.wiener < 4
    assert easy.lix < 30
    assert not easy.hard
    assert hard.amstad < 0
    assert hard.wiener > 14
    assert hard.lix > 70
    assert hard.hard


def test_the_formulas_are_those_of_the_literature():
    result = readability([["Das", "ist", "ein", "Haus"], ["Eine", "Lampe", "leuchtet"]])
    counts = [syllables(word) for word in ("Das", "ist", "ein", "Haus", "Eine", "Lampe", "leuchtet")]
    assert result.amstad == pytest.approx(180 - 3.5 - 58.5 * sum(counts) / 7)
    assert result.lix == pytest.approx(3.5 + 100 / 7)
