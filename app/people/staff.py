"""Staff, roles and what each may do; default is no.

A first sign-in is here (a PIN that is checked against an argon2id hash); pepper, badges, lock-out and
approvals build on the same model.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec

Role = Literal["cashier", "manager", "owner"]


class Permission(StrEnum):
    """What somebody may do; the value is kept in facts and settings."""

    SELL = "sell"
    ENROL = "enrol"
    EDIT_MEMBER = "edit_member"
    CARD_STATUS = "card_status"
    VIEW_HISTORY = "view_history"
    REDUCE = "reduce"
    REDUCE_ANY = "reduce_any"
    APPROVE_POINTS = "approve_points"
    RETURN = "return"
    APPROVE_RETURN = "approve_return"
    GOODWILL = "goodwill"
    APPROVE_GOODWILL = "approve_goodwill"
    EDIT_PRODUCTS = "edit_products"
    PUBLISH_PROGRAMS = "publish_programs"
    CLOSE_SHIFT = "close_shift"
    SETTINGS = "settings"
    MANAGE_STAFF = "manage_staff"


_CASHIER = frozenset(
    {
        Permission.SELL,
        Permission.ENROL,
        Permission.REDUCE,
        Permission.EDIT_MEMBER,
        Permission.RETURN,
        Permission.GOODWILL,
    }
)
_MANAGER = _CASHIER | {
    Permission.REDUCE_ANY,
    Permission.APPROVE_POINTS,
    Permission.APPROVE_RETURN,
    Permission.APPROVE_GOODWILL,
    Permission.CARD_STATUS,
    Permission.VIEW_HISTORY,
    Permission.EDIT_PRODUCTS,
    Permission.CLOSE_SHIFT,
}
RIGHTS: dict[Role, frozenset[Permission]] = {
    "cashier": _CASHIER,
    "manager": _MANAGER,
    "owner": frozenset(Permission),
}


class StaffMember(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who works here.

    Attributes:
        pin_hash: argon2id in PHC text form; empty for somebody without a PIN.
        member: Their own member id, if they are enrolled: own cards are watched.
    """

    id: str
    name: str
    role: Role
    pin_hash: str = ""
    member: str = ""
    active: bool = True

    def may(self, permission: Permission) -> bool:
        """Whether the role grants it."""
        return self.active and permission in RIGHTS[self.role]
