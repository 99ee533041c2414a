"""Übernehmen, with programs that answer at once; and once with a real training."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any, Callable, Iterator, Optional, Sequence

import pytest

from lotse.content.loader import load
from lotse.questions.states import Role
from lotse.staff.takeover import run
from lotse.staff.takeover.comparing import Known, Report, compare
from lotse.staff.takeover.status import Phase, Status
from lotse.training import models
from tests.conftest import PROJECT
from tests.staff.running_app import Staff, running_app

SENTENCE = "krieg ich die mietsicherheit vom amt vorgestreckt"


def _answer(intent: Optional[str], outcome: str = "answered", *candidates: str) -> dict[str, Any]:
    return {"outcome": outcome, "intent": intent, "candidates": list(candidates)}


class FakePrograms:
    """Trains nothing; the old model answers everything with "bg_hoehe", the new one with "kaution"."""

    train_works = True
    wait = 0.0

    def __init__(self, settings: Any) -> None:
        self.asked: list[Sequence[str]] = []

    def train(self, data: Path, folder: Path) -> bool:
        time.sleep(self.wait)
        folder.mkdir(parents=True)
        (folder / f"{models.PREFIX}{models.fingerprint(load(data))}.tar.gz").write_bytes(b"new")
        return self.train_works

    def ask(
        self, model: Path, data: Path, texts: Sequence[str], progress: Callable[[int], None]
    ) -> list[dict[str, Any]]:
        progress(len(texts))
        return [_answer("kaution" if model.read_bytes() == b"new" else "bg_hoehe") for _ in texts]

    def close(self) -> None:
        pass


@pytest.fixture
def trial(tmp_path: Path, content_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Staff]:
    """The app with an old model and one assigned question."""
    monkeypatch.setattr(run, "Programs", FakePrograms)
    # The small content is not whole: only what the new examples bring counts, as always.
    monkeypatch.setattr(run, "known_questions", lambda _: [Known("eins", "bg_hoehe"), Known("zwei", "kaution")])
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / f"{models.PREFIX}old.tar.gz").write_bytes(b"old")
    with running_app(tmp_path, content_folder, tmp_path / "models") as staff:
        staff.questions.add(SENTENCE)
        staff.person(Role.EDIT).post("/fragen/entscheiden", fragen=staff.stamp(), tat="zu:kaution")
        yield staff


def _finished(staff: Staff, seconds: float = 20) -> Status:
    end = time.monotonic() + seconds
    while staff.desk.takeover.status.running and time.monotonic() < end:
        time.sleep(0.05)
    assert not staff.desk.takeover.status.running
    return staff.desk.takeover.status


def _example_file(staff: Staff) -> Path:
    return staff.desk.content.faqs["kaution"].path


def test_the_trial_touches_nothing_and_the_release_writes_and_marks(trial: Staff) -> None:
    before = _example_file(trial).read_text(encoding="utf-8")
    editor = trial.person(Role.EDIT)
    assert SENTENCE in editor.get("/uebernehmen").text
    editor.post("/uebernehmen/probe", fragen=trial.stamp())
    status = _finished(trial)
    assert status.phase is Phase.READY, status.problems
    page = editor.get("/uebernehmen").text
    assert "Ergebnis des Probelaufs" in page
    assert "Schlechter: 1" in page
    assert "Besser: 1" in page
    assert "«eins»" in page
    assert "Freigeben darf die Rolle Freigabe." in page
    assert _example_file(trial).read_text(encoding="utf-8") == before
    boss = trial.person(Role.RELEASE)
    assert boss.post("/uebernehmen/freigeben").status_code == 400
    assert boss.post("/uebernehmen/freigeben", gelesen="ja").status_code == 303
    after = _example_file(trial).read_text(encoding="utf-8")
    assert SENTENCE in after
    assert after.replace(f"- {SENTENCE}\n", "").replace("  \n", "\n").split() == before.split()
    row = trial.questions.rows()[0]
    assert (row.state, row.check_outcome, row.check_intent) == ("geprueft", "answered", "kaution")
    fitting = models.fitting_model(trial.desk.settings)
    assert fitting is not None
    assert fitting.read_bytes() == b"new"
    assert boss.post("/uebernehmen/freigeben", gelesen="ja").status_code == 409


def test_a_decision_changed_after_the_trial_stops_the_release(trial: Staff) -> None:
    editor, before = trial.person(Role.EDIT), _example_file(trial).read_bytes()
    editor.post("/uebernehmen/probe", fragen=trial.stamp())
    _finished(trial)
    editor.post("/fragen/entscheiden", fragen=trial.stamp(), tat="zu:bg_hoehe")
    refused = trial.person(Role.RELEASE).post("/uebernehmen/freigeben", gelesen="ja")
    assert refused.status_code == 409
    assert "neu entschieden" in refused.text
    assert _example_file(trial).read_bytes() == before


def test_examples_changed_after_the_trial_stop_the_release_but_other_edits_stay(trial: Staff) -> None:
    editor, boss = trial.person(Role.EDIT), trial.person(Role.RELEASE)
    editor.post("/uebernehmen/probe", fragen=trial.stamp())
    _finished(trial)
    path = _example_file(trial)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rstrip("\n") + "\n- von hand dazu\n", encoding="utf-8")
    assert boss.post("/uebernehmen/freigeben", gelesen="ja").status_code == 409
    path.write_text("# von Hand\n" + text, encoding="utf-8")
    assert boss.post("/uebernehmen/freigeben", gelesen="ja").status_code == 303
    assert path.read_text(encoding="utf-8").startswith("# von Hand\n")


def test_a_failed_training_is_told_and_can_be_tried_again(trial: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakePrograms, "train_works", False)
    editor = trial.person(Role.EDIT)
    editor.post("/uebernehmen/probe", fragen=trial.stamp())
    assert _finished(trial).phase is Phase.REJECTED
    assert "Das Training ist misslungen" in editor.get("/uebernehmen").text
    monkeypatch.setattr(FakePrograms, "train_works", True)
    editor.post("/uebernehmen/probe", fragen=trial.stamp())
    assert _finished(trial).phase is Phase.READY


def test_an_example_of_another_answer_is_refused_by_the_checks(trial: Staff) -> None:
    taken = load(trial.desk.content.root).faqs["bg_hoehe"].entry.examples[0]
    ids = trial.questions.add(taken)
    editor = trial.person(Role.EDIT)
    editor.post("/fragen/entscheiden", fragen=trial.stamp(*ids), tat="zu:kaution")
    editor.post("/uebernehmen/probe", fragen=trial.stamp(*ids))
    status = _finished(trial)
    assert status.phase is Phase.REJECTED
    assert "ist auch ein Beispiel von" in status.problems[0]


def test_while_it_runs_progress_is_shown_and_a_second_one_waits(trial: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakePrograms, "wait", 1.0)
    editor = trial.person(Role.EDIT)
    editor.post("/uebernehmen/probe", fragen=trial.stamp())
    page = editor.get("/uebernehmen").text
    assert '<meta http-equiv="refresh" content="2">' in page
    assert "Der Probelauf läuft." in page
    assert trial.person(Role.RELEASE).post("/uebernehmen/probe", fragen=trial.stamp()).status_code == 409
    _finished(trial)


def test_the_sentence_to_learn_can_be_changed_but_not_to_personal_data(trial: Staff) -> None:
    editor = trial.person(Role.EDIT)
    refused = editor.post("/uebernehmen/satz", fragen=trial.stamp(), satz="ruf mich an 0171 2345678")
    assert refused.status_code == 400
    assert "persönliche Angaben" in refused.text
    editor.post("/uebernehmen/satz", fragen=trial.stamp(), satz="zahlt ihr die mietsicherheit")
    assert "zahlt ihr die mietsicherheit" in editor.get("/uebernehmen").text


def test_a_sentence_with_a_placeholder_is_not_ticked(trial: Staff) -> None:
    trial.questions.add("zahlt ihr [Name] die mietsicherheit")
    editor = trial.person(Role.EDIT)
    editor.post("/fragen/entscheiden", fragen=trial.stamp(), tat="zu:kaution")
    page = editor.get("/uebernehmen").text
    assert page.count(" checked>") == 1
    assert "enthält einen Platzhalter" in page


def test_a_trial_cut_off_by_a_restart_has_failed(tmp_path: Path) -> None:
    Status(Phase.RUNNING, "a").save(tmp_path / "stand.json")
    assert Status.load(tmp_path / "stand.json").phase is Phase.FAILED
    assert Status.load(tmp_path / "nichts.json").phase is Phase.NONE


def test_comparison_tells_better_from_worse() -> None:
    known = [Known(str(number), "a") for number in range(6)] + [Known("draußen", "out_of_scope")]
    old = [
        _answer("a"),
        _answer("b"),
        _answer(None, "suggested", "a"),
        _answer("a"),
        _answer("b"),
        _answer(None, "unanswered"),
        _answer("out_of_scope", "out_of_scope"),
    ]
    new = [
        _answer("a"),
        _answer("a"),
        _answer("a"),
        _answer(None, "suggested", "a"),
        _answer("c"),
        _answer("b"),
        _answer("a"),
    ]
    report = compare([("s", "a")], [_answer(None, "suggested", "a")], known, old, new)
    assert [(change.text, change.kind) for change in report.changes] == [
        ("3", "schlechter"),
        ("5", "schlechter"),
        ("draußen", "schlechter"),
        ("4", "anders"),
        ("1", "besser"),
        ("2", "besser"),
    ]
    assert (report.right_before, report.right_after) == (3, 3)
    assert report.accepted[0].now == "vorgeschlagen"
    assert Report.from_dict(report.as_dict()) == report


@pytest.mark.slow
def test_with_a_real_training_the_question_is_answered_afterwards(tmp_path: Path, models: Path) -> None:
    data = Path(shutil.copytree(PROJECT / "data", tmp_path / "data"))
    own_models = tmp_path / "models"
    own_models.mkdir()
    newest = max(models.glob("soziallotse-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    shutil.copy2(newest, own_models)
    with running_app(tmp_path, data, own_models) as staff:
        staff.questions.add("zwerghamster als mitbewohner anmelden bei euch", "zwerghamster anmelden")
        person = staff.person(Role.RELEASE)
        person.post("/fragen/entscheiden", fragen=staff.stamp(), tat="zu:kdu_angemessen")
        started = time.monotonic()
        person.post("/uebernehmen/probe", fragen=staff.stamp())
        status = _finished(staff, 600)
        print(
            "trial",
            round(time.monotonic() - started),
            "s",
            status.report
            and (
                status.report.known,
                status.report.right_before,
                status.report.right_after,
                len(status.report.changes),
                len(status.report.answered),
            ),
        )
        assert status.phase is Phase.READY, status.problems
        assert status.report is not None
        assert status.report.compared
        assert status.report.known > 500
        assert person.post("/uebernehmen/freigeben", gelesen="ja").status_code == 303
        assert "- zwerghamster anmelden" in (data / "faq" / "wohnen" / "kdu_angemessen.yml").read_text(encoding="utf-8")
        assert {row.state for row in staff.questions.rows()} == {"geprueft"}
