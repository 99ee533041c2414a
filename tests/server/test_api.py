"""The API's promises: sessions, limits, errors, headers. Over HTTP to the real server."""

from __future__ import annotations

import re
import socket
from urllib.parse import urlparse

import httpx
import pytest

from tests.running import Chat, Server, texts

pytestmark = pytest.mark.slow


def problem(response: httpx.Response) -> dict:
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == response.status_code
    assert re.search(r"[a-zäöüß]", body["title"])
    return body


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/session_start",
        "/kdu_angemessen@1.0",
        '/kdu_angemessen{"office": "x"}',
        "  //back",
        "  //restart",
        "/",
    ],
)
def test_api_never_takes_a_text_for_a_command(server: Server, text: str) -> None:
    chat = Chat(server.url)
    before = chat.ask("wie hoch darf meine miete sein")
    response = chat.send(text=text)
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        assert response.json()["intent"] != "kdu_angemessen" or response.json()["outcome"] == "suggested"
        assert response.json()["turn"] == before["turn"] + 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"text": ""}, 422),
        ({"text": "   "}, 422),
        ({"text": 5}, 422),
        ({"text": None}, 422),
        ({"text": "x" * 501}, 422),
        ({"choice": {"intent": "gibt_es_nicht", "turn": 0}}, 422),
        ({"choice": {"intent": "kaution", "turn": 99}}, 422),
        ({"choice": {"intent": "kaution", "turn": 0, "situation": "gibt_es_nicht"}}, 422),
        ({"choice": "kaution"}, 422),
        ({"text": "hallo", "id": "x" * 65}, 422),
    ],
)
def test_api_refuses_a_wrong_message_in_german(server: Server, body: dict, status: int) -> None:
    response = Chat(server.url).send(**body)
    assert response.status_code == status
    assert problem(response)["detail"]


@pytest.mark.parametrize("token", [None, "", "abc", 7, "x.y.z", "a" * 500])
def test_api_refuses_a_session_that_the_server_did_not_sign(server: Server, token: object) -> None:
    response = httpx.post(f"{server.url}/chat/message", json={"session": token, "text": "hallo"})
    assert response.status_code == 401
    problem(response)


def test_api_forgets_a_deleted_session(server: Server) -> None:
    chat = Chat(server.url)
    chat.ask("hallo")
    assert chat.client.request("DELETE", "/chat/session", json={"session": chat.session}).status_code == 204
    assert chat.send(text="hallo").status_code == 401


def test_api_answers_the_same_message_once(server: Server) -> None:
    chat = Chat(server.url)
    first = chat.send(text="wie hoch darf meine miete sein", id="m1").json()
    assert chat.send(text="wie hoch darf meine miete sein", id="m1").json() == first
    assert chat.send(text="wie hoch darf meine miete sein", id="m2").json()["turn"] == first["turn"] + 1


def test_api_refuses_what_is_not_json(server: Server) -> None:
    wrong_type = httpx.post(f"{server.url}/chat/message", content="text=hallo", headers={"Content-Type": "text/plain"})
    assert wrong_type.status_code == 415
    problem(wrong_type)
    broken = httpx.post(f"{server.url}/chat/message", content="{", headers={"Content-Type": "application/json"})
    assert broken.status_code == 400
    problem(broken)


def test_api_refuses_a_body_larger_than_any_question(server: Server) -> None:
    host = urlparse(server.url)
    with socket.create_connection((host.hostname, host.port), timeout=10) as connection:
        body = b'{"text": "' + b"x" * 20_000 + b'"}'
        headers = f"Host: {host.netloc}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
        head = f"POST /chat/message HTTP/1.1\r\n{headers}\r\n"
        connection.sendall(head.encode() + body[:17_000])
        answer = connection.recv(4096)
    assert answer.startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/gibtesnicht", 404),
        ("/webhooks/rest/webhook", 404),
        ("/model", 404),
        ("/status", 404),
        ("/fragen/gibtesnicht", 404),
    ],
)
def test_api_has_nothing_else(server: Server, path: str, status: int) -> None:
    response = httpx.get(server.url + path)
    assert response.status_code == status
    problem(response)


def test_api_refuses_the_wrong_method(server: Server) -> None:
    response = httpx.get(f"{server.url}/chat/message")
    assert response.status_code == 405
    problem(response)


