"""One form for all forms of a word."""

from __future__ import annotations

import pytest

from lotse.nlu.roots import _FORMS, root


@pytest.mark.parametrize(
    "forms",
    [
        ("habe", "hast", "hat", "haben"),
        ("kann", "kannst", "koennen"),
        ("du", "dich", "sie", "ihnen"),
        ("mieten", "miete"),
        ("wohnungen", "wohnung"),
        ("antraege", "antraegen"),
        ("zahle", "zahlen"),
    ],
)
def test_root_is_the_same_for_all_forms(forms: tuple[str, ...]) -> None:
    assert len({root(form) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("miete", "mutter"), ("ich", "du"), ("muss", "darf")])
def test_root_tells_different_words_apart(one: str, other: str) -> None:
    assert root(one) != root(other)


def test_root_table_has_each_form_once() -> None:
    forms = [form for base, others in _FORMS.items() for form in (base, *others.split())]
    assert len(forms) == len(set(forms))


def test_root_table_is_spelled_as_the_normaliser_spells() -> None:
    assert all(form.isascii() and form.islower() for base, others in _FORMS.items() for form in (base, *others.split()))
