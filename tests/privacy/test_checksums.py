"""Check digits, against published examples."""

from __future__ import annotations

import pytest

from lotse.privacy.checksums import is_health_number, is_pension_number


@pytest.mark.parametrize("number", ["15070649C103", "15070649c103"])
def test_accepts_the_published_pension_number(number: str) -> None:
    assert is_pension_number(number)


@pytest.mark.parametrize("number", ["15070649C104", "15070649103", "15070649Ä103", ""])
def test_refuses_another_pension_number(number: str) -> None:
    assert not is_pension_number(number)


@pytest.mark.parametrize("number", ["A000500015", "a000500015"])
def test_accepts_the_published_health_number(number: str) -> None:
    assert is_health_number(number)


@pytest.mark.parametrize("number", ["A000500016", "A00050001", ""])
def test_refuses_another_health_number(number: str) -> None:
    assert not is_health_number(number)
