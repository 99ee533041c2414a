"""The content of the growth benchmark is whole, of the right size, and its copies have words of their own."""

from __future__ import annotations

from pathlib import Path

from benchmarks.growth import EXAMPLES, write_content
from lotse.content.loader import DIALOG, load
from lotse.settings import PROJECT


def test_content_of_a_size_is_in_order_and_differs_from_copy_to_copy(tmp_path: Path) -> None:
    write_content(PROJECT / "data", tmp_path / "data", 250)
    content = load(tmp_path / "data")
    faqs = [faq for faq in content.faqs.values() if faq.topic != DIALOG]
    assert content.problems == ()
    assert len(faqs) == 250
    assert max(len(faq.entry.examples) for faq in faqs) == EXAMPLES
    first, copy = content.faqs["kaution"], content.faqs["kaution_1"]
    words = [
        {word for text in faq.entry.examples for word in text.split() if word.isalpha() and len(word) > 6}
        for faq in (first, copy)
    ]
    assert not words[0] & words[1]
