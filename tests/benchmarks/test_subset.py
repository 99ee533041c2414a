"""A part of the examples keeps the proportions, and both sides get the same part."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.subset import LEAST_PER_INTENT, picked, reduce_content, shares
from lotse.content.loader import DIALOG, load

COUNTS = {"kaution": 200, "umzug": 100, "dank": 50, "ja": 10, "selten": 1}


def test_shares_keep_the_proportions() -> None:
    given_shares = shares(COUNTS, 180)
    assert sum(given_shares.values()) == 180
    for name in ("kaution", "umzug", "dank"):
        assert abs(given_shares[name] - 180 * COUNTS[name] / 361) <= 1


def test_shares_leave_every_intent_its_least_number() -> None:
    assert shares(COUNTS, 20) == {"kaution": 10, "umzug": 5, "dank": 2, "ja": 2, "selten": 1}


def test_shares_of_more_than_there_is_are_all() -> None:
    assert shares(COUNTS, 10_000) == COUNTS


def test_shares_refuse_less_than_can_be_learned() -> None:
    with pytest.raises(ValueError, match="too few"):
        shares(COUNTS, 5)


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 500), min_size=1, max_size=100), st.floats(0, 1.2))
def test_shares_sum_up_and_never_exceed_what_there_is(counts: dict[str, int], part: float) -> None:
    least = sum(min(count, LEAST_PER_INTENT) for count in counts.values())
    total = max(least, int(part * sum(counts.values())))
    found = shares(counts, total)
    assert sum(found.values()) == min(total, sum(counts.values()))
    assert all(min(LEAST_PER_INTENT, counts[name]) <= number <= counts[name] for name, number in found.items())


def test_picked_is_always_the_same_in_its_old_order() -> None:
    examples = [f"Frage {number}" for number in range(100)]
    found = picked(examples, 10)
    assert found == picked(examples, 10)
    assert found == sorted(found, key=examples.index)
    assert len(set(found)) == 10


def test_picked_of_more_than_there_is_are_all() -> None:
    assert picked(["a", "b"], 5) == ["a", "b"]


def test_reduced_content_is_whole_but_for_examples(content_folder: Path) -> None:
    _with_examples(content_folder, "kaution", [f"kaution frage {number}" for number in range(40)])
    before = load(content_folder)
    total = _texts(content_folder) * 2 // 3
    left = reduce_content(content_folder, total)
    after = load(content_folder)
    assert not after.problems
    assert left == total == _texts(content_folder)
    for name, faq in before.faqs.items():
        assert after.faqs[name].entry.copy(update={"examples": []}) == faq.entry.copy(update={"examples": []})
        assert set(after.faqs[name].entry.examples) <= set(faq.entry.examples)


def test_reduced_content_to_nothing_given_stays_as_it_is(content_folder: Path) -> None:
    before = _texts(content_folder)
    assert reduce_content(content_folder, 0) == before
    assert _texts(content_folder) == before


def _with_examples(folder: Path, intent: str, examples: list[str]) -> None:
    path = load(folder).faqs[intent].path
    text = path.read_text(encoding="utf-8").partition("\nexamples:")[0]
    lines = "".join(f"- {example}\n" for example in examples)
    path.write_text(f"{text}\nexamples:\n{lines}", encoding="utf-8")


def _texts(folder: Path) -> int:
    """Examples and canonical questions."""
    return sum(len(faq.entry.examples) + (faq.topic != DIALOG) for faq in load(folder).faqs.values())
