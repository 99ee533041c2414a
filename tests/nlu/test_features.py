"""From words to a sparse vector."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from lotse.nlu.features import (
    BLOCKS,
    BLOCKS_OF_WORDS,
    Block,
    Vocabulary,
    char_grams,
    place_grams,
    root_char_grams,
    root_grams,
)

TEXTS = [["wie", "viel", "geld"], ["wie", "viel", "miete"], ["kaution"]]


def test_features_character_grams_know_where_a_word_begins_and_ends() -> None:
    assert {" g", "ge", "ld", "d ", " gel", "geld", "eld "} <= set(char_grams(["geld"]))


def test_features_character_grams_stay_inside_a_word() -> None:
    assert set(char_grams(["ab", "cd"])) == set(char_grams(["ab"])) | set(char_grams(["cd"]))


def test_features_short_word_is_one_gram_at_most_of_its_whole_length() -> None:
    assert char_grams(["a"]) == {" a": 1, "a ": 1, " a ": 1}


def test_features_grams_are_counted() -> None:
    assert char_grams(["anan"])["an"] == 2


def test_features_roots_and_their_pairs_know_where_a_message_begins_and_ends() -> None:
    assert root_grams(["zahlt", "mieten"]) == {"~zahlt": 1, "~miet": 1, "~^ zahlt": 1, "~zahlt miet": 1, "~miet $": 1}


def test_features_roots_are_the_same_for_all_forms_of_a_word() -> None:
    assert root_grams(["hast", "du"]) == root_grams(["haben", "sie"])
    assert root_char_grams(["wohnungen"]) == root_char_grams(["wohnung"])


def test_features_places_are_those_of_the_first_and_the_last_words() -> None:
    assert place_grams(["a", "b", "c", "d", "e"]) == {"#0 a": 1, "#1 b": 1, "#2 c": 1, "#-0 e": 1, "#-1 d": 1, "#5": 1}
    assert place_grams(["a"]) == {"#0 a": 1, "#-0 a": 1, "#1": 1}


def test_features_length_of_long_messages_is_the_same() -> None:
    assert "#12" in place_grams(["a"] * 12)
    assert "#12" in place_grams(["a"] * 40)


def test_features_of_one_kind_cannot_be_taken_for_those_of_another() -> None:
    kinds = [set(block.grams(["geld", "amt"])) for block in BLOCKS]
    assert len(set().union(*kinds)) == sum(len(kind) for kind in kinds)


@pytest.mark.parametrize("block", BLOCKS_OF_WORDS, ids=lambda block: block.grams.__name__)
def test_features_that_are_looked_up_word_by_word_do_not_depend_on_the_words_around(block: Block) -> None:
    words = ["wohnungen", "geld", "a", "geld"]
    assert block.grams(words) == sum((block.grams([word]) for word in words), Counter())


def test_vocabulary_keeps_what_enough_texts_hold() -> None:
    names = Vocabulary.learn(TEXTS, seen_at_least=2).names
    assert "~wie viel" in names
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


def test_vocabulary_vector_has_what_words_share_once_for_each_word() -> None:
    vocabulary = Vocabulary.learn(TEXTS, seen_at_least=1)
    positions, _ = vocabulary.vector(["geld", "geld"])
    shared = [vocabulary.names[position] for position in positions if positions.count(position) == 2]
    assert {"=geld", " gel", "+geld"} <= set(shared)
    assert "~geld" not in shared


def test_vocabulary_knows_all_words_and_how_often_they_were_seen() -> None:
    assert Vocabulary.learn(TEXTS, seen_at_least=2).words == {"wie": 2, "viel": 2, "geld": 1, "miete": 1, "kaution": 1}


def test_vocabulary_vector_of_what_no_text_holds_is_empty() -> None:
    assert Vocabulary.learn(TEXTS, seen_at_least=1).vector(["xyz"] * 5) == ([], [])


def test_vocabulary_typing_error_shares_grams_with_the_word() -> None:
    vocabulary = Vocabulary.learn(TEXTS, seen_at_least=1)
    right, _ = vocabulary.vector(["kaution"])
    wrong, _ = vocabulary.vector(["kautoin"])
    assert len(set(right) & set(wrong)) >= 5
