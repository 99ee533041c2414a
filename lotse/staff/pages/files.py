"""The style sheet, the icon, the keyboard script, and whether the app is up."""

from __future__ import annotations

from pathlib import Path

from sanic.response import HTTPResponse

from lotse.staff.visit import Visit

STATIC = Path(__file__).parent.parent / "static"


def styles(visit: Visit) -> HTTPResponse:
    """GET /staff.css"""
    return _file("staff.css", "text/css; charset=utf-8")


def script(visit: Visit) -> HTTPResponse:
    """GET /staff.js"""
    return _file("staff.js", "text/javascript; charset=utf-8")


def icon(visit: Visit) -> HTTPResponse:
    """GET /staff.svg"""
    return _file("staff.svg", "image/svg+xml")


def health(visit: Visit) -> HTTPResponse:
    """GET /health: the app answers, and so does its database."""
    with visit.desk.engine.connect():
        return HTTPResponse("ok\n", content_type="text/plain; charset=utf-8")


def _file(name: str, media_type: str) -> HTTPResponse:
    text = (STATIC / name).read_text(encoding="utf-8")
    return HTTPResponse(text, content_type=media_type, headers={"Cache-Control": "private, max-age=300"})
