"""`lotse widget-snippet` prints what a web editor pastes."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys

import httpx
import pytest

from lotse.content.loader import load
from lotse.widget_snippet import SCRIPT, integrity, snippet
from tests.running import PROJECT, Server

pytestmark = pytest.mark.slow


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lotse.cli", "widget-snippet", *arguments], cwd=PROJECT, capture_output=True, text=True
    )


def test_editor_gets_the_tag_and_nothing_else_on_standard_output() -> None:
    printed = run("--server", "https://lotse.example.de/")
    assert printed.returncode == 0
    assert printed.stdout == snippet("https://lotse.example.de", load(PROJECT / "data"))
    assert 'src="https://lotse.example.de/widget/lotse-chat.js"' in printed.stdout
    assert 'crossorigin="anonymous"' in printed.stdout
    assert 'href="https://lotse.example.de/fragen"' in printed.stdout
    assert 'href="tel:+4961922010">06192 2010</a>' in printed.stdout
    assert "neuen Code" in printed.stderr


def test_hash_is_that_of_what_the_server_sends(server: Server) -> None:
    served = httpx.get(f"{server.url}/widget/lotse-chat.js").content
    digest = base64.b64encode(hashlib.sha384(served).digest()).decode()
    assert integrity(SCRIPT) == f"sha384-{digest}"
    assert re.search(r'integrity="(.+?)"', snippet(server.url, load(server.data)))[1] == f"sha384-{digest}"


@pytest.mark.parametrize("address", ["lotse.example.de", "javascript:alert(1)", "https://", "https://a.de/?x=1", ""])
def test_editor_who_mistypes_the_address_is_told_what_would_be_right(address: str) -> None:
    with pytest.raises(ValueError, match=r"https://lotse\.example\.de"):
        snippet(address, load(PROJECT / "data"))


def test_command_refuses_what_is_no_address() -> None:
    printed = run("--server", "lotse.example.de")
    assert printed.returncode == 2
    assert printed.stdout == ""
    assert "keine Adresse" in printed.stderr


def test_address_cannot_break_out_of_the_tag() -> None:
    html = snippet('https://a.de/"><script>alert(1)</script>', load(PROJECT / "data"))
    assert "<script>alert" not in html
