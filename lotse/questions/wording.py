"""When two questions are the same: their normalised text, its hash, and what counts as a near duplicate.

Hashes of decided questions outlive their texts. Changing `normalised` makes all of them unknown: never do so lightly.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from rapidfuzz import fuzz

NEARLY_SAME = 90
# The first measure finds any text within a longer one: "wohngeld" would be the same as every question on Wohngeld.
# Of such pairs among this project's examples 61 % have different answers; with the second measure few are left.
ALSO_IN_LENGTH = 80

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_REPEATED = re.compile(r"(\w)\1{2,}")
_WORD = re.compile(r"\w+")


def normalised(text: str) -> str:
    """The text without case, punctuation and extra blanks, with umlauts and ß written out."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = _WORD.findall(_REPEATED.sub(r"\1\1", unicodedata.normalize("NFC", plain).translate(_UMLAUTS)))
    return " ".join(words) if words else "".join(plain.split())


def text_hash(normal: str) -> str:
    """The hash of a normalised text: 128 bits, as hexadecimal."""
    return hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()[:32]


def nearly_same(one: str, other: str) -> bool:
    """Whether two normalised texts ask the same in nearly the same words."""
    return fuzz.token_set_ratio(one, other) >= NEARLY_SAME and fuzz.token_sort_ratio(one, other) >= ALSO_IN_LENGTH