def test_api_lets_only_named_origins_in(foreign_origin_server: Server) -> None:
    url = foreign_origin_server.url
    allowed = httpx.post(f"{url}/chat/session", json={}, headers={"Origin": "https://www.mtk.org"})
    assert allowed.headers["access-control-allow-origin"] == "https://www.mtk.org"
    assert "access-control-allow-credentials" not in allowed.headers
    for origin in (
        "https://evil.example",
        "https://www.mtk.org.evil.example",
        "https://xwww.mtk.org",
        "http://www.mtk.org",
        "null",
    ):
        refused = httpx.post(f"{url}/chat/session", json={}, headers={"Origin": origin})
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers


def test_api_answers_the_preflight_of_a_named_origin(foreign_origin_server: Server) -> None:
    headers = {
        "Origin": "https://www.mtk.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    response = httpx.options(f"{foreign_origin_server.url}/chat/message", headers=headers)
    assert response.status_code in (200, 204)
    assert response.headers["access-control-allow-origin"] == "https://www.mtk.org"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert response.headers["access-control-allow-headers"].lower() == "content-type"


def test_api_limits_the_questions_of_a_session(limited_server: Server) -> None:
    chat = Chat(limited_server.url)
    statuses = [chat.send(text="hallo").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    refused = chat.send(text="hallo")
    assert int(refused.headers["retry-after"]) > 0
    problem(refused)


@pytest.mark.parametrize("path", ["/", "/fragen", "/chat/config", "/health/live", "/widget/lotse-chat.js"])
def test_api_sends_security_headers(server: Server, path: str) -> None:
    headers = httpx.get(server.url + path).headers
    assert headers["x-content-type-options"] == "nosniff"
    # A form of our own page must name its origin, or the guard could not tell it from a foreign one.
    assert headers["referrer-policy"] in ("no-referrer", "same-origin")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "set-cookie" not in headers


def test_api_config_names_topics_and_the_way_when_the_bot_is_away(server: Server) -> None:
    config = httpx.get(f"{server.url}/chat/config").json()
    assert len(config["topics"]) == 12
    assert config["topics"][0]["questions"][0]["question"].endswith("?")
    assert config["offline"]["card"]["phones"][0]["number"] == "06192 2010"
    assert "kein Mensch" in config["notice"]


def test_api_feedback_is_taken_for_a_turn_that_was(server: Server) -> None:
    chat = Chat(server.url)
    turn = chat.ask("wie hoch darf meine miete sein")["turn"]
    body = {"session": chat.session, "turn": turn, "helpful": False, "reason": "unvollstaendig"}
    assert chat.client.post("/chat/feedback", json=body).status_code == 204
    assert chat.client.post("/chat/feedback", json={**body, "turn": 9}).status_code == 422
    assert chat.client.post("/chat/feedback", json={**body, "reason": "egal"}).status_code == 422


def test_api_writes_no_word_of_a_message_but_an_open_question_in_its_store(server: Server) -> None:
    """What nobody could answer is kept for the team, masked; a person's name is kept nowhere."""
    chat = Chat(server.url)
    chat.ask("kanarienvogel zitronenfalter mondfinsternis")
    chat.ask("mein name ist Zacharias Gimpelmeyer, was ist bürgergeld")
    chat.ask("mein name ist Zacharias Gimpelmeyer und mein kanarienvogel singt")
    written = [path for path in [server.log, *server.var.rglob("*")] if path.is_file()]
    assert len(written) > 2
    for path in written:
        content = path.read_bytes()
        assert b"Gimpelmeyer" not in content
        if not path.name.startswith("fragen.db"):
            assert b"anarien" not in content


def test_pages_work_without_javascript(server: Server) -> None:
    overview = httpx.get(f"{server.url}/fragen").text
    assert "Wie teuer darf meine Wohnung sein?" in overview
    assert "<script" not in overview
    answer = httpx.get(f"{server.url}/fragen/kdu_angemessen").text
    assert "Kommunales Jobcenter" in answer
    found = httpx.post(f"{server.url}/fragen", data={"frage": "wie hoch darf meine miete sein"}).text
    assert "Das Jobcenter zahlt" in found
    hostile = httpx.post(f"{server.url}/fragen", data={"frage": "<script>alert(1)</script>"}).text
    assert "<script" not in hostile


def test_pages_say_what_is_wrong_with_an_empty_search(server: Server) -> None:
    page = httpx.post(f"{server.url}/fragen", data={"frage": " "})
    assert page.status_code == 200
    assert "Schreib bitte eine Frage" in page.text


def test_server_is_not_ready_without_its_canary_answer(server: Server) -> None:
    assert httpx.get(f"{server.url}/health/ready").json() == {"status": "ok"}
    assert texts(Chat(server.url).ask("Was ist Grundsicherungsgeld?"))
