"""Who acts, when, and in which shop: handed to every workflow that is not a sale."""

from __future__ import annotations

import datetime as dt

import msgspec

from app.people.staff import RIGHTS, Permission
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.shop_now import ShopNow, trading_day


class Acting(msgspec.Struct, frozen=True):
    """Somebody on the staff doing something now.

    Attributes:
        staff: Staff id; empty is the program itself (an import or a replay from the command line).
    """

    shop: ShopNow
    staff: str
    at: Instant

    @property
    def business_on(self) -> dt.date:
        """The trading day of the open shift, else the calendar's."""
        return trading_day(self.shop, self.at)

    @property
    def rights(self) -> frozenset[Permission]:
        """What this person may do; the program itself may do everything."""
        if not self.staff:
            return frozenset(Permission)
        person = self.shop.staff.get(self.staff)
        return RIGHTS[person.role] if person and person.active else frozenset()


def require(acting: Acting, permission: Permission) -> None:
    """Refuse (`right.missing`) unless whoever acts may do this."""
    if permission not in acting.rights:
        raise Refusal("right.missing", msg("You may not do this. Ask a manager to sign in; nothing was changed."))
