"""What is masked, what stays, and that nothing else can happen."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any, Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lotse.privacy.redaction import Kind, Redactor, county_redactor, redact, use

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parent.parent
# Birth dates are told from appointments by the day: the corpus was written on this one.
TODAY = date(2026, 11, 22)

CORPUS: dict[str, list[dict[str, Any]]] = yaml.safe_load((FOLDER / "corpus.yml").read_text(encoding="utf-8"))
KEPT: dict[str, list[str]] = yaml.safe_load((FOLDER / "kept.yml").read_text(encoding="utf-8"))
JUDGED = {"name": 0.95, "address": 0.95}
MOST_TOUCHED = 0.005

# What redaction looks for, to build hostile messages from.
PIECES = [
    *(
        "1",
        "12",
        "123",
        "0",
        "01",
        "٣",
        "½",
        "/",
        "-",
        ".",
        " ",
        "  ",
        "(",
        ")",
        "+",
        "@",
        ":",
        ",",
        "_",
        "<<",
        "\n",
        "€",
        "§",
    ),
    *(
        "az ",
        "bg ",
        "a",
        "ab ",
        "de",
        "iban ",
        "kundennummer ",
        "tel ",
        "geb ",
        "am ",
        "str ",
        "straße ",
        "weg ",
        "at ",
        "punkt ",
    ),
    *(
        "frau ",
        "herr ",
        "lena ",
        "müller ",
        "von ",
        "ich heiße ",
        "mein sohn ",
        "mfg ",
        "nr ",
        "ist ",
        "null ",
        "eins ",
        "FK",
        "MTK-",
    ),
    *(
        "[Name]",
        "[Datum]",
        "[",
        "]",
        "3.5.2008",
        "24.12.2026",
        "http://",
        "a.de/",
        "?x=",
        "İ",
        "ſ",
        "ﬁ",
        "ß",
        "e\u0301",
        "\ue000",
        "\u200b",
    ),
]
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=120).map(lambda pieces: "".join(pieces)[:500])


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return county_redactor(PROJECT / "data", today=lambda: TODAY)


def corpus_cases() -> Iterator[Any]:
    for section, cases in CORPUS.items():
        for case in cases:
            marks = [pytest.mark.xfail(strict=True, reason="known miss")] if case.get("missed") else []
            yield pytest.param(case["text"], case["masked"], id=f"{section}: {case['text'][:40]}", marks=marks)


def training_examples() -> list[str]:
    files = [*(PROJECT / "data" / "faq").glob("*/*.yml"), *(PROJECT / "data" / "dialog").glob("*.yml")]
    contents = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(files)]
    return [
        str(example) for content in contents if isinstance(content, dict) for example in content.get("examples") or []
    ]


def test_questions() -> list[str]:
    rows: list[str] = []
    for path in sorted((PROJECT / "tests" / "nlu").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [row["text"] for row in csv.DictReader(file)]
    return rows


test_questions.__test__ = False  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "masked"), corpus_cases())
def test_masks_personal_data_as_people_type_it(redactor: Redactor, text: str, masked: str) -> None:
    assert redactor.redact(text)[0] == masked


@pytest.mark.parametrize("text", [text for texts in KEPT.values() for text in texts])
def test_leaves_what_is_not_personal(redactor: Redactor, text: str) -> None:
    assert redactor.redact(text) == (text, [])


def test_corpus_is_large_enough() -> None:
    assert sum(map(len, CORPUS.values())) >= 400


@pytest.mark.parametrize("section", CORPUS)
def test_recall_is_high_enough(redactor: Redactor, section: str) -> None:
    cases = CORPUS[section]
    masked = sum(redactor.redact(case["text"])[0] == case["masked"] for case in cases)
    assert masked / len(cases) >= JUDGED.get(section, 1.0)


@pytest.mark.parametrize("pool", [training_examples, test_questions])
def test_hardly_touches_ordinary_questions(redactor: Redactor, pool: Any) -> None:
    texts = pool()
    touched = [text for text in texts if redactor.redact(text)[1]]
    assert texts
    assert len(touched) / len(texts) <= MOST_TOUCHED, touched


def test_names_the_kinds_in_the_order_of_the_text() -> None:
    _, kinds = redact("lena@example.org, 0152 28817386, ich heiße Lena Beispiel")
    assert kinds == [Kind.EMAIL, Kind.PHONE, Kind.NAME]


def test_takes_an_empty_message() -> None:
    assert redact("") == ("", [])


def test_leaves_placeholders_that_are_already_there() -> None:
    text = (
        "Name: [Name] geb. [Datum], [Adresse], Tel [Telefon], IBAN [IBAN], az [Nummer], [E-Mail] [Link] [Kennzeichen]"
    )
    assert redact(text) == (text, [])


def test_knows_the_county_file_numbers_only_with_its_settings(redactor: Redactor) -> None:
    text = "KJC 123 4567"
    assert redactor.redact(text)[0] == "[Nummer]"
    assert Redactor().redact(text)[0] == text


def test_keeps_the_offices_of_the_county(redactor: Redactor) -> None:
    text = "Ist das Jobcenter Am Kreishaus 1-5, Telefon 06192 2010?"
    assert redactor.redact(text) == (text, [])


def test_masks_the_desk_behind_the_switchboard(redactor: Redactor) -> None:
    assert redactor.redact("Durchwahl 06192 201-4711")[0] == "Durchwahl [Telefon]"


def test_uses_the_redactor_that_the_process_chose(redactor: Redactor) -> None:
    use(redactor)
    try:
        assert redact("KJC 123 4567")[0] == "[Nummer]"
    finally:
        use(None)


def test_birth_dates_age_with_the_calendar() -> None:
    text = "bescheid vom 24.12.2020"
    assert Redactor(today=lambda: date(2026, 1, 1)).redact(text)[0] == text
    assert Redactor(today=lambda: date(2031, 1, 1)).redact(text)[0] == "bescheid vom [Datum]"


def test_masks_names_of_a_language_model_unless_they_are_ordinary_words() -> None:
    def model(text: str) -> list[tuple[int, int]]:
        words = ("Xanthia Quell", "Jobcenter", "xaver")
        return [(text.index(word), text.index(word) + len(word)) for word in words if word in text]

    redactor = Redactor(name_model=model)
    assert redactor.redact("morgen kommt Xanthia Quell mit ins Jobcenter")[0] == "morgen kommt [Name] mit ins Jobcenter"


def test_a_language_model_is_not_asked_about_what_is_masked() -> None:
    seen: list[str] = []

    def model(text: str) -> list[tuple[int, int]]:
        seen.append(text)
        return []

    Redactor(name_model=model).redact("schreib an lena@example.org")
    assert seen
    assert not any("lena" in text for text in seen)


@settings(max_examples=400, deadline=None, database=None)
@given(HOSTILE)
def test_hostile_messages_raise_nothing_and_are_masked_once_and_for_all(text: str) -> None:
    masked, _ = redact(text)
    assert redact(masked) == (masked, [])


@settings(max_examples=300, deadline=None, database=None)
@given(st.text(max_size=200))
def test_any_text_raises_nothing_and_is_masked_once_and_for_all(text: str) -> None:
    masked, _ = redact(text)
    assert redact(masked) == (masked, [])


@settings(max_examples=200, deadline=None, database=None)
@given(st.sampled_from([case for cases in CORPUS.values() for case in cases if not case.get("missed")]))
def test_masked_messages_stay_as_they_are(case: dict[str, Any]) -> None:
    redactor = county_redactor(PROJECT / "data", today=lambda: TODAY)
    assert redactor.redact(case["masked"]) == (case["masked"], [])


@settings(max_examples=200, deadline=None, database=None)
@given(st.sampled_from(["\u00a0", "\u200b", "\u202f", "\u2009"]), st.sampled_from(["-", "\u2013", "\u2011"]))
def test_blanks_and_dashes_of_every_width_separate_digits(blank: str, dash: str) -> None:
    assert redact(f"tel 069{blank}90009{dash}123")[0] == "tel [Telefon]"
