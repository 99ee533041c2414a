"""The project's commands, as other tools and people call them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx
import psutil
import pytest

from tests.running import PROJECT, Chat, Server, free_port, running

pytestmark = pytest.mark.slow


def lotse(*arguments: str, models: Path, check: bool = True, **environment: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-m", "lotse.cli", *arguments],
        cwd=PROJECT,
        env={**os.environ, "LOTSE_MODELS": str(models), **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert not check or result.returncode == 0, result.stderr
    return result


def test_ask_gives_the_fixed_json(models: Path) -> None:
    reply = json.loads(lotse("ask", "wie hoch darf meine miete sein", "--json", models=models).stdout)
    assert set(reply) == {"outcome", "intent", "confidence", "text", "suggestions"}
    assert (reply["outcome"], reply["intent"]) == ("answered", "kdu_angemessen")
    assert 0 < reply["confidence"] <= 1


def test_evaluate_gives_the_fixed_json_and_names_unknown_labels(models: Path, tmp_path: Path) -> None:
    questions = tmp_path / "fragen.csv"
    questions.write_text(
        "text,intent\n"
        "wie hoch darf meine miete sein,kdu_angemessen\n"
        "wer wird meister,out_of_scope\n"
        "hallo,gibt_es_nicht\n",
        encoding="utf-8",
    )
    result = json.loads(lotse("evaluate", str(questions), "--json", models=models).stdout)
    assert set(result["in_scope"]) == {
        "n",
        "top1",
        "top3",
        "answered_right",
        "answered_wrong",
        "suggested_right",
        "suggested_wrong",
        "unanswered",
    }
    assert set(result["out_of_scope"]) == {"n", "answered", "suggested", "unanswered"}
    assert result["in_scope"]["n"] == 1
    assert result["in_scope"]["top1"] == 1.0
    assert result["unknown_labels"] == {"gibt_es_nicht": 1}


def test_evaluate_refuses_a_file_without_the_columns(models: Path, tmp_path: Path) -> None:
    questions = tmp_path / "fragen.csv"
    questions.write_text("frage;antwort\n", encoding="utf-8")
    result = lotse("evaluate", str(questions), models=models, check=False)
    assert result.returncode == 1
    assert "text,intent" in result.stderr


def test_evaluate_train_measures_the_pipeline_on_foreign_data(models: Path, tmp_path: Path) -> None:
    rows = [
        (f"{word} {thing}", label)
        for label, words in {
            "essen": ["suppe kochen", "brot backen", "nudeln essen"],
            "sport": ["ball spielen", "laufen gehen", "tor schiessen"],
        }.items()
        for word in words
        for thing in ("heute", "morgen", "gern", "nie")
    ]
    train, test = tmp_path / "train.tsv", tmp_path / "test.tsv"
    for path in (train, test):
        path.write_text("text\tlabel\n" + "".join(f"{text}\t{label}\n" for text, label in rows), encoding="utf-8")
    result = json.loads(lotse("evaluate", "--train", str(train), str(test), "--json", models=models).stdout)
    assert result["accuracy"] > 0.9
    assert result["train_seconds"] > 0
    assert result["parse_ms_p50"] > 0


def test_train_says_when_the_model_already_fits(models: Path) -> None:
    assert "passt schon" in lotse("train", models=models).stderr


def test_rasa_validates_the_data_without_a_warning(models: Path) -> None:
    result = lotse("rasa", "data", "validate", "--fail-on-warnings", models=models)
    assert "Warning" not in result.stderr


def test_rasa_shell_nlu_understands(models: Path) -> None:
    model = next(models.glob("*.tar.gz"))
    result = subprocess.run(
        [sys.executable, "-m", "lotse.cli", "rasa", "shell", "nlu", "-m", str(model)],
        cwd=PROJECT,
        input="wie hoch darf meine miete sein\n",
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert '"kdu_angemessen"' in result.stdout


def test_rasa_run_serves_the_same_bot(models: Path, tmp_path: Path) -> None:
    model, port = next(models.glob("*.tar.gz")), free_port()
    command = [
        sys.executable,
        "-m",
        "lotse.cli",
        "rasa",
        "run",
        "-m",
        str(model),
        "-p",
        str(port),
        "-i",
        "127.0.0.1",
        "--credentials",
        "credentials.yml",
        "--endpoints",
        "endpoints.yml",
    ]
    with running(tmp_path, models, port, command) as server:
        assert Chat(server.url).ask("wie hoch darf meine miete sein")["intent"] == "kdu_angemessen"


def test_rasa_run_actions_serves_the_same_actions(models: Path, tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "SANIC_HOST": "127.0.0.1", "LOTSE_MODELS": str(models)}
    process = subprocess.Popen(
        [sys.executable, "-m", "lotse.cli", "rasa", "run", "actions", "-p", str(port)],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        call = {
            "next_action": "action_office_hours",
            "sender_id": "x",
            "version": "3.6.21",
            "domain": {},
            "tracker": {
                "sender_id": "x",
                "slots": {},
                "latest_message": {"text": "offen?", "intent": {"name": "oeffnungszeiten"}, "entities": []},
                "events": [],
                "paused": False,
                "followup_action": None,
                "active_loop": {},
                "latest_action_name": None,
            },
        }
        for _ in range(200):
            try:
                response = httpx.post(f"http://127.0.0.1:{port}/webhook", json=call, timeout=10)
                break
            except httpx.ConnectError:
                assert process.poll() is None
                time.sleep(0.1)
        assert response.json()["responses"][0]["answer"]["intent"] == "oeffnungszeiten"
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_run_names_a_port_that_is_in_use(server: Server, models: Path) -> None:
    result = lotse("run", models=models, check=False, LOTSE_PORT=server.url.rsplit(":", 1)[1])
    assert result.returncode == 1
    assert "schon belegt" in result.stderr


def test_run_refuses_a_wrong_setting(models: Path) -> None:
    result = lotse("run", models=models, check=False, LOTSE_ENV="produktion")
    assert result.returncode == 1
    assert "LOTSE_ENV" in result.stderr
    assert "production" in result.stderr


def test_check_names_file_and_line_of_a_mistake_and_exits_with_1(models: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(PROJECT / "data", data)
    path = data / "faq" / "wohnen" / "kaution.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("question:", "quesion:", 1), encoding="utf-8")
    result = lotse("check", models=models, check=False, LOTSE_DATA=str(data))
    assert result.returncode == 1
    assert "data/faq/wohnen/kaution.yml" in result.stdout
    assert "Zeile 1" in result.stdout
    assert "Meintest du «question»?" in result.stdout


def test_check_finds_no_error_in_the_content(models: Path) -> None:
    assert lotse("check", models=models).returncode == 0


def test_redact_masks_standard_input_line_by_line(models: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "lotse.cli", "redact"],
        cwd=PROJECT,
        input="mail: a.b@example.org\nhallo\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.stdout == "mail: [E-Mail]\nhallo\n"


def test_a_started_server_stays_under_300_megabytes(server: Server) -> None:
    assert psutil.Process(server.process.pid).memory_info().rss < 300e6


def test_run_starts_the_staff_app_and_prints_the_first_password_once(models: Path, tmp_path: Path) -> None:
    staff_port = free_port()
    with running(tmp_path, models, LOTSE_STAFF_PORT=str(staff_port)) as server:
        address = f"http://127.0.0.1:{staff_port}/"
        assert wait_for_page(address).status_code == 200
        assert server.output().count("Passwort (wird nur jetzt gezeigt)") == 1
    with pytest.raises(httpx.ConnectError):
        httpx.get(address, timeout=5)
    with running(tmp_path, models, LOTSE_STAFF_PORT=str(staff_port)) as again:
        assert wait_for_page(address).status_code == 200
        assert again.output().count("Passwort (wird nur jetzt gezeigt)") == 1


def wait_for_page(address: str) -> httpx.Response:
    for _ in range(150):
        try:
            return httpx.get(address, timeout=5, follow_redirects=True)
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError(f"Unter {address} antwortet niemand.")
