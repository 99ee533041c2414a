"""Commands are limited in time, and end with what they started."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from benchmarks.client import Client
from benchmarks.command import BenchmarkError, Deadline, TimeUpError, end, environment, run
from benchmarks.dialect import RestDialect
from benchmarks.environment import disk_usage


def _python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_command_says_what_it_took(tmp_path: Path) -> None:
    code = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"
    usage = run(_python(code), tmp_path, environment(), tmp_path / "log", 30)
    assert usage.seconds >= 0.3
    assert 0.3 <= usage.processor_seconds < 5


def test_command_output_goes_to_its_own_file(tmp_path: Path) -> None:
    code = "import sys; print('{}'); print('warnung', file=sys.stderr)"
    run(_python(code), tmp_path, environment(), tmp_path / "log", 30, tmp_path / "out")
    assert (tmp_path / "out").read_text().strip() == "{}"
    assert (tmp_path / "log").read_text().strip() == "warnung"


def test_command_that_fails_is_reported_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(BenchmarkError, match="Kaputt"):
        run(_python("raise SystemExit('Kaputt')"), tmp_path, environment(), tmp_path / "log", 30)


def test_command_without_end_is_ended(tmp_path: Path) -> None:
    start = time.monotonic()
    with pytest.raises(TimeUpError):
        run(_python("import time; time.sleep(60)"), tmp_path, environment(), tmp_path / "log", 0.5)
    assert time.monotonic() - start < 20


def test_end_ends_children_too(tmp_path: Path) -> None:
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    process = subprocess.Popen(_python(code), start_new_session=True)
    limit = time.monotonic() + 20
    while not (children := psutil.Process(process.pid).children()) and time.monotonic() < limit:
        time.sleep(0.05)
    end(process)
    assert process.poll() is not None
    psutil.wait_procs(children, timeout=10)
    assert not any(child.is_running() and child.status() != psutil.STATUS_ZOMBIE for child in children)


def test_deadline_is_over_after_its_minutes() -> None:
    assert 0 < Deadline(1).left() <= 60
    with pytest.raises(TimeUpError, match="Zeit ist um"):
        Deadline(0).left()


def test_environment_drops_settings_that_would_change_the_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOTSE_ON", "2027-01-02")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    found = environment(LOTSE_PORT="1234")
    assert "LOTSE_ON" not in found
    assert "PYTHONDONTWRITEBYTECODE" not in found
    assert found["LOTSE_PORT"] == "1234"


def test_client_asks_this_machine_only() -> None:
    with pytest.raises(BenchmarkError, match="nur auf diesem Rechner"):
        Client("https://www.example.org", RestDialect(), ["Hallo"])


def test_disk_usage_counts_a_file_with_two_names_once(tmp_path: Path) -> None:
    empty = disk_usage(tmp_path)
    (tmp_path / "a").write_bytes(b"x" * 100_000)
    once = disk_usage(tmp_path)
    (tmp_path / "b").hardlink_to(tmp_path / "a")
    assert once - empty >= 100_000
    assert disk_usage(tmp_path) == once
