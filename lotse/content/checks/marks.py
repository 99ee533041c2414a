"""Markup that the answers do not have: it would stand there as signs."""

from __future__ import annotations

import re
from typing import Iterator, NamedTuple

from lotse.content.checks.findings import Finding, excerpt, finding
from lotse.content.checks.passages import Passage, passages
from lotse.content.facts import PLACEHOLDER
from lotse.content.loader import Content
from lotse.content.markup import INLINE


class Mark(NamedTuple):
    """A kind of markup that does not exist here: what it is, what to do, and how it would be right."""

    what: str
    pattern: re.Pattern[str]
    remedy: str
    sample: str


# The first that fits a place counts.
_UNKNOWN = (
    Mark(
        "Das ist HTML",
        re.compile(r"</?[a-zA-Z][^>\n]*>|&(?:[a-z]+|#\d+);"),
        "Nimm die spitzen Klammern heraus.",
        "**wichtig**",
    ),
    Mark(
        "Überschriften gibt es nicht",
        re.compile(r"^#{1,6} .*", re.M),
        "Mach einen kurzen Satz in fetter Schrift daraus.",
        "**Das brauchst du**",
    ),
    Mark(
        "So beginnt keine Liste",
        re.compile(r"^(?:[*+•–—]|-(?=\w)) ?\w.*", re.M),
        "Beginn jeden Punkt mit Minus und Leerzeichen.",
        "- Mietvertrag",
    ),
    Mark(
        "Eine Liste in der Liste gibt es nicht",
        re.compile(r"^[ \t]+[-*] .*", re.M),
        "Rück den Punkt nicht ein.",
        "- Mietvertrag",
    ),
    Mark(
        "Nummerierte Listen gibt es nicht",
        re.compile(r"(?:\A|(?<=\n\n))1[.)] .*"),
        "Beginn jeden Schritt mit Minus und Leerzeichen.",
        "- Ruf an.",
    ),
    Mark("Bilder gibt es nicht", re.compile(r"!x{5,}"), "Nimm das Bild heraus.", ""),
    Mark(
        "Der Link ist nicht vollständig",
        re.compile(r"\[[^\]\n]*\](?:\([^)\n]*\)?)?|\]\("),
        "Schreib den Text in eckige, die Adresse in runde Klammern.",
        "[Mietvertrag](https://www.mtk.org)",
    ),
    Mark(
        "Die Adresse steht offen im Text",
        re.compile(r"\bhttps?://\S+"),
        "Mach einen Link mit Worten daraus.",
        "[Internetseite des Kreises](https://www.mtk.org)",
    ),
    Mark(
        "Der Fettdruck ist nicht geschlossen",
        re.compile(r"\*\*[^*\n]*"),
        "Setz zwei Sterne davor und zwei dahinter.",
        "**wichtig**",
    ),
    Mark(
        "Diese Auszeichnung gibt es nicht",
        re.compile(r"(?<!\w)[*_][^\s*_][^*_\n]*[*_](?!\w)|`[^`\n]*`?|~~[^~\n]+~~|^> .*", re.M),
        "Nimm die Zeichen heraus oder schreib fett.",
        "**wichtig**",
    ),
    Mark(
        "So wird kein Fakt eingesetzt",
        re.compile(r"\{[^}\n]*\}?|\}"),
        "Schreib den Namen des Fakts klein und ohne Leerzeichen in die Klammern.",
        "{regelbedarf_1}",
    ),
)
_PLAIN_ONLY = "In diesem Feld geht nur einfacher Text: Nimm die Zeichen heraus."


def check_marks(content: Content) -> Iterator[Finding]:
    """Unknown markup in all texts."""
    for passage in passages(content):
        yield from _marks(passage)


def _marks(passage: Passage) -> Iterator[Finding]:
    if not passage.marked:
        for match in INLINE.finditer(passage.text):
            mark = Mark("Hier wird nichts hervorgehoben", INLINE, _PLAIN_ONLY, match["bold"] or match["label"])
            yield _unknown(passage, match, mark)
    text = INLINE.sub(_blank, PLACEHOLDER.sub(_blank, passage.text))
    for mark in _UNKNOWN:
        for match in mark.pattern.finditer(text):
            yield _unknown(passage, match, mark)
        text = mark.pattern.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return "x" * len(match[0])


def _unknown(passage: Passage, match: re.Match[str], mark: Mark) -> Finding:
    found = excerpt(passage.text[match.start() : match.end()], 40)
    return finding(
        "C311",
        passage.file,
        passage.where,
        match.start(),
        what=mark.what,
        found=found,
        remedy=mark.remedy,
        sample=mark.sample,
    )
