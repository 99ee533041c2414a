"""Pages of a county that hold the widget, and a server of their own for those of another origin."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Iterator

# What a careful county sends with its pages.
STRICT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"
)
PHONE = "06192 2010"
FALLBACK = f'<p>Ruf an: <a href="tel:+4961922010">{PHONE}</a></p>'


def _page(title: str, chat: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        '<script src="/widget/lotse-chat.js" defer></script></head>'
        f'<body><main><h1>{title}</h1><p><a href="/seiten/zweite">Weiter</a></p></main>{chat}</body></html>'
    )


def _style(name: str) -> str:
    return f'<link rel="stylesheet" href="/seiten/{name}.css">'


PAGES = {
    "erste": _page("Erste Seite", f"<lotse-chat>{FALLBACK}</lotse-chat>"),
    "zweite": _page("Zweite Seite", f"<lotse-chat>{FALLBACK}</lotse-chat>"),
    "zwei-chats": _page(
        "Zwei Chats",
        '<lotse-chat id="links" position="left" chat-title="Wohnlotse" label="Frag nach Wohnen" topic="wohnen">'
        '</lotse-chat><lotse-chat id="rechts"></lotse-chat>',
        _style("zwei-chats"),
    ),
    "fremde-regeln": _page(
        "Fremde Regeln",
        "<lotse-chat></lotse-chat>",
        _style("fremde-regeln") + '<script src="/widget/lotse-chat.js" defer></script>',
    ),
    "blass": _page("Blasse Farben", "<lotse-chat></lotse-chat>", _style("blass")),
    "boese": _page(
        "Böse Angaben",
        '<lotse-chat label="&lt;img src=x onerror=alert(1)&gt;" '
        'chat-title="&lt;script&gt;alert(1)&lt;/script&gt;">'
        "</lotse-chat>",
    ),
}
STYLES = {
    "zwei-chats": (
        "#links{--lotse-primary:oklch(0.45 0.12 150);--lotse-radius:2px;--lotse-font:serif;--lotse-width:30em}"
    ),
    "fremde-regeln": (
        "body,body *{color:red!important;letter-spacing:3px;text-transform:uppercase;"
        "font:italic 30px/1 serif!important;box-sizing:content-box!important;margin:5px!important;float:left;"
        "direction:rtl}"
        "html{font-size:62.5%}button,dialog,ul{display:none!important}"
        "lotse-chat{padding:50px;line-height:4;word-spacing:2em;white-space:pre;text-align:center;text-indent:40px}"
        ".panel,.launcher,header,.log{position:static!important;background:yellow!important}"
    ),
    "blass": "lotse-chat{--lotse-primary:#ffee88;--lotse-on-primary:white}",
}


class ForeignSite:
    """A web server of the county, on another origin than the chatbot. `page` is what it shows."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.page = ""


@contextmanager
def foreign_site() -> Iterator[ForeignSite]:
    """Runs the site in a thread of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(site.page.encode())

        def log_message(self, *arguments: object) -> None:
            """Silent."""

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = ForeignSite(f"http://localhost:{httpd.server_address[1]}")
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        httpd.shutdown()
        httpd.server_close()
