"""Starts the real server for tests: its own port, its own folders, ended by its process id."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator, Optional

import httpx

PROJECT = Path(__file__).parent.parent
START_SECONDS = 90


@dataclass
class Server:
    """A running server: where it is, and what it wrote."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    data: Path
    var: Path

    def stop(self, kill: bool = False) -> None:
        """Ends the process and waits for it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def output(self) -> str:
        """Everything the server printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")


class Chat:
    """A conversation over HTTP."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=url, timeout=30)
        self.session = self.client.post("/chat/session", json={}).json()["session"]

    def send(self, **body: Any) -> httpx.Response:
        """Sends a message with the session."""
        return self.client.post("/chat/message", json={"session": self.session, **body})

    def ask(self, text: str) -> dict[str, Any]:
        """The answer to a text."""
        response = self.send(text=text)
        assert response.status_code == 200, response.text
        return response.json()

    def choose(self, choice: dict[str, Any]) -> dict[str, Any]:
        """The answer to a tapped choice."""
        response = self.send(choice=choice)
        assert response.status_code == 200, response.text
        return response.json()


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(
    folder: Path, models: Path, port: Optional[int] = None, command: Optional[list[str]] = None, **environment: str
) -> Iterator[Server]:
    """A server on a copy of the content, so that a test may edit it."""
    port = port or free_port()
    data, var, log = folder / "data", folder / "var", folder / "server.log"
    if not data.exists():
        shutil.copytree(PROJECT / "data", data)
    settings = {
        "LOTSE_PORT": str(port),
        "LOTSE_STAFF_PORT": str(free_port()),
        "LOTSE_DATA": str(data),
        "LOTSE_VAR": str(var),
        "LOTSE_MODELS": str(models),
        "LOTSE_RATE_SESSION": "10000",
        "LOTSE_RATE_ADDRESS": "100000",
        **environment,
    }
    with log.open("ab") as output:
        process = subprocess.Popen(
            command or [sys.executable, "-m", "lotse.cli", "run"],
            cwd=PROJECT,
            env={**os.environ, **settings},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", process, log, data, var)
    try:
        wait_until_ready(server)
        yield server
    finally:
        server.stop()


def wait_until_ready(server: Server) -> None:
    """Waits for the canary answer; fails with the server's output when the process ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.process.poll() is not None:
            raise AssertionError(f"Der Server ist beendet:\n{server.output()}")
        try:
            if httpx.get(f"{server.url}/health/ready", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"Der Server wurde nicht bereit:\n{server.output()}")


def texts(reply: dict[str, Any]) -> str:
    """All words of an answer's blocks, for assertions about what a person reads."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            for part in value.values():
                collect(part)
        elif isinstance(value, list):
            for part in value:
                collect(part)
        elif isinstance(value, str):
            found.append(value)

    collect(reply["blocks"])
    return " ".join(found).replace("\u00a0", " ")
