"""The markup of the answers: never HTML, and no link that could do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.content.markup import blocks, links, plain, spans


def test_markup_line_without_marks_is_one_span() -> None:
    assert spans("Frag beim Amt nach.") == [{"text": "Frag beim Amt nach."}]


def test_markup_bold_is_a_span_of_its_own() -> None:
    assert spans("Meist als **Darlehen**.") == [
        {"text": "Meist als "},
        {"text": "Darlehen", "bold": True},
        {"text": "."},
    ]


@pytest.mark.parametrize(
    "href", ["https://www.mtk.org/a?b=c#d", "tel:+4961922010", "mailto:amt@example.org", "/fragen"]
)
def test_markup_safe_link_keeps_its_address(href: str) -> None:
    assert spans(f"[hier]({href})") == [{"text": "hier", "href": href}]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert`1`",
        "JavaScript:alert`1`",
        "data:text/html,x",
        "vbscript:x",
        "http://www.example.org",
        "//example.org",
        "/\\example.org",
        "fragen",
        "file:///etc/passwd",
    ],
)
def test_markup_unsafe_link_becomes_text(href: str) -> None:
    assert spans(f"vorher [hier]({href}) nachher") == [{"text": "vorher "}, {"text": "hier"}, {"text": " nachher"}]


@pytest.mark.parametrize("html", ["<b>fett</b>", "<script>alert(1)</script>", '<a href="https://x.de">x</a>', "&lt;"])
def test_markup_html_has_no_meaning(html: str) -> None:
    assert blocks(html) == [{"type": "paragraph", "spans": [{"text": html}]}]


@pytest.mark.parametrize(
    "text", ["**offen", "[ohne Ziel]", "[x]()", "* kein Punkt", "# keine Überschrift", "1. keine Liste"]
)
def test_markup_incomplete_or_unknown_marks_stay_as_they_are(text: str) -> None:
    assert blocks(text) == [{"type": "paragraph", "spans": [{"text": text}]}]


def test_markup_empty_line_begins_a_paragraph() -> None:
    assert blocks("eins\n\nzwei\n \ndrei") == [
        {"type": "paragraph", "spans": [{"text": word}]} for word in ("eins", "zwei", "drei")
    ]


def test_markup_line_break_in_a_paragraph_is_a_space() -> None:
    assert blocks("eins\nzwei") == [{"type": "paragraph", "spans": [{"text": "eins zwei"}]}]


def test_markup_hyphens_make_a_list() -> None:
    assert blocks("- eins\n- **zwei**") == [
        {"type": "list", "items": [[{"text": "eins"}], [{"text": "zwei", "bold": True}]]}
    ]


def test_markup_indented_line_goes_on_with_the_item() -> None:
    assert blocks("- eins\n  und mehr") == [{"type": "list", "items": [[{"text": "eins und mehr"}]]}]


def test_markup_list_may_follow_a_line_at_once() -> None:
    assert [block["type"] for block in blocks("Du brauchst:\n- Ausweis\nSonst nichts.")] == [
        "paragraph",
        "list",
        "paragraph",
    ]


def test_markup_of_nothing_is_nothing() -> None:
    assert blocks(" \n ") == []


def test_markup_plain_text_shows_where_a_link_leads() -> None:
    assert plain(spans("Siehe [Gesetz](https://www.example.org).")) == "Siehe Gesetz (https://www.example.org)."


@pytest.mark.parametrize("text", ["[0 61 92](tel:+496192)", "[Fragen](/fragen)", "[https://a.de](https://a.de)"])
def test_markup_plain_text_leaves_out_an_address_that_tells_nothing_new(text: str) -> None:
    assert plain(spans(text)) == text[1 : text.index("]")]


def test_markup_links_are_all_targets_even_unsafe_ones() -> None:
    assert links("[a](https://a.de) **b** [c](http://c.de)") == ["https://a.de", "http://c.de"]


@given(st.text(alphabet="ab <>&\"'*]()-\n:/", max_size=60))
def test_markup_never_loses_a_letter(text: str) -> None:
    lines = [line for block in blocks(text) for line in block.get("items", [block.get("spans")])]
    shown = "".join(span["text"] for line in lines for span in line)
    assert [letter for letter in shown if letter in "ab"] == [letter for letter in text if letter in "ab"]
