"""The county's file numbers: read from its settings, refused in German when broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotse.privacy.county import PatternError, load_file_numbers

PROJECT = Path(__file__).resolve().parent.parent.parent


def written(folder: Path, text: str) -> Path:
    path = folder / "privacy.yml"
    path.write_text(text, encoding="utf-8")
    return path


def entry(pattern: str, example: str) -> str:
    return f"- name: Aktenzeichen\n  pattern: '{pattern}'\n  example: {example!r}\n"


def test_reads_the_settings_of_the_county() -> None:
    assert load_file_numbers(PROJECT / "data" / "county" / "privacy.yml")


def test_takes_an_empty_file(tmp_path: Path) -> None:
    assert load_file_numbers(written(tmp_path, "# nichts\n")) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (entry(r"AB-(\d{4}", "AB-1234"), "kaputt"),
        (entry(r"AB-\d+", "AB-1234"), "ohne Grenze"),
        (entry(r"AB-(\d{2,}){3}", "AB-123456"), "ohne Grenze"),
        (entry(r"AB-\d{4}", "AB-12"), "passt nicht auf sein Beispiel"),
        (entry(r"AB\d?", "AB"), "zu wenige Ziffern"),
        (entry(r"\d{3,5}", "65719"), "gewöhnlichen Text"),
        (entry(r"\d{2}\.\d{2}\.\d{4}", "11.22.3333"), "gewöhnlichen Text"),
        (entry("A" * 201, "AB-1234"), "zu lang"),
        ("- name: Aktenzeichen\n  pattern: 'AB-\\d{4}'\n", "Es fehlt etwas"),
        ("- name: Aktenzeichen\n  pattern: 'AB-\\d{4}'\n  example: 1234\n", "jedes als Text"),
        ("name: Aktenzeichen\n", "muss eine Liste sein"),
        ("- name: [\n", "kein gültiges YAML"),
    ],
)
def test_refuses_a_broken_setting_and_says_how_to_put_it_right(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason) as refusal:
        load_file_numbers(written(tmp_path, text))
    assert "privacy.yml" in str(refusal.value)
    assert "So geht es:" in str(refusal.value)


def test_refuses_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="lässt sich nicht lesen"):
        load_file_numbers(tmp_path / "privacy.yml")


def test_refuses_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "privacy.yml"
    path.write_bytes("- name: Zähler".encode("latin-1"))
    with pytest.raises(PatternError, match="UTF-8"):
        load_file_numbers(path)
