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
RARE_AT_MOST = 40
BLOCK_AT_MOST = 300
# One of these more or less makes another question of it.
_TELLING = frozenset("nicht kein keine keinen keiner ohne ab unter ueber vor nach statt oder".split())


@dataclass(frozen=True)
class Bag:
    """The words of a sentence in alphabetical order: "Miete, wie hoch?" and "wie hoch Miete" are the same."""

    words: tuple[str, ...]
    text: str


def bag(sentence: str) -> Bag:
    """The words of a sentence, spelled as the classifier knows them. One of signs alone is its own word."""
    found = tuple(sorted(word for word in words(spelled(sentence)) if any(sign.isalnum() for sign in word)))
    found = found or (sentence.strip(),)
    return Bag(found, " ".join(found))


def nearly_same(bags: Sequence[Bag]) -> list[tuple[int, int]]:
    """Pairs of positions of bags that are nearly, but not wholly, the same."""
    return [pair for pair in sorted(_candidates(bags)) if _alike(bags[pair[0]], bags[pair[1]])]


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
    """Sentences that share a rare run of letters: finds typing errors in several words."""
    grams = [_grams(one.text) for one in bags]
    frequency = Counter(gram for found in grams for gram in found)
    blocks: dict[Hashable, set[int]] = defaultdict(set)
    for position, found in enumerate(grams):
        rare = sorted(gram for gram in found if 1 < frequency[gram] <= RARE_AT_MOST)
        for gram in sorted(rare, key=frequency.__getitem__)[:RAREST]:
            blocks[gram].add(position)
    return blocks


def _grams(text: str) -> set[str]:
    return {text[start : start + GRAM] for start in range(len(text) - GRAM + 1)}


def _alike(one: Bag, other: Bag) -> bool:
    if one.words == other.words or not fuzz.ratio(one.text, other.text, score_cutoff=NEARLY):
        return False
    left, right = list((Counter(one.words) - Counter(other.words))), list((Counter(other.words) - Counter(one.words)))
    if any(word in _TELLING or any(sign.isdigit() for sign in word) for word in left + right):
        return False
    replaced = len(left) == len(right) == 1
    return not replaced or fuzz.ratio(left[0], right[0]) >= SAME_WORD


def frames(sentences: Sequence[str]) -> Iterator[tuple[str, list[int]]]:
    """Forms with one gap, "wie hoch ist …", and the positions of the sentences that fill it."""
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for position, sentence in enumerate(sentences):
        parts = words(spelled(sentence))
        if len(parts) > 3:
            for gap in range(len(parts)):
                found[(*parts[:gap], "…", *parts[gap + 1 :])].add(position)
    for frame, positions in found.items():
        yield " ".join(frame), sorted(positions)
