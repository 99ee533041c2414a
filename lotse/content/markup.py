"""The small markup of the answers: paragraphs, "- " lists, **bold**, [text](link). Nothing else has a meaning."""

from __future__ import annotations

import re
from typing import Any

Span = dict[str, Any]
Block = dict[str, Any]

INLINE = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<label>[^\]]+)\]\((?P<href>[^)\s]+)\)")
# "//host" and "/\\host" would lead to another site.
SAFE_LINK = re.compile(r"^(https://|tel:|mailto:|/(?![/\\]))")


def spans(text: str) -> list[Span]:
    """A line as a list of spans: plain, bold or a link."""
    found: list[Span] = []
    end = 0
    for match in INLINE.finditer(text):
        _plain(found, text[end : match.start()])
        if match["bold"]:
            found.append({"text": match["bold"], "bold": True})
        elif SAFE_LINK.match(match["href"]):
            found.append({"text": match["label"], "href": match["href"]})
        else:
            found.append({"text": match["label"]})
        end = match.end()
    _plain(found, text[end:])
    return found


def _plain(found: list[Span], text: str) -> None:
    if text:
        found.append({"text": text})


def blocks(text: str) -> list[Block]:
    """A text as paragraph and list blocks. Line breaks inside a paragraph are spaces."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        _blocks_of_part(part.splitlines(), found)
    return found


def _blocks_of_part(lines: list[str], found: list[Block]) -> None:
    paragraph: list[str] = []
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            _close_paragraph(paragraph, found)
            items.append(line[2:].strip())
        elif items and line.startswith("  "):
            items[-1] += " " + line.strip()
        else:
            _close_list(items, found)
            paragraph.append(line.strip())
    _close_paragraph(paragraph, found)
    _close_list(items, found)


def _close_paragraph(lines: list[str], found: list[Block]) -> None:
    if lines:
        found.append({"type": "paragraph", "spans": spans(" ".join(lines))})
        lines.clear()


def _close_list(items: list[str], found: list[Block]) -> None:
    if items:
        found.append({"type": "list", "items": [spans(item) for item in items]})
        items.clear()


def plain(parts: list[Span]) -> str:
    """Spans as plain text; a link shows its address."""
    return "".join(f"{part['text']} ({part['href']})" if _shows_address(part) else part["text"] for part in parts)


def _shows_address(part: Span) -> bool:
    return part.get("href", "").startswith("https://") and part["href"] not in part["text"]


def links(text: str) -> list[str]:
    """All link targets of a text."""
    return [match["href"] for match in INLINE.finditer(text) if match["href"]]
