"""Percentiles and medians."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.figures import median, percentile

TIMES = st.lists(st.floats(min_value=0, max_value=1e6), min_size=1, max_size=200)


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0, 1), (0.25, 2), (0.5, 3), (0.75, 4), (1, 5), (0.99, 4.96)],
)
def test_percentile_lies_between_neighbours(share: float, expected: float) -> None:
    assert percentile([5, 3, 1, 4, 2], share) == pytest.approx(expected)


def test_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7], 0.99) == 7


def test_percentile_refuses_nothing() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


@pytest.mark.parametrize("share", [-0.1, 1.1, 99])
def test_percentile_refuses_what_is_no_share(share: float) -> None:
    with pytest.raises(ValueError, match="share"):
        percentile([1, 2], share)


@given(TIMES)
def test_percentile_grows_with_its_share_and_stays_within_the_values(times: list[float]) -> None:
    found = [percentile(times, share / 20) for share in range(21)]
    assert all(low <= high or low == pytest.approx(high) for low, high in zip(found, found[1:], strict=False))
    assert found[0] == min(times)
    assert found[-1] == max(times)


@given(TIMES)
def test_percentile_of_a_half_is_the_median(times: list[float]) -> None:
    assert percentile(times, 0.5) == pytest.approx(median(times))


def test_median_is_not_moved_by_one_slow_round() -> None:
    assert median([10, 11, 900]) == 11
