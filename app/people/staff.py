"""Staff, roles and what each may do; default is no.

A PIN or a badge says who somebody is, and their role what they may do: whatever no role is given here, nobody
may. The command line works as the program itself: whoever has the account of the machine has the shop.
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
    VIEW_TAKINGS = "view_takings"
    MOVE_CASH = "move_cash"
    OPEN_DRAWER = "open_drawer"
    APPROVE_DRAWER = "approve_drawer"
    VIEW_AUDIT = "view_audit"
    EXPORT_DATA = "export_data"
    ERASE_MEMBER = "erase_member"
    REVIEW = "review"
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
        Permission.CLOSE_SHIFT,
        Permission.OPEN_DRAWER,
        Permission.MOVE_CASH,
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
    Permission.VIEW_TAKINGS,
    Permission.APPROVE_DRAWER,
    Permission.VIEW_AUDIT,
    Permission.EXPORT_DATA,
}
RIGHTS: dict[Role, frozenset[Permission]] = {
    "cashier": _CASHIER,
    "manager": _MANAGER,
    "owner": frozenset(Permission),
}


class StaffMember(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who works here.

    Attributes:
        pin_hash: As `app.workflows.pins` makes it; empty for somebody without a PIN.
        member: Their own member id, if they are enrolled: own cards are watched.
        badge_hash: Of the code on their badge; empty for somebody without one.
        must_change: The PIN was given by somebody else: the next sign-in asks for one of their own.
        recovery_hash: For an owner: of the code that opens the till where the machine's keys were lost.
    """

    id: str
    name: str
    role: Role
    pin_hash: str = ""
    member: str = ""
    active: bool = True
    badge_hash: str = ""
    must_change: bool = False
    recovery_hash: str = ""

    def may(self, permission: Permission) -> bool:
        """Whether the role grants it."""
        return self.active and permission in RIGHTS[self.role]
