"""Who may do what. Roles are ordered: each may do what those before it may."""

from __future__ import annotations

from enum import Enum

from lotse.questions.states import Role

ROLE_LABELS = {
    Role.READ: "Lesen",
    Role.EDIT: "Redaktion",
    Role.RELEASE: "Freigabe",
    Role.ADMIN: "Admin",
}
ROLE_HELP = {
    Role.READ: "sieht alles, ändert nichts",
    Role.EDIT: "entscheidet über Fragen, schreibt Entwürfe, probiert aus, exportiert",
    Role.RELEASE: "übernimmt Beispiele in die Inhalte und veröffentlicht Entwürfe",
    Role.ADMIN: "verwaltet Konten und liest das Protokoll",
}


class Permission(str, Enum):
    """What a route needs."""

    PUBLIC = "öffentlich"
    SEE = "ansehen"
    DECIDE = "entscheiden"
    EXPORT = "exportieren"
    TRY = "ausprobieren"
    RELEASE = "freigeben"
    ADMIN = "verwalten"


# The lowest role with the permission. PUBLIC needs no account.
NEEDS = {
    Permission.SEE: Role.READ,
    Permission.DECIDE: Role.EDIT,
    Permission.EXPORT: Role.EDIT,
    Permission.TRY: Role.EDIT,
    Permission.RELEASE: Role.RELEASE,
    Permission.ADMIN: Role.ADMIN,
}
_RANK = {role: rank for rank, role in enumerate(Role)}


def may(role: Role, permission: Permission) -> bool:
    """Whether an account of this role has the permission."""
    return permission is Permission.PUBLIC or _RANK[role] >= _RANK[NEEDS[permission]]
