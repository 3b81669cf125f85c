"""The sale in progress: basket with its history, the member, the price, and the selected line.

Plain Python, no widget: every change makes a new basket, prices the whole of it, and tells whoever
listens. Asking the books (what a code is, who a member is) is not done here; the counter does that and
hands in the answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import msgspec

from app.loyalty.quote import Quote
from app.loyalty.standing import Standing
from app.people.staff import StaffMember
from app.sales.basket import Basket, CodeIntent, Goods, Intent, ManualReduction, RewardIntent
from app.settings.till import TillSettings
from app.ui.checkout.history import BasketHistory
from app.values.clock import Instant
from app.values.ids import IdMaker
from app.workflows.ring_up import add, add_bill_line, new_basket, quote_now, reduce, with_rights
from app.workflows.rows import MemberView, PointsRow, ProductRow
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


class CheckoutSession:
    """One sale after the other.

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

    def add_goods(self, row: ProductRow, quantity_milli: int) -> str:
        """Add a product; returns its line's key. Raises `Refusal` for what no till can sell."""
        basket, key = add(self.basket, row.goods, quantity_milli)
        self.names[row.goods.sku] = row.names
        self.put(basket, select=key)
        return key

    def add_goods_at(self, goods: Goods, replacing: str) -> str:
        """Sell goods in place of an unresolved code."""
        basket, key = add(self.basket.without(replacing), goods, 1000)
        self.put(basket, select=key)
        return key

    def add_bill(self, amount_minor: int, department: str) -> str:
        """Amount mode: a line of the other till's bill."""
        basket, key = add_bill_line(self.basket, amount_minor, department)
        self.put(basket, select=key)
        return key

    def add_unknown(self, code: str) -> None:
        """Keep a code that nobody knows as a red line."""
        basket = self.basket.with_unresolved(code)
        self.put(basket, select=basket.unresolved[-1].key)

    def set_quantity(self, quantity_milli: int) -> None:
        """Set the selected line's quantity; 0 takes it out. Raises `Refusal`."""
        line = self.basket.line(self.selected)
        if line is None:
            return
        if quantity_milli <= 0:
            self.remove()
            return
        # the same checks as for adding, on a basket without the line
        add(self.basket.without(line.key), line.goods, quantity_milli)
        self.put(self.basket.with_quantity(line.key, quantity_milli))

    def remove(self) -> None:
        """Take the selected line out; the next one is selected."""
        keys = self.keys()
        if self.selected not in keys:
            return
        place = keys.index(self.selected)
        rest = [key for key in keys if key != self.selected]
        self.put(self.basket.without(self.selected), select=rest[min(place, len(rest) - 1)] if rest else "")

    def attach(self, info: MemberInfo, proof: str) -> None:
        """Attach a member; a card is a better proof than a phone and is never lost again."""
        self.members[info.id] = info
        same = self.basket.member == info.id
        known = "card" if proof == "card" or (same and self.basket.proof == "card") else "phone"
        self.put(self.basket.identified(info.id, "card" if known == "card" else "phone"))

    def detach(self) -> None:
        """Sell to nobody in particular; what was asked for of the member's goes too."""
        kept = tuple(intent for intent in self.basket.intents.asked if isinstance(intent, CodeIntent))
        self.put(self.basket.identified("", "none").wishing(asked=kept))

    def ask(self, intent: Intent) -> None:
        """Ask for a code or a reward; asking for the same reward again replaces it."""
        kept = tuple(each for each in self.basket.intents.asked if not _same(each, intent))
        self.put(self.basket.wishing(asked=(*kept, intent)))

    def drop(self, intent: Intent) -> None:
        """Ask for it no longer."""
        kept = tuple(each for each in self.basket.intents.asked if not _same(each, intent))
        self.put(self.basket.wishing(asked=kept))

    def switch(self, name: str, *, off: bool) -> None:
        """Switch an offer off (or on again) in this sale."""
        kept = tuple(each for each in self.basket.intents.refused if each != name)
        self.put(self.basket.wishing(refused=(*kept, name) if off else kept))

    def reduce(self, key: str, wish: ManualReduction) -> None:
        """Reduce a line (or with an empty key the receipt) by hand. Raises `Refusal`."""
        staff = self.place.staff
        if staff is not None:
            self.put(reduce(self.basket, self.place.shop, staff, key=key, wish=wish))

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


def _same(one: Intent, other: Intent) -> bool:
    if isinstance(one, RewardIntent) and isinstance(other, RewardIntent):
        return (one.program, one.reward) == (other.program, other.reward)
    return one == other
