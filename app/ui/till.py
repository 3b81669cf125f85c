"""The till as the screens know it: the shop at this moment, who is signed in, and this till's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.people.staff import Permission, StaffMember
from app.settings.till import TillSettings
from app.values.clock import Clock, Instant
from app.values.ids import IdMaker

if TYPE_CHECKING:
    from app.workflows.rows import ShiftRow
    from app.workflows.shop_now import ShopNow


class Till(QObject):
    """What changes slowly, kept once for all screens.

    Attributes:
        shop: Terms, programs and staff; replaced whole when they change.
        staff: Who works here now; None while locked.
        settings: Language, colours, way of selling.
        shift: The open trading day, None before the first sale.
        changed: Emitted after any of them was replaced.
    """

    changed = Signal()

    def __init__(self, shop: ShopNow, settings: TillSettings, clock: Clock, ids: IdMaker) -> None:
        super().__init__()
        self.shop = shop
        self.settings = settings
        self.clock = clock
        self.ids = ids
        self.staff: StaffMember | None = None
        self.shift: ShiftRow | None = None

    def now(self) -> Instant:
        """The till's clock."""
        return self.clock.now()

    def may(self, permission: Permission) -> bool:
        """Whether whoever is signed in may do this."""
        return self.staff is not None and self.staff.may(permission)

    def take(
        self,
        *,
        shop: ShopNow | None = None,
        settings: TillSettings | None = None,
        shift: ShiftRow | None = None,
    ) -> None:
        """Replace what is given and say so."""
        self.shop = shop or self.shop
        self.settings = settings or self.settings
        self.shift = shift or self.shift
        self.changed.emit()

    def close_shift(self) -> None:
        """The trading day has ended."""
        self.shift = None
        self.changed.emit()

    def sign(self, staff: StaffMember | None) -> None:
        """Somebody signed in, or (None) the till was locked."""
        self.staff = staff
        self.changed.emit()
