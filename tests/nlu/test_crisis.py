"""A crisis is recognised whatever else a message says."""

from __future__ import annotations

import pytest

from lotse.nlu.crisis import is_crisis


@pytest.mark.parametrize(
    "text",
    [
        "Ich bring mich um",
        "ICH WILL NICHT MEHR LEBEN",
        "ich moechte mich umbringen",
        "Ich überlege, mir das Leben zu nehmen",
        "will einfach nur noch sterben, ich will sterben",
        "Suizidgedanken",
        "denke an Selbstmord",
        "das leben hat keinen sinn mehr",
        "ich werf mich vor den zug, vor den zug springen wär leicht",
        "ich ritz mich, will mich ritzen",
        "kill myself",
        "mein Mann schlägt mich",
        "er hat mich gestern geschlagen",
        "mein vater droht mir mit einem messer",
        "häusliche Gewalt",
        "wo ist ein frauenhaus",
        "Wie hoch ist die Miete? Ich will übrigens nicht mehr leben",
        "ich willlll sterben",
    ],
)
def test_crisis_is_recognised(text: str) -> None:
    assert is_crisis(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ich ziehe um",
        "Wie melde ich mich um?",
        "Wovon soll ich leben?",
        "Mein Opa ist gestorben, wer zahlt die Beerdigung?",
        "Wie hoch ist der Regelbedarf zum Leben?",
        "mein kühlschrank ist kaputt gegangen",
        "ich kann nicht mehr zahlen",
        "bringt das was",
        "Wir leben zusammen in einer Wohnung",
    ],
)
def test_crisis_is_not_seen_where_there_is_none(text: str) -> None:
    assert not is_crisis(text)
