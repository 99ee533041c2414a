"""Settings of a process: read once from the environment, refused loudly when wrong. docs/betrieb.md lists them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Callable, Mapping

PROJECT = Path(__file__).resolve().parent.parent


class SettingError(ValueError):
    """A setting has a value that cannot be used. The message says which, why, and what would be right."""

    def __init__(self, name: str, value: str, expected: str) -> None:
        super().__init__(f"Die Einstellung {name} hat den Wert {value!r}. Erwartet wird: {expected}.")


def _choice(*allowed: str) -> Callable[[str, str], str]:
    def read(name: str, value: str) -> str:
        if value not in allowed:
            raise SettingError(name, value, " oder ".join(allowed))
        return value

    return read


def _number(low: int, high: int) -> Callable[[str, str], int]:
    def read(name: str, value: str) -> int:
        if not value.isdecimal() or not low <= int(value) <= high:
            raise SettingError(name, value, f"eine ganze Zahl von {low} bis {high}")
        return int(value)

    return read


def _path(name: str, value: str) -> Path:
    return Path(value).expanduser().resolve()


def _origins(name: str, value: str) -> tuple[str, ...]:
    origins = tuple(origin.strip() for origin in value.split(",") if origin.strip())
    for origin in origins:
        scheme, _, host = origin.partition("://")
        if scheme not in ("http", "https") or not host or "/" in host or "*" in host:
            raise SettingError(
                name, value, "Adressen wie https://www.mtk.org, mit Komma getrennt, ohne Pfad und ohne *"
            )
    return origins


def _text(name: str, value: str) -> str:
    return value


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError:
        raise SettingError(name, value, "ein Tag wie 2027-01-02") from None


def _database(name: str, value: str) -> str:
    if value and not re.match(r"(sqlite:///|postgres(ql)?(\+psycopg2)?://).", value):
        # The value may hold a password: it is not shown.
        raise SettingError(
            name, "...", "sqlite:////pfad/fragen.db oder postgresql://benutzer:passwort@server/datenbank"
        )
    return value


def _secret(name: str, value: str) -> str:
    if value and len(value) < 32:
        raise SettingError(name, "...", "mindestens 32 Zeichen Zufall, zum Beispiel aus: openssl rand -hex 32")
    return value


def _header(name: str, value: str) -> str:
    if value and not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{1,60}", value):
        raise SettingError(name, value, "der Name einer Kopfzeile, zum Beispiel X-Remote-User")
    return value.lower()


def _setting(variable: str, default: str, read: Callable[[str, str], Any], about: str) -> Any:
    return field(metadata={"variable": variable, "default": default, "read": read, "about": about})


@dataclass(frozen=True)
class Settings:
    """All settings. Each field names its environment variable, its default and what it is for."""

    env: str = _setting(
        "LOTSE_ENV", "demo", _choice("demo", "production"), "demo zeigt Beispielangaben, production nie"
    )
    host: str = _setting("LOTSE_HOST", "127.0.0.1", _text, "Adresse, auf der der Server hört")
    port: int = _setting("LOTSE_PORT", "8080", _number(1, 65535), "Port des Chatbots")
    data: Path = _setting("LOTSE_DATA", str(PROJECT / "data"), _path, "Ordner mit den Inhalten")
    models: Path = _setting("LOTSE_MODELS", str(PROJECT / "models"), _path, "Ordner mit den trainierten Modellen")
    var: Path = _setting("LOTSE_VAR", str(PROJECT / "var"), _path, "Ordner für alles, was der Betrieb anlegt")
    secret: str = _setting("LOTSE_SECRET", "", _secret, "Schlüssel der Sitzungen; leer: einer in LOTSE_VAR")
    origins: tuple[str, ...] = _setting(
        "LOTSE_ORIGINS", "", _origins, "fremde Seiten, die das Widget einbinden dürfen (CORS)"
    )
    proxies: int = _setting("LOTSE_PROXIES", "0", _number(0, 5), "Zahl der eigenen Proxys vor dem Server")
    session_minutes: int = _setting("LOTSE_SESSION_MINUTES", "60", _number(1, 240), "Minuten ohne Frage bis zum Ende")
    max_text: int = _setting("LOTSE_MAX_TEXT", "500", _number(50, 2000), "Zeichen, die eine Frage haben darf")
    rate_session: int = _setting("LOTSE_RATE_SESSION", "20", _number(1, 10000), "Fragen je Minute und Sitzung")
    rate_address: int = _setting(
        "LOTSE_RATE_ADDRESS", "120", _number(1, 100000), "Fragen je Minute und Absender; Seiten zählen nicht"
    )
    database: str = _setting(
        "LOTSE_DATABASE", "", _database, "Speicher der offenen Fragen; leer: eine SQLite-Datei in LOTSE_VAR"
    )
    retention_days: int = _setting("LOTSE_RETENTION_DAYS", "90", _number(1, 365), "Tage, die offene Fragen bleiben")
    staff_host: str = _setting("LOTSE_STAFF_HOST", "127.0.0.1", _text, "Adresse, auf der die Prüf-App hört")
    staff_port: int = _setting("LOTSE_STAFF_PORT", "8081", _number(1, 65535), "Port der Prüf-App")
    staff_proxy_header: str = _setting(
        "LOTSE_STAFF_PROXY_HEADER",
        "",
        _header,
        "Kopfzeile, in der ein Proxy auf diesem Rechner das angemeldete Konto nennt",
    )
    staff_idle_minutes: int = _setting(
        "LOTSE_STAFF_IDLE_MINUTES", "60", _number(1, 480), "Minuten ohne Klick, nach denen die Prüf-App abmeldet"
    )
    staff_session_hours: int = _setting(
        "LOTSE_STAFF_SESSION_HOURS", "10", _number(1, 24), "Stunden, nach denen die Prüf-App in jedem Fall abmeldet"
    )
    on: str = _setting("LOTSE_ON", "", _day, "nur für Tests: das Datum, an dem geantwortet wird (2027-01-02)")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Reads all settings. Raises SettingError for the first one that is wrong."""
        values = {}
        for setting in fields(cls):
            about = setting.metadata
            value = environment.get(about["variable"], "").strip() or about["default"]
            values[setting.name] = about["read"](about["variable"], value)
        return cls(**values)

    @property
    def production(self) -> bool:
        """Whether real people use this server: then nothing unconfirmed is shown."""
        return self.env == "production"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_environment()
