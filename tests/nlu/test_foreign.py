"""Other languages are recognised; German with errors or one foreign word stays German."""

from __future__ import annotations

import pytest

from lotse.nlu.foreign import foreign_language
from lotse.nlu.normaliser import words

KNOWN = frozenset(
    words("was tun schulden jobcenter adresse termin hofheim hartz4 bedingungen welche also offen antrag")
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I need help with my application", "en"),
        ("how do i get an appointment at the jobcenter", "en"),
        ("Мені потрібна допомога з заявою на житло", "uk"),
        ("Как получить деньги на квартиру?", "ru"),
        ("Искам да кандидатствам за помощ, къде е бюрото по труда", "bg"),
        ("Kira yardımı almak istiyorum", "tr"),
        ("أحتاج مساعدة في دفع الإيجار", "ar"),
        ("کمک هزینه مسکن می‌خواهم", "fa"),
        ("potrzebuję pomocy z wnioskiem", "pl"),
        ("unde este biroul de muncă", "ro"),
        ("ho bisogno di aiuto con l'affitto", "it"),
        ("necesito ayuda con el alquiler", "es"),
        ("j'ai besoin d'aide pour mon loyer", "fr"),
    ],
)
def test_foreign_recognises_the_languages_of_the_county(text: str, language: str) -> None:
    assert foreign_language(text, KNOWN) == language


@pytest.mark.parametrize(
    "text",
    [
        "wie hoch ist mein regelsatz",
        "schulden was tun",
        "was bringt mir das jobcenter eig",
        "kann ich appointment machen online",
        "my landlord kicked me out wo kann ich schlafen",
        "kautionn",
        "jobcoach",
        "hallo",
        "Jobcenter Hofheim Adresse",
        "mietschuldn wass tuhn ich habe angst",
        "",
        "???",
        "[IBAN] [Name]",
    ],
)
def test_foreign_leaves_german_alone(text: str) -> None:
    assert foreign_language(text, KNOWN) is None
