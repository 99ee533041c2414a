"""One request of a person: what it brings, who it is, and the short words for answering it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping, Optional, Sequence
from urllib.parse import urlencode

from sanic.response import HTTPResponse

from lotse.questions.accounts import Account
from lotse.staff import rendering
from lotse.staff.desk import Desk
from lotse.staff.errors import StaffError
from lotse.staff.permissions import Permission, may

Values = Mapping[str, Sequence[str]]
LONGEST_FIELD = 5000


@dataclass
class Visit:
    """A request that may be answered. `cookie` is the name that its forms are bound to."""

    desk: Desk
    method: str
    path: str
    query: Values
    form: Values
    address: str
    cookie: str
    account: Optional[Account] = None
    set_cookies: dict[str, Optional[str]] = field(default_factory=dict)

    @property
    def login(self) -> str:
        """The name that stands at a decision."""
        assert self.account is not None
        return self.account.login

    def may(self, permission: str) -> bool:
        """Whether the person has a permission, by its German name: for templates."""
        return self.account is not None and may(self.account.role, Permission(permission))

    def asked(self, name: str, default: str = "") -> str:
        """A value of the address."""
        return (self.query.get(name) or [default])[0]

    def asked_number(self, name: str, default: int, most: int) -> int:
        """A number of the address, within bounds."""
        text = self.asked(name)
        return min(int(text), most) if text.isdecimal() and len(text) < 10 else default

    def field(self, name: str) -> str:
        """A field of the form, without blanks around it."""
        return (self.form.get(name) or [""])[0].strip()[:LONGEST_FIELD]

    def fields(self, name: str) -> list[str]:
        """All values of a field."""
        return list(self.form.get(name) or ())

    def page(self, template: str, code: int = 200, /, **values: Any) -> HTTPResponse:
        """An HTML page."""
        token = self.desk.sessions.form_token(self.cookie) if self.cookie else ""
        shared = {
            "visit": self,
            "account": self.account,
            "token": token,
            "path": self.path,
            "content": self.desk.content,
        }
        text = rendering.page(template, **{"undo": None, **shared, **values})
        return HTTPResponse(text, status=code, content_type="text/html; charset=utf-8")

    def redirect(self, path: str, **query: Any) -> HTTPResponse:
        """Sends the browser to a page of ours, so that reloading repeats nothing."""
        target = with_query(local(path), **query)
        return HTTPResponse(status=303, headers={"Location": target}, content_type="text/html; charset=utf-8")

    def error(self, error: StaffError, **values: Any) -> HTTPResponse:
        """The page of an error."""
        return self.page(
            "error.html", error.status, **{"title": error.title, "detail": error.detail, "back": "/", **values}
        )


def local(path: str) -> str:
    """A path of ours; anything that could lead elsewhere becomes the start page."""
    safe = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if safe else "/"


def with_query(path: str, **query: Any) -> str:
    """The path with these values added or replaced; empty ones are left out."""
    from urllib.parse import parse_qsl, urlsplit

    parts = urlsplit(path)
    values = [(name, value) for name, value in parse_qsl(parts.query) if name not in query]
    values += [(name, str(value)) for name, value in query.items() if value not in (None, "")]
    return parts.path + (f"?{urlencode(values)}" if values else "")
