"""The peer is Rasa's default and nothing else."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from benchmarks.peer_config import names, peer_config, rasa_default


@pytest.fixture
def default() -> dict:
    return rasa_default(Path(sysconfig.get_path("purelib")))


def test_peer_has_all_parts_of_the_default_but_the_response_selector(default: dict) -> None:
    assert names(peer_config(default)) == [
        "WhitespaceTokenizer",
        "RegexFeaturizer",
        "LexicalSyntacticFeaturizer",
        "CountVectorsFeaturizer",
        "CountVectorsFeaturizer",
        "DIETClassifier",
        "EntitySynonymMapper",
        "FallbackClassifier",
        "MemoizationPolicy",
        "RulePolicy",
        "UnexpecTEDIntentPolicy",
        "TEDPolicy",
    ]


def test_peer_parts_are_set_as_rasa_sets_them(default: dict) -> None:
    found = {part["name"]: part for kind in ("pipeline", "policies") for part in peer_config(default)[kind]}
    assert found["DIETClassifier"]["epochs"] == 100
    assert (found["FallbackClassifier"]["threshold"], found["FallbackClassifier"]["ambiguity_threshold"]) == (0.3, 0.1)
    assert (found["TEDPolicy"]["epochs"], found["TEDPolicy"]["max_history"]) == (100, 5)
    assert found["CountVectorsFeaturizer"]["analyzer"] == "char_wb"


def test_peer_with_fewer_epochs_differs_in_them_only(default: dict) -> None:
    short = peer_config(default, 5)
    assert {part["epochs"] for kind in ("pipeline", "policies") for part in short[kind] if "epochs" in part} == {5}
    assert peer_config(default, 100) == peer_config(default)
