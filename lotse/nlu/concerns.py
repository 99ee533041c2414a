"""Two concerns in one message: "bin umgezogen und hab noch keinen Termin".

A message is cut in two at each of its joints (a comma, "und", the end of a sentence). Where both sides are sure
questions to different FAQs that the whole may mean as well, there are two concerns. Otherwise it is one story.
"""

from __future__ import annotations

import re
from typing import Callable, Container, Optional, Sequence

_JOINT = re.compile(
    r"[.?!;,\n]+|\s[-–+&]\s"
    r"|\b(?:und|aber|oder|außerdem|ausserdem|sowie|plus|achja|ansonsten|zweitens|sonst|nochwas|noch was)\b",
    re.IGNORECASE,
)
WORDS_OF_A_SIDE = 2
# A long story has many joints; only so many are tried, so that no message takes long.
MOST_CUTS = 8


def cuts(text: str) -> list[tuple[str, str]]:
    """The ways to cut a text in two, each side with some words."""
    found = []
    for joint in _JOINT.finditer(text):
        before, after = text[: joint.start()].strip(), text[joint.end() :].strip()
        if len(before.split()) >= WORDS_OF_A_SIDE and len(after.split()) >= WORDS_OF_A_SIDE:
            found.append((before, after))
    return found[:MOST_CUTS]


def two_concerns(
    sides: Sequence[tuple[list[str], list[str]]],
    best: Callable[[list[str]], tuple[str, float]],
    possible: Container[str],
    sure: float,
) -> Optional[tuple[str, str]]:
    """The two FAQs of the clearest cut, in the order of the message; None when it is one concern.

    Args:
        sides: The words before and after each cut.
        best: The classifier's best intent for words, and its probability.
        possible: The FAQs that the message as a whole may mean.
        sure: Least probability of either side.
    """
    clearest, least = None, sure
    for before, after in sides:
        (first, first_sure), (second, second_sure) = best(before), best(after)
        if first == second or first not in possible or second not in possible:
            continue
        if min(first_sure, second_sure) >= least:
            clearest, least = (first, second), min(first_sure, second_sure)
    return clearest
