"""Passwords: Argon2 hashes, a fair check, and passwords that the app makes up."""

from __future__ import annotations

import secrets
from functools import lru_cache
from typing import Optional

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200
# Without letters and digits that are mistaken for each other when they are read from paper.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_hasher = PasswordHasher()


class PasswordError(ValueError):
    """A password that cannot be used. The message says why."""


def check_rules(password: str, login: str = "") -> None:
    """Raises PasswordError for a password that is too easy to guess."""
    if len(password) < SHORTEST:
        raise PasswordError(
            f"Das Passwort braucht mindestens {SHORTEST} Zeichen. Ein kurzer Satz ist ein gutes Passwort."
        )
    if len(password) > LONGEST:
        raise PasswordError(f"Das Passwort darf höchstens {LONGEST} Zeichen haben.")
    if len(set(password)) < 5 or (login and login.casefold() in password.casefold()):
        raise PasswordError(
            "Dieses Passwort ist zu leicht zu erraten. Nimm mehr verschiedene Zeichen, ohne den Anmeldenamen."
        )


def hashed(password: str) -> str:
    """The Argon2 hash of a password."""
    return _hasher.hash(password)


def verify(password: str, password_hash: Optional[str]) -> bool:
    """Whether the password is right. Takes as long for an account that does not exist."""
    try:
        right = _hasher.verify(password_hash or _nobodys_hash(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return right and password_hash is not None


def made_up() -> str:
    """A random password of four groups: 80 bits, and can be copied from paper."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_urlsafe(32))
