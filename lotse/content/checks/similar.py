"""Finds sentences that are nearly the same among many, without comparing all with all."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import Hashable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from lotse.nlu.normaliser import spelled, words

NEARLY = 90
SAME_WORD = 75
GRAM = 5
RAREST = 4
RARE_AT_MOST = 30
BLOCK_AT_MOST = 300
# One of these more or less makes another question of it.
_TELLING = frozenset(
    ("nicht", "kein", "keine", "keinen", "keiner", "ohne", "ab", "unter", "ueber", "vor", "nach", "statt", "oder")
)


@dataclass(frozen=True)
class Bag:
    """The words of a sentence in alphabetical order: "Miete, wie hoch?" and "wie hoch Miete" are the same."""

    words: tuple[str, ...]
    text: str
    in_order: tuple[str, ...]


def bag(sentence: str) -> Bag:
    """The words of a sentence, spelled as the classifier knows them. One of signs alone is its own word."""
    spoken = tuple(word for word in words(spelled(sentence)) if word[0] not in "?!:") or (sentence.strip(),)
    found = tuple(sorted(spoken))
    return Bag(found, " ".join(found), spoken)


def nearly_same(bags: Sequence[Bag]) -> list[tuple[int, int]]:
    """Pairs of positions of bags that are nearly, but not wholly, the same."""
    return sorted(pair for pair in _candidates(bags) if _alike(bags[pair[0]], bags[pair[1]]))


def _candidates(bags: Sequence[Bag]) -> set[tuple[int, int]]:
    return {
        pair
        for blocks in (_blocks_by_words(bags), _blocks_by_rare_letters(bags))
        for block in blocks.values()
        if len(block) <= BLOCK_AT_MOST
        for pair in combinations(sorted(block), 2)
    }


def _blocks_by_words(bags: Sequence[Bag]) -> Mapping[Hashable, set[int]]:
    """Sentences that share all words but one."""
    blocks: dict[Hashable, set[int]] = defaultdict(set)
    for position, one in enumerate(bags):
        blocks[one.words].add(position)
        if len(one.words) > 2:
            for left_out in range(len(one.words)):
                blocks[one.words[:left_out] + one.words[left_out + 1 :]].add(position)
    return blocks


def _blocks_by_rare_letters(bags: Sequence[Bag]) -> Mapping[Hashable, set[int]]:
    """Sentences that share one of the rarest runs of letters of any of them: finds typing errors in several words."""
    grams = [_grams(one.text) for one in bags]
    having: dict[str, set[int]] = defaultdict(set)
    for position, found in enumerate(grams):
        for gram in found:
            having[gram].add(position)
    rare = {gram: len(positions) for gram, positions in having.items() if 1 < len(positions) <= RARE_AT_MOST}
    chosen = (sorted(found & rare.keys(), key=lambda gram: (rare[gram], gram))[:RAREST] for found in grams)
    return {gram: having[gram] for grams_of_one in chosen for gram in grams_of_one}


def _grams(text: str) -> set[str]:
    return {text[start : start + GRAM] for start in range(len(text) - GRAM + 1)}


def _alike(one: Bag, other: Bag) -> bool:
    if one.words == other.words or not fuzz.ratio(one.text, other.text, score_cutoff=NEARLY):
        return False
    left = list(Counter(one.words) - Counter(other.words))
    right = list(Counter(other.words) - Counter(one.words))
    if any(word in _TELLING or any(sign.isdigit() for sign in word) for word in left + right):
        return False
    replaced = len(left) == len(right) == 1
    return not replaced or fuzz.ratio(left[0], right[0]) >= SAME_WORD


def frames(bags: Sequence[Bag]) -> Iterator[tuple[str, list[int]]]:
    """Forms with one gap, "wie hoch ist …", and the positions of the sentences that fill it."""
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for position, one in enumerate(bags):
        parts = one.in_order
        if len(parts) > 3:
            for gap in range(len(parts)):
                frame = parts[:gap] + ("…",) + parts[gap + 1 :]
                found[frame].add(position)
    for form, positions in found.items():
        yield " ".join(form), sorted(positions)
