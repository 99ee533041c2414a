"""The clock of the county: Berlin's time, and a day that tests can set."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Callable

import pytest

from lotse import clock


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        (datetime(2026, 11, 24, 10), 10),
        (datetime(2026, 11, 24, 10, tzinfo=timezone.utc), 11),
        (datetime(2026, 7, 24, 10, tzinfo=timezone.utc), 12),
    ],
)
def test_clock_tells_the_time_in_berlin(stopped_clock: Callable[[str], None], moment: datetime, hour: int) -> None:
    clock.set_now(moment)
    assert clock.now().hour == hour


def test_clock_day_begins_at_midnight_in_berlin(stopped_clock: Callable[[str], None]) -> None:
    clock.set_now(datetime(2026, 12, 31, 23, 30, tzinfo=timezone.utc))
    assert clock.today() == date(2027, 1, 1)


def test_clock_runs_on_the_day_of_the_settings(environment: Callable[..., None]) -> None:
    environment(LOTSE_ON="2027-01-02")
    assert clock.today() == date(2027, 1, 2)


def test_clock_without_a_set_day_runs_with_the_machine(environment: Callable[..., None]) -> None:
    before = datetime.now(timezone.utc)
    assert before <= clock.now() <= before + timedelta(minutes=1)
