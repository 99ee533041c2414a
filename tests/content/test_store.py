"""The content in memory: live after a change, and never worse for a broken file."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from lotse.content.problems import ContentError
from lotse.content.store import ContentStore, shared_store
from lotse.settings import settings

BROKEN = "question: Wo ist: der Fehler\n"


@pytest.fixture
def kaution(content_folder: Path) -> Path:
    """The file of one FAQ."""
    return content_folder / "faq" / "wohnen" / "kaution.yml"


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_store_without_changes_has_nothing_to_refresh(store: ContentStore) -> None:
    before = store.content
    assert not store.refresh()
    assert store.content is before


def test_store_shows_a_changed_answer_after_refresh(store: ContentStore, kaution: Path) -> None:
    _replace(kaution, "Ja, meist als", "Ja, immer als")
    assert store.refresh()
    assert store.content.faqs["kaution"].entry.answer.startswith("Ja, immer als")


def test_store_shows_a_changed_amount_after_refresh(store: ContentStore, content_folder: Path) -> None:
    _replace(content_folder / "county" / "facts.yml", "value: 563", "value: 575")
    store.refresh()
    assert store.content.facts["regelbedarf_1"].values[0].value == 575


def test_store_shows_a_new_file_after_refresh(store: ContentStore, content_folder: Path) -> None:
    (content_folder / "faq" / "geld" / "auszahlung.yml").write_text(
        "question: Wann?\nanswer: Am Ersten.\n", encoding="utf-8"
    )
    assert store.refresh()
    assert store.content.faqs["auszahlung"].topic == "geld"


def test_store_forgets_a_deleted_file_after_refresh(store: ContentStore, kaution: Path) -> None:
    kaution.unlink()
    assert store.refresh()
    assert "kaution" not in store.content.faqs
    assert store.problems == ()


def test_store_picture_of_a_reader_stays_as_it_was(store: ContentStore, kaution: Path) -> None:
    before = store.content
    kaution.unlink()
    store.refresh()
    assert "kaution" in before.faqs


def test_store_keeps_the_last_good_answer_of_a_broken_file(store: ContentStore, kaution: Path) -> None:
    before = store.content.faqs["kaution"]
    kaution.write_text(BROKEN, encoding="utf-8")
    store.refresh()
    assert store.content.faqs["kaution"] == before


def test_store_names_the_problem_of_a_broken_file(
    store: ContentStore, kaution: Path, caplog: pytest.LogCaptureFixture
) -> None:
    kaution.write_text(BROKEN, encoding="utf-8")
    with caplog.at_level(logging.ERROR, logger="lotse.content.store"):
        store.refresh()
    (problem,) = store.problems
    assert (problem.file, problem.line) == ("data/faq/wohnen/kaution.yml", 1)
    assert "data/faq/wohnen/kaution.yml, Zeile 1" in caplog.text


def test_store_goes_on_naming_the_problem_when_another_file_changes(
    store: ContentStore, kaution: Path, content_folder: Path
) -> None:
    kaution.write_text(BROKEN, encoding="utf-8")
    store.refresh()
    _replace(content_folder / "faq" / "geld" / "bg_hoehe.yml", "Du bekommst", "Du kriegst")
    store.refresh()
    assert [problem.file for problem in store.problems] == ["data/faq/wohnen/kaution.yml"]


def test_store_shows_other_changes_while_a_file_is_broken(
    store: ContentStore, kaution: Path, content_folder: Path
) -> None:
    kaution.write_text(BROKEN, encoding="utf-8")
    _replace(content_folder / "faq" / "geld" / "bg_hoehe.yml", "Du bekommst", "Du kriegst")
    store.refresh()
    assert store.content.faqs["bg_hoehe"].entry.answer.startswith("Du kriegst")


def test_store_clears_the_problem_of_a_repaired_file(
    store: ContentStore, kaution: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = kaution.read_text(encoding="utf-8")
    kaution.write_text(BROKEN, encoding="utf-8")
    store.refresh()
    kaution.write_text(good.replace("Ja, meist", "Ja, oft"), encoding="utf-8")
    with caplog.at_level(logging.INFO, logger="lotse.content.store"):
        store.refresh()
    assert store.problems == ()
    assert store.content.faqs["kaution"].entry.answer.startswith("Ja, oft")
    assert "wieder ohne Fehler" in caplog.text


def test_store_clears_the_problem_of_a_deleted_broken_file(store: ContentStore, kaution: Path) -> None:
    kaution.write_text(BROKEN, encoding="utf-8")
    store.refresh()
    kaution.unlink()
    store.refresh()
    assert store.problems == ()
    assert "kaution" not in store.content.faqs


@pytest.mark.parametrize("name", ["county/offices.yml", "county/facts.yml", "county/places.yml", "faq/topics.yml"])
def test_store_keeps_what_a_deleted_county_file_held(store: ContentStore, content_folder: Path, name: str) -> None:
    before = store.content
    (content_folder / name).unlink()
    store.refresh()
    assert (store.content.offices, store.content.facts, store.content.places) == (
        before.offices,
        before.facts,
        before.places,
    )
    assert [problem.code for problem in store.problems] == ["I011"]


def test_store_starts_without_a_file_that_is_broken_from_the_start(content_folder: Path, kaution: Path) -> None:
    kaution.write_text(BROKEN, encoding="utf-8")
    store = ContentStore(content_folder)
    assert "kaution" not in store.content.faqs
    assert len(store.problems) == 1


def test_store_refuses_to_start_without_any_content(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="Die Datei fehlt"):
        ContentStore(tmp_path)


def test_store_is_shared_within_a_process(environment) -> None:
    assert shared_store() is shared_store()
    assert shared_store().root == settings().data
