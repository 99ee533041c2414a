"""The median of the rounds counts, and people ask as many questions as they should."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from json import dumps, loads
from typing import Iterator

import pytest

from benchmarks.client import CONVERSATION_TURNS, Client
from benchmarks.dialect import RestDialect
from benchmarks.rounds import Serving, of_all

SERVING = Serving(
    start=2,
    memory=200,
    alone_p50=3,
    alone_p99=6,
    together_p50=90,
    together_p99=120,
    per_second=300,
    processor=2.5,
    turns={1: 3, 30: 3.5, 60: 4.5},
    unanswered=1,
)


def test_rounds_count_by_their_median() -> None:
    slow = replace(SERVING, start=50, per_second=10, turns={1: 3, 30: 99, 60: 99}, unanswered=2)
    fast = replace(SERVING, start=1, per_second=310, unanswered=0)
    found = of_all([SERVING, slow, fast])
    assert (found.start, found.per_second, found.turns) == (2, 300, {1: 3, 30: 3.5, 60: 4.5})


def test_rounds_add_up_what_got_no_answer() -> None:
    assert of_all([SERVING, SERVING, replace(SERVING, unanswered=0)]).unanswered == 2


def test_growth_compares_the_last_turn_with_the_first() -> None:
    assert SERVING.growth == 1.5


class _Rest(BaseHTTPRequestHandler):
    """Answers like Rasa's rest channel; to "stumm" with an empty list, to "kaputt" not at all."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str]] = []

    def do_POST(self) -> None:
        body = loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((body["sender"], body["message"]))
        reply = dumps([] if body["message"] == "stumm" else [{"text": "Ja"}]).encode()
        self.send_response(500 if body["message"] == "kaputt" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *arguments: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def url() -> Iterator[str]:
    _Rest.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Rest)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_people_ask_their_questions_in_conversations_of_ten(url: str) -> None:
    block = Client(url, RestDialect(), ["a", "b", "c"]).load(clients=4, turns=25)
    assert len(block.milliseconds) == len(_Rest.asked) == 100
    assert sorted(Counter(sender for sender, _ in _Rest.asked).values()) == [5] * 4 + [CONVERSATION_TURNS] * 8
    assert block.unanswered == 0
    assert block.per_second > 0


def test_questions_without_an_answer_are_counted(url: str) -> None:
    block = Client(url, RestDialect(), ["a", "stumm", "kaputt"]).load(clients=1, turns=9)
    assert block.unanswered == 6


def test_long_conversations_stay_one_conversation_each(url: str) -> None:
    found = Client(url, RestDialect(), ["a", "b"]).conversations(3, 20)
    assert [len(block.milliseconds) for block in found] == [20, 20, 20]
    assert list(Counter(sender for sender, _ in _Rest.asked).values()) == [20, 20, 20]
