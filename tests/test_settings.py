"""Settings: defaults, and a loud refusal of what cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotse.settings import PROJECT, SettingError, Settings


def test_settings_without_environment_are_those_of_the_demo() -> None:
    own = Settings.from_environment({})
    assert (own.env, own.port, own.data, own.origins, own.on) == ("demo", 8080, PROJECT / "data", (), "")


def test_settings_show_no_unconfirmed_values_in_production_only() -> None:
    assert Settings.from_environment({"LOTSE_ENV": "production"}).production
    assert not Settings.from_environment({"LOTSE_ENV": "demo"}).production


def test_settings_blank_value_counts_as_not_set() -> None:
    assert Settings.from_environment({"LOTSE_PORT": "  "}).port == 8080


def test_settings_value_is_taken_without_surrounding_spaces() -> None:
    assert Settings.from_environment({"LOTSE_PORT": " 9000 "}).port == 9000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOTSE_ENV", "test"),
        ("LOTSE_ENV", "Production"),
        ("LOTSE_PORT", "0"),
        ("LOTSE_PORT", "65536"),
        ("LOTSE_PORT", "-1"),
        ("LOTSE_PORT", "80.5"),
        ("LOTSE_PORT", "achtzig"),
        ("LOTSE_PORT", "²"),
        ("LOTSE_PROXIES", "6"),
        ("LOTSE_SESSION_MINUTES", "0"),
        ("LOTSE_SESSION_MINUTES", "241"),
        ("LOTSE_MAX_TEXT", "49"),
        ("LOTSE_RATE_SESSION", "0"),
        ("LOTSE_RATE_ADDRESS", "viele"),
        ("LOTSE_ORIGINS", "*"),
        ("LOTSE_ORIGINS", "https://*.mtk.org"),
        ("LOTSE_ORIGINS", "www.mtk.org"),
        ("LOTSE_ORIGINS", "ftp://www.mtk.org"),
        ("LOTSE_ORIGINS", "https://www.mtk.org/"),
        ("LOTSE_ORIGINS", "https://www.mtk.org/jobcenter"),
        ("LOTSE_ORIGINS", "https://"),
        ("LOTSE_ON", "2026-02-30"),
        ("LOTSE_ON", "24.12.2026"),
    ],
)
def test_settings_refuse_a_wrong_value_and_name_it(name: str, value: str) -> None:
    with pytest.raises(SettingError) as refused:
        Settings.from_environment({name: value})
    assert name in str(refused.value)
    assert repr(value) in str(refused.value)
    assert "Erwartet wird" in str(refused.value)


def test_settings_refuse_a_short_secret_without_showing_it() -> None:
    with pytest.raises(SettingError) as refused:
        Settings.from_environment({"LOTSE_SECRET": "geheim123"})
    assert "geheim123" not in str(refused.value)
    assert "32" in str(refused.value)


def test_settings_take_a_long_secret() -> None:
    assert Settings.from_environment({"LOTSE_SECRET": "x" * 32}).secret == "x" * 32


def test_settings_origins_are_separated_by_commas() -> None:
    own = Settings.from_environment({"LOTSE_ORIGINS": "https://www.mtk.org, http://localhost:3000,"})
    assert own.origins == ("https://www.mtk.org", "http://localhost:3000")


def test_settings_paths_are_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert Settings.from_environment({"LOTSE_DATA": "inhalte"}).data == tmp_path / "inhalte"
