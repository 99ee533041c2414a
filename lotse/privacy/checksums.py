"""Check digits that python-stdnum does not have.

Each function takes the number without separators; letters count in any case.
"""

from __future__ import annotations

import re

_VSNR = re.compile(r"\d{8}[A-Z]\d{3}")
_VSNR_WEIGHTS = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
_KVNR = re.compile(r"[A-Z]\d{9}")


def _letter_number(letter: str) -> str:
    """A is 01, B is 02, ... Z is 26."""
    return f"{ord(letter) - ord('A') + 1:02d}"


def _digit_sum(number: int) -> int:
    return number // 10 + number % 10


def is_pension_number(number: str) -> bool:
    """Whether a Rentenversicherungsnummer is valid (VKVV § 4)."""
    number = number.upper()
    if not _VSNR.fullmatch(number):
        return False
    digits = number[:8] + _letter_number(number[8]) + number[9:11]
    total = sum(_digit_sum(int(digit) * weight) for digit, weight in zip(digits, _VSNR_WEIGHTS, strict=True))
    return total % 10 == int(number[11])


def is_health_number(number: str) -> bool:
    """Whether the fixed part of a Krankenversichertennummer is valid."""
    number = number.upper()
    if not _KVNR.fullmatch(number):
        return False
    digits = _letter_number(number[0]) + number[1:9]
    total = sum(_digit_sum(int(digit) * (1 + position % 2)) for position, digit in enumerate(digits))
    return total % 10 == int(number[9])
