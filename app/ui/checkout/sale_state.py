"""The state of the sale in progress: basket and history, member, price, and the selected line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import msgspec

from app.loyalty.quote import Quote
from app.loyalty.standing import Standing
from app.people.staff import StaffMember
from app.sales.basket import Basket
from app.settings.till import TillSettings
from app.ui.checkout.history import BasketHistory
from app.values.clock import Instant
from app.values.ids import IdMaker
from app.workflows.ring_up import new_basket, quote_now, with_rights
from app.workflows.rows import MemberView, PointsRow
from app.workflows.shop_now import ShopNow


class Place(Protocol):
    """Where the sale happens: the `Till`."""

    shop: ShopNow
    staff: StaffMember | None
    settings: TillSettings
    ids: IdMaker

    def now(self) -> Instant: ...


@dataclass(frozen=True, slots=True)
class MemberInfo:
    """A member as the checkout knows them: opened once, kept for the sale."""

    view: MemberView
    standing: Standing
    points: tuple[PointsRow, ...]

    @property
    def id(self) -> str:
        """Member id."""
        return self.view.id


class SaleState:
    """One sale after the other: the basket with its history, its price, and the selected line.

    Attributes:
        history: The basket and its undo.
        quote: The basket priced; always current.
        selected: Key of the selected line; empty for none.
        names: Words of the products in the basket, by sku.
        members: Members seen in this sale, by id.
        nobody: Standing of a customer who is no member.
        is_frozen: True while the sale is being kept: nothing may change it.
    """

    def __init__(self, place: Place, standing: Standing) -> None:
        self.place = place
        self.members: dict[str, MemberInfo] = {}
        self.names: dict[str, dict[str, str]] = {}
        self.is_frozen = False
        self.selected = ""
        self.nobody = standing
        self._listeners: list[Callable[[], None]] = []
        self.history = BasketHistory(self._fresh())
        self.quote = self._price()

    # -- what there is

    @property
    def basket(self) -> Basket:
        """The basket as it is now."""
        return self.history.basket

    @property
    def member(self) -> MemberInfo | None:
        """The member attached to this sale."""
        return self.members.get(self.basket.member)

    @property
    def standing(self) -> Standing:
        """What pricing knows of the member (or of nobody), with proof and rights."""
        info = self.member
        return with_rights(info.standing if info else self.nobody, self.basket, self.place.staff)

    def listen(self, listener: Callable[[], None]) -> None:
        """Call this after every change."""
        self._listeners.append(listener)

    # -- changing it

    def put(self, basket: Basket, *, select: str | None = None) -> bool:
        """Take a changed basket, price it and tell; returns whether anything changed."""
        if self.is_frozen:
            return False
        changed = self.history.change(basket)
        if select is not None:
            self.selected = select
        self._settle()
        return changed

    # -- moving about

    def keys(self) -> list[str]:
        """Keys of all lines and unresolved codes, in the order of the table."""
        keys = [line.key for line in self.basket.lines] + [row.key for row in self.basket.unresolved]
        return sorted(keys, key=int)

    def move(self, step: int) -> None:
        """Select another line; stops at the ends."""
        keys = self.keys()
        if keys:
            place = keys.index(self.selected) if self.selected in keys else len(keys) - 1
            self.select(keys[max(0, min(len(keys) - 1, place + step))])

    def select(self, key: str) -> None:
        """Select a line."""
        if key != self.selected:
            self.selected = key
            self._tell()

    def undo(self) -> bool:
        """Go back one change."""
        return not self.is_frozen and self.history.undo() and self._settle()

    def redo(self) -> bool:
        """Do again what was undone."""
        return not self.is_frozen and self.history.redo() and self._settle()

    # -- sales

    def start_new(self, standing: Standing) -> None:
        """Begin the next sale, for nobody yet."""
        self.nobody = standing
        self.members.clear()
        self.names.clear()
        self.is_frozen = False
        self.selected = ""
        self.history.start(self._fresh())
        self._settle()

    def restore(self, basket: Basket, info: MemberInfo | None) -> None:
        """Take up a basket that was open when the program ended."""
        if info is not None:
            self.members[info.id] = info
        elif basket.member:
            basket = basket.identified("", "none")
        self.history.start(basket)
        keys = self.keys()
        self.selected = keys[-1] if keys else ""
        self._settle()

    def know(self, info: MemberInfo | None, nobody: Standing | None = None) -> None:
        """Newer knowledge of the member or of the shop's counters; the price follows."""
        if info is not None:
            self.members[info.id] = info
        self.nobody = nobody or self.nobody
        self._settle()

    def reprice(self) -> None:
        """Terms, staff or the way of selling changed: work the price out anew."""
        if self.basket.is_empty and self.basket.mode != self.place.settings.mode and not self.is_frozen:
            fresh = msgspec.structs.replace(self._fresh(), member=self.basket.member, proof=self.basket.proof)
            self.history.start(fresh)
        self._settle()

    def agree(self, quote: Quote, standing: Standing) -> None:
        """Take a price that completing has worked out, because the books had changed."""
        info = self.member
        if info is not None:
            self.members[info.id] = MemberInfo(info.view, standing, info.points)
        else:
            self.nobody = standing
        self.is_frozen = False
        self.quote = quote
        self._tell()

    def _fresh(self) -> Basket:
        place = self.place
        return new_basket(place.ids.new(), place.shop, place.settings.mode, place.now())

    def _price(self) -> Quote:
        return quote_now(self.basket, self.place.shop, self.standing, self.place.now())

    def _settle(self) -> bool:
        keys = self.keys()
        if self.selected not in keys:
            self.selected = keys[-1] if keys else ""
        self.quote = self._price()
        self._tell()
        return True

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
