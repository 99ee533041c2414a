"""From words to a sparse vector."""

from __future__ import annotations

import numpy as np
import pytest

from lotse.nlu.features import Vocabulary, char_grams, word_grams

TEXTS = [["wie", "viel", "geld"], ["wie", "viel", "miete"], ["kaution"]]


def test_features_character_grams_know_where_a_word_begins_and_ends() -> None:
    assert {" g", "ge", "ld", "d ", " gel", "geld", "eld ", " geld", "geld "} <= set(char_grams(["geld"]))


def test_features_character_grams_stay_inside_a_word() -> None:
    assert set(char_grams(["ab", "cd"])) == set(char_grams(["ab"])) | set(char_grams(["cd"]))


def test_features_short_word_is_one_gram_at_most_of_its_whole_length() -> None:
    assert char_grams(["a"]) == {" a": 1, "a ": 1, " a ": 1}


def test_features_grams_are_counted() -> None:
    assert char_grams(["anan"])["an"] == 2


def test_features_words_and_pairs_of_words() -> None:
    assert word_grams(["wie", "viel", "geld"]) == {"=wie": 1, "=viel": 1, "=geld": 1, "=wie viel": 1, "=viel geld": 1}


def test_features_words_cannot_be_taken_for_characters() -> None:
    assert not set(word_grams(["geld"])) & set(char_grams(["geld"]))


def test_vocabulary_keeps_what_enough_texts_hold() -> None:
    names = Vocabulary.learn(TEXTS, seen_at_least=2).names
    assert "=wie viel" in names
    assert "=kaution" not in names


def test_vocabulary_is_in_a_stable_order() -> None:
    names = Vocabulary.learn(TEXTS, seen_at_least=1).names
    assert names == sorted(names) == Vocabulary.learn(reversed(TEXTS), seen_at_least=1).names


def test_vocabulary_gives_rare_grams_more_weight() -> None:
    vocabulary = Vocabulary.learn(TEXTS, seen_at_least=1)
    weight = dict(zip(vocabulary.names, vocabulary.idf, strict=True))
    assert weight["=kaution"] > weight["=wie"]


def test_vocabulary_vector_of_a_long_text_weighs_no_more_than_that_of_a_short_one() -> None:
    vocabulary = Vocabulary.learn(TEXTS, seen_at_least=1)
    short, long = (np.linalg.norm(vocabulary.vector(words)[1]) for words in (["geld"], [*TEXTS[0], *TEXTS[1]]))
    assert short == pytest.approx(long, rel=1e-5)


def test_vocabulary_vector_names_each_position_once() -> None:
    positions, values = Vocabulary.learn(TEXTS, seen_at_least=1).vector(["geld", "geld"])
    assert len(positions) == len(set(positions)) == len(values)


def test_vocabulary_vector_of_unknown_words_is_empty() -> None:
    assert Vocabulary.learn(TEXTS, seen_at_least=1).vector(["xyz"]) == ([], [])


def test_vocabulary_typing_error_shares_grams_with_the_word() -> None:
    vocabulary = Vocabulary.learn(TEXTS, seen_at_least=1)
    right, _ = vocabulary.vector(["kaution"])
    wrong, _ = vocabulary.vector(["kautoin"])
    assert len(set(right) & set(wrong)) >= 5
