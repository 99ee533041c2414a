"""What a web editor pastes into a page of the county: the widget's script tag with its hash, and the element."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from pathlib import Path
from typing import Any, Optional
from urllib.parse import urlsplit

from lotse.content.answer import Composer
from lotse.content.loader import Content

SCRIPT = Path(__file__).parent.parent / "widget" / "lotse-chat.js"
OFFICE = "jobcenter"


def snippet(server: str, content: Content, production: bool = False) -> str:
    """The HTML for a page, with the chatbot at the address `server`. Raises ValueError for what is no web address."""
    base = escape(_base(server))
    questions = f'<a href="{base}/fragen">Fragen und Antworten</a>'
    return (
        f'<script src="{base}/widget/lotse-chat.js"\n'
        f'  integrity="{integrity(SCRIPT)}" crossorigin="anonymous" defer></script>\n'
        f"<lotse-chat>\n"
        f"  <p>Fragen zu Sozialleistungen? {questions}{_phone(content, production)}</p>\n"
        f"</lotse-chat>\n"
    )


def integrity(path: Path) -> str:
    """The hash by which a browser refuses a script that somebody has changed."""
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def _base(server: str) -> str:
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise ValueError(
            f"{server!r} ist keine Adresse eines Servers. Richtig wäre zum Beispiel https://lotse.example.de"
        )
    return server.rstrip("/")


def _phone(content: Content, production: bool) -> str:
    """The office's number: the fallback helps even when the script does not run."""
    cards = Composer(content, production=production).office(OFFICE)
    phone: Optional[dict[str, Any]] = next(iter(cards[0].get("phones", [])), None) if cards else None
    return f', Telefon <a href="{escape(phone["href"])}">{escape(phone["number"])}</a>' if phone else ""
