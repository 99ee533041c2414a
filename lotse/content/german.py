"""How numbers, days and times are written in German."""

from __future__ import annotations

from datetime import date, time
from typing import Union

NBSP = "\u00a0"
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


def number(value: Union[int, float]) -> str:
    """1234.5 as "1.234,50"; whole numbers without decimals."""
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", ".")
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


def share(value: Union[int, float]) -> str:
    """2.3 as "2,3": as many decimals as the value has."""
    return f"{value:g}".replace(".", ",")


def day(value: date) -> str:
    """1. Juli 2026"""
    return f"{value.day}.{NBSP}{MONTHS[value.month - 1]} {value.year}"


def weekday_and_day(value: date) -> str:
    """Freitag, 27. November"""
    return f"{WEEKDAYS[value.weekday()]}, {value.day}.{NBSP}{MONTHS[value.month - 1]}"


def clock(value: time) -> str:
    """8:00 as "8", 15:30 as "15:30"."""
    return f"{value.hour}:{value.minute:02d}" if value.minute else str(value.hour)


def listed(parts: list[str], last: str = "und") -> str:
    """a, b und c"""
    return f" {last} ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
