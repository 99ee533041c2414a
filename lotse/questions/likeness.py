"""How alike texts are: by their three-letter pieces, the rare ones counting most (TF-IDF, cosine).

Where the classifier proposed answers for both texts, the likeness of those counts as well: it knows synonyms. Of
questions that the classifier left open, this put two and a half times as many into groups of the same purity.
"""

from __future__ import annotations

from typing import Sequence

import numpy as np
from scipy.sparse import csr_matrix, diags, identity

from lotse.content.schema import Outcome

ALIKE = 0.5
WEIGHT_OF_CANDIDATES = 0.3
# Below this likeness in words even the same candidates do not make two texts alike enough.
LEAST_IN_WORDS = (ALIKE - WEIGHT_OF_CANDIDATES) / (1 - WEIGHT_OF_CANDIDATES)
# A piece that many texts share says little and costs most: it does not count as common ground.
COMMON_SHARE = 0.05
COMMON_AT_LEAST = 100
# Bounds the memory: the likeness of all with all would take gigabytes.
ROWS_AT_ONCE = 1000

Candidates = Sequence[tuple[str, float]]


def likeness(texts: Sequence[str], candidates: Sequence[Candidates]) -> csr_matrix:
    """For each two normalised texts a number from ALIKE to 1 where they are alike; nothing elsewhere."""
    pieces, answers = _pieces(texts), _answers(candidates)
    answered = np.asarray(answers.getnnz(axis=1) > 0)
    firsts, seconds, scores = [], [], []
    for start in range(0, len(texts), ROWS_AT_ONCE):
        # Only with those that come after: who is like whom is the same from both sides.
        block = (pieces[start : start + ROWS_AT_ONCE] @ pieces[start:].T.tocsr()).tocoo()
        enough = (block.col > block.row) & (block.data >= LEAST_IN_WORDS)
        first, second, score = block.row[enough] + start, block.col[enough] + start, block.data[enough]
        both = np.flatnonzero(answered[first] & answered[second])
        same_answers = answers[first[both]].multiply(answers[second[both]]).sum(axis=1)
        score[both] += WEIGHT_OF_CANDIDATES * (np.asarray(same_answers).ravel() - score[both])
        near = score >= ALIKE
        firsts.append(first[near])
        seconds.append(second[near])
        scores.append(score[near])
    pairs = np.concatenate(firsts), np.concatenate(seconds)
    one_side = csr_matrix((np.concatenate(scores), pairs), shape=(len(texts), len(texts)), dtype=np.float32)
    return (one_side + one_side.T + identity(len(texts), np.float32)).tocsr()


def _pieces(texts: Sequence[str]) -> csr_matrix:
    padded = [f" {text} " for text in texts]
    letters = np.frombuffer("".join(padded).encode("utf-32-le", "replace"), np.uint32).astype(np.int64)
    # Three letters in one number; 21 bits hold any of them. Those across two texts are left out.
    codes = (letters[:-2] << 42) | (letters[1:-1] << 21) | letters[2:]
    lengths = np.array([len(text) for text in padded])
    rows = np.repeat(np.arange(len(texts)), lengths)[:-2]
    inside = rows == np.repeat(np.arange(len(texts)), lengths)[2:]
    known, columns = np.unique(codes[inside], return_inverse=True)
    ones = np.ones(len(columns), np.float32)
    counts = csr_matrix((ones, (rows[inside], columns)), shape=(len(texts), len(known)))
    texts_with = np.bincount(counts.indices, minlength=len(known))
    rarity = np.log((1 + len(texts)) / (1 + texts_with)) + 1
    counts.data = ((1 + np.log(counts.data)) * rarity[counts.indices]).astype(np.float32)
    # Scaled before the common pieces go: a text of nothing else must not become like any other.
    scaled = _unit_rows(counts)
    return scaled[:, texts_with <= max(COMMON_AT_LEAST, COMMON_SHARE * len(texts))]


def _answers(candidates: Sequence[Candidates]) -> csr_matrix:
    places: dict[str, int] = {}
    rows, columns, scores = [], [], []
    for row, ranking in enumerate(candidates):
        for intent, score in ranking:
            if intent != Outcome.OUT_OF_SCOPE.value and score > 0:
                rows.append(row)
                columns.append(places.setdefault(intent, len(places)))
                scores.append(score)
    shape = (len(candidates), max(1, len(places)))
    return _unit_rows(csr_matrix((np.array(scores, np.float32), (rows, columns)), shape=shape))


def _unit_rows(matrix: csr_matrix) -> csr_matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    lengths[lengths == 0] = 1
    return (diags(1 / lengths).astype(np.float32) @ matrix).tocsr()
