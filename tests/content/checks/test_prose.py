"""Sentences and words."""

from __future__ import annotations

import pytest

from lotse.content.checks.prose import sentences, unmarked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruf an. Frag nach.", ["Ruf an.", "Frag nach."]),
        ("Bis zum 25. Geburtstag. Danach nicht.", ["Bis zum 25. Geburtstag.", "Danach nicht."]),
        ("Unter 25. Sonst nicht.", ["Unter 25.", "Sonst nicht."]),
        ("Das regelt § 22 Abs. 5 SGB II.", ["Das regelt § 22 Abs. 5 SGB II."]),
        ("Nimm z. B. den Pass mit.", ["Nimm z. B. den Pass mit."]),
        ("Wichtig: ruf an.", ["Wichtig:", "ruf an."]),
        ("Eine Zeile\ndie weitergeht.", ["Eine Zeile die weitergeht."]),
        ("Nimm mit:\n- Pass\n- Vertrag\n  und Brief\nRuf an.", ["Nimm mit:", "Pass", "Vertrag und Brief", "Ruf an."]),
        ("Ein Absatz\n\nNoch einer", ["Ein Absatz", "Noch einer"]),
        ("**Ruf an**. Sieh [hier](https://www.mtk.org).", ["Ruf an.", "Sieh hier."]),
    ],
)
def test_sentences(text, expected):
    assert [sentence.text for sentence in sentences(text)] == expected


def test_a_sentence_knows_where_it_starts():
    text = "**Eins.** Zwei.\n\n- [Drei](https://www.mtk.org)"
    assert [text[sentence.offset :][:4] for sentence in sentences(text)] == ["Eins", "Zwei", "Drei"]


def test_an_amount_in_braces_is_one_word():
    assert len(sentences("Es gibt {regelbedarf_1} im Monat.")[0].words) == 5


def test_marks_become_spaces_so_that_places_stay():
    text = "Ruf **jetzt** [hier](https://www.mtk.org) an."
    assert len(unmarked(text)) == len(text)
    assert unmarked(text).split() == ["Ruf", "jetzt", "hier", "an."]
