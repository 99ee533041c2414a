"""Accounts of the staff. Passwords come as hashes; an account without one uses the county's single sign-on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Optional

from sqlalchemy import select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from lotse import clock
from lotse.questions import audit
from lotse.questions.database import writing
from lotse.questions.models import account
from lotse.questions.states import Role

CHANGEABLE = frozenset({"name", "role", "password_hash", "active"})


class AccountExistsError(ValueError):
    """There is an account of this name already."""

    def __init__(self, login: str) -> None:
        super().__init__(f"Das Konto «{login}» gibt es schon.")


class NoAccountError(LookupError):
    """There is no account of this name."""

    def __init__(self, login: str) -> None:
        super().__init__(f"Das Konto «{login}» gibt es nicht.")


@dataclass(frozen=True)
class Account:
    """A member of staff. A session made under another `epoch` has ended."""

    login: str
    name: str
    role: Role
    password_hash: Optional[str]
    active: bool
    epoch: int
    created_on: date


def add(
    engine: Engine, login: str, name: str, role: Role, password_hash: Optional[str] = None, by: str = ""
) -> Account:
    """Adds an account. Raises AccountExistsError."""
    made = Account(_login(login), name, role, password_hash, True, 1, clock.today())
    try:
        with writing(engine) as connection:
            connection.execute(account.insert().values({**vars(made), "role": role.value}))
            audit.write(connection, by or made.login, "konto_angelegt", made.login, {"role": role.value})
    except IntegrityError:
        raise AccountExistsError(login) from None
    return made


def find(engine: Engine, login: str) -> Optional[Account]:
    """The account of a login, whatever its case; None when there is none."""
    with engine.connect() as connection:
        row = connection.execute(select(account).where(account.c.login == _login(login))).first()
    return _account(row) if row else None


def everyone(engine: Engine) -> list[Account]:
    """All accounts by name."""
    with engine.connect() as connection:
        return [_account(row) for row in connection.execute(select(account).order_by(account.c.name))]


def change(engine: Engine, login: str, by: str, **values: Any) -> Account:
    """Changes an account and ends its sessions. Raises NoAccountError."""
    unknown = values.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"not changeable: {', '.join(sorted(unknown))}")
    if "role" in values:
        values["role"] = Role(values["role"]).value
    where = account.c.login == _login(login)
    with writing(engine) as connection:
        done = connection.execute(update(account).where(where).values(epoch=account.c.epoch + 1, **values))
        if done.rowcount == 0:
            raise NoAccountError(login)
        shown = {name: value for name, value in values.items() if name != "password_hash"}
        audit.write(connection, by, "konto_geaendert", _login(login), {**shown, "password": "password_hash" in values})
        return _account(connection.execute(select(account).where(where)).one())


def _login(login: str) -> str:
    return login.strip().casefold()


def _account(row: Any) -> Account:
    return Account(**{**row._mapping, "role": Role(row.role)})
