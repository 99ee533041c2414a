"""Accounts of the staff."""

from __future__ import annotations

import pytest

from lotse.questions import accounts, audit
from lotse.questions.accounts import AccountExistsError, NoAccountError
from lotse.questions.states import Role
from tests.questions.helpers import Store


def test_an_account_is_found_whatever_its_case(store: Store) -> None:
    made = accounts.add(store.engine, " Erika.Muster ", "Erika Muster", Role.EDIT, "hash")

    assert accounts.find(store.engine, "ERIKA.muster") == made
    assert accounts.find(store.engine, "holger") is None
    assert accounts.everyone(store.engine) == [made]


def test_a_login_exists_once(store: Store) -> None:
    accounts.add(store.engine, "erika", "Erika Muster", Role.EDIT)

    with pytest.raises(AccountExistsError, match="Erika"):
        accounts.add(store.engine, "Erika", "Eine andere", Role.READ)


def test_a_change_ends_the_sessions_and_is_logged_without_the_hash(store: Store) -> None:
    made = accounts.add(store.engine, "erika", "Erika Muster", Role.EDIT, "altes geheimnis")
    changed = accounts.change(store.engine, "erika", "admin", role=Role.ADMIN, password_hash="neues geheimnis")

    assert (changed.role, changed.epoch) == (Role.ADMIN, made.epoch + 1)
    assert "geheimnis" not in repr(audit.entries(store.engine))
    assert audit.entries(store.engine)[0].subject == "erika"


def test_who_is_not_there_cannot_be_changed(store: Store) -> None:
    with pytest.raises(NoAccountError, match="niemand"):
        accounts.change(store.engine, "niemand", "admin", active=False)
    with pytest.raises(TypeError, match="login"):
        accounts.change(store.engine, "niemand", "admin", login="jemand")
