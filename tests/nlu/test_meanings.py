"""What words mean: words of the examples from the model, others from the encoder, near those that mean the same."""

from __future__ import annotations

import numpy as np
import pytest

from lotse.nlu import encoder
from lotse.nlu.encoder import TableOnDisk, encode
from lotse.nlu.meanings import DIMENSIONS, LONGEST_WORD, Meanings

SEEN = {"wohnung": 4, "miete": 3, "geld": 5, "termin": 2, "amt": 1, "strasse": 1, "ueberweisung": 2}


@pytest.fixture(scope="module")
def meanings() -> Meanings:
    """The meanings of a few words in ten examples."""
    return Meanings.learn(SEEN, 10, encode)


def _alike(meanings: Meanings, first: str, second: str) -> float:
    one, other = meanings.vector(first), meanings.vector(second)
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("apartment", "wohnung", "termin"),
        ("finanzen", "geld", "termin"),
        ("behoerde", "amt", "geld"),
        ("gasse", "strasse", "geld"),
    ],
)
def test_meanings_new_word_is_nearer_to_one_that_means_the_same(
    meanings: Meanings, word: str, near: str, far: str
) -> None:
    assert word not in SEEN
    assert _alike(meanings, word, near) > _alike(meanings, word, far)


def test_meanings_rare_words_are_longer(meanings: Meanings) -> None:
    lengths = [np.linalg.norm(meanings.vector(word)) for word in ("geld", "miete", "termin", "amt")]
    assert lengths == sorted(lengths)
    assert meanings.rarity > lengths[-1]


def test_meanings_words_of_the_examples_need_no_encoder(meanings: Meanings) -> None:
    def unused(words: list[str]) -> np.ndarray:
        raise AssertionError(words)

    alone = Meanings(meanings.words, meanings.vectors, meanings.projection, meanings.rarity, unused)
    assert np.array_equal(alone.vector("geld"), meanings.vector("geld"))


@pytest.mark.parametrize("word", ["[iban]", "?", "24", "x" * (LONGEST_WORD + 1)])
def test_meanings_of_what_is_no_word_are_nothing(meanings: Meanings, word: str) -> None:
    assert not meanings.vector(word).any()


def test_meanings_umlauts_are_understood_although_they_are_written_out(meanings: Meanings) -> None:
    assert _alike(meanings, "haeuser", "wohnung") > _alike(meanings, "haeuser", "termin")


def test_meanings_of_words_that_are_written_alike_but_mean_something_else_differ(meanings: Meanings) -> None:
    assert _alike(meanings, "mieter", "miete") > _alike(meanings, "miene", "miete")


def test_meanings_have_few_dimensions(meanings: Meanings) -> None:
    assert meanings.vector("gasse").shape == (min(DIMENSIONS, 512),)


def test_encoder_gives_vectors_of_length_one_and_the_same_each_time() -> None:
    first, again = encode(["wohnung", "geld"]), encode(["geld"])
    assert np.linalg.norm(first, axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert again[0] == pytest.approx(first[1], abs=1e-5)


def test_encoder_reads_the_rows_of_its_table_from_disk() -> None:
    table = np.arange(40, dtype=np.uint8).reshape(8, 5)
    rows = np.array([7, 0, 7, 3])
    assert np.array_equal(TableOnDisk(table)[rows], table[rows])


def test_encoder_works_without_room_on_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(encoder.tempfile, "TemporaryFile", full)
    in_memory = encoder._encoder.__wrapped__()
    assert isinstance(in_memory.table, np.ndarray)
    assert in_memory.encode(["wohnung"])[0] == pytest.approx(encode(["wohnung"])[0], abs=1e-5)
