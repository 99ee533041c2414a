"""What means the same looks the same: spelling, abbreviations, words of the glossary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.nlu.normaliser import Normaliser, aliases_of, spelled, words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Für Große", "fuer grosse"),
        ("ÄÖÜ", "aeoeue"),
        ("Fu\u0308r", "fuer"),
        ("Jobcenterrrr", "jobcenterr"),
        ("Hiiilfe", "hiilfe"),
        ("Mitarbeiter:innen", "mitarbeiterinnen"),
        ("Schüler*in", "schuelerin"),
        ("Kund_innen", "kundinnen"),
        ("Arbeiter/innen", "arbeiterinnen"),
        ("Und/oder", "und/oder"),
        ("ﬁnden", "finden"),
        ("„ja“ – ’n", '"ja" - \'n'),
    ],
)
def test_spelled_text(text: str, plain: str) -> None:
    assert spelled(text) == plain


@pytest.mark.parametrize("number", ["53111", "1000 euro", "0800 000 111", "24.12.2222"])
def test_spelled_numbers_stay_as_they_are(number: str) -> None:
    assert spelled(number) == number


@given(st.text(alphabet="aäöüßAÄ:*_/in -.!?1", max_size=30))
def test_spelled_text_has_neither_umlauts_nor_capitals(text: str) -> None:
    assert not set(spelled(text)) & set("äöüßÄÖÜAI")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wann offen???", ["wann", "offen", "???"]),
        ("meine nummer ist [Telefon].", ["meine", "nummer", "ist", "[Telefon]"]),
        ("schueler-bafoeg, bitte!", ["schueler-bafoeg", "bitte", "!"]),
        ("", []),
        (" ,.; ", []),
    ],
)
def test_words_of_a_text(text: str, found: list[str]) -> None:
    assert words(text) == found


ALIASES = {
    "Hartz 4": "Grundsicherungsgeld",
    "Hartz": "Grundsicherungsgeld",
    "Geld vom Amt": "Grundsicherungsgeld",
    "Bürgergeld": "Grundsicherungsgeld",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kaution?", ["kaution", "?"]),
        ("Bürgergeld", ["buergergeld", "grundsicherungsgeld"]),
        ("krieg hartz 4 net", ["kriege", "hartz", "4", "grundsicherungsgeld", "nicht"]),
        ("Hartz", ["hartz", "grundsicherungsgeld"]),
        ("geld vom AMT", ["geld", "vom", "amt", "grundsicherungsgeld"]),
        ("geld vom vater", ["geld", "vom", "vater"]),
    ],
    ids=["plain", "one word", "longest wins", "shorter", "several words", "only its beginning"],
)
def test_normaliser_adds_the_official_word_and_loses_nothing(text: str, found: list[str]) -> None:
    assert Normaliser(ALIASES)(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("whg", ["wohnung"]), ("Tel", ["telefon"]), ("ausm", ["aus", "dem"]), ("kp", ["kein", "plan"])],
)
def test_normaliser_writes_abbreviations_out(text: str, found: list[str]) -> None:
    assert Normaliser({})(text) == found


def test_normaliser_without_glossary_keeps_all_words() -> None:
    assert Normaliser({})("Wann zahlt ihr?") == ["wann", "zahlt", "ihr", "?"]


def test_aliases_lead_from_what_is_said_to_the_official_word() -> None:
    assert aliases_of([("Kaution", ["Mietsicherheit", "Pfand"]), ("Regelbedarf", [])]) == {
        "Mietsicherheit": "Kaution",
        "Pfand": "Kaution",
    }


def test_normaliser_drops_a_placeholder_when_the_message_is_about_something() -> None:
    assert "[iban]" not in Normaliser({})("meine iban ist [IBAN] wo melde ich die")


def test_normaliser_keeps_placeholders_of_a_message_that_holds_little_else() -> None:
    assert Normaliser({})("[Name], geb. [Datum]") == ["[name]", "geb", "[datum]"]
