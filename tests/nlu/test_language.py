"""The German pipeline: de_core_news_md where it is installed, else spaCy's built-in German."""

from __future__ import annotations

from lotse.nlu.language import LanguageModelMismatchError, german, installed


def test_language_without_the_model_is_the_built_in_german(no_language_model: str) -> None:
    assert installed() == no_language_model == "spacy-blank-de"
    assert german().lang == "de"
    assert german().pipe_names == []


def test_language_model_that_is_installed_is_named_with_its_version(language_model: str) -> None:
    assert installed() == language_model == "de_core_news_md-3.4.0"


def test_language_model_that_is_installed_is_used(language_model: str) -> None:
    pipeline = german()
    assert (pipeline.meta["name"], pipeline.meta["version"]) == ("core_news_md", "3.4.0")
    assert [token.lemma_ for token in pipeline("Wohnungen") if token.lemma_] == ["Wohnung"]


def test_language_model_is_used_without_its_parser(language_model: str) -> None:
    assert german().pipe_names == ["attribute_ruler"]


def test_language_pipeline_is_loaded_once(no_language_model: str) -> None:
    assert german() is german()


def test_language_mismatch_names_both_and_the_way_out() -> None:
    message = str(LanguageModelMismatchError("de_core_news_md-3.4.0", "spacy-blank-de"))
    assert "«de_core_news_md-3.4.0»" in message
    assert "«spacy-blank-de»" in message
    assert "make train" in message
    assert "make language-model" in message
