"""The sale in progress, and what can be done to it.

Plain Python, no widget: every change makes a new basket, prices the whole of it, and tells whoever
listens. Asking the books (what a code is, who a member is) is not done here; the counter does that and
hands in the answers.
"""

from __future__ import annotations

from app.sales.basket import CodeIntent, Goods, Intent, ManualReduction, RewardIntent
from app.ui.checkout.sale_state import MemberInfo, Place, SaleState
from app.workflows.ring_up import add, add_bill_line, reduce
from app.workflows.rows import ProductRow

__all__ = ["CheckoutSession", "MemberInfo", "Place"]


class CheckoutSession(SaleState):
    """What a cashier can do to the sale in progress; each change is priced and told."""

    def add_goods(self, row: ProductRow, quantity_milli: int) -> str:
        """Add a product; returns its line's key. Raises `Refusal` for what no till can sell."""
        basket, key = add(self.basket, row.goods, quantity_milli)
        self.names[row.goods.sku] = row.names
        self.put(basket, select=key)
        return key

    def add_open_item(self, goods: Goods) -> str:
        """Sell something by its price alone; returns its line's key. Raises `Refusal`."""
        basket, key = add(self.basket, goods, 1000)
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


def _same(one: Intent, other: Intent) -> bool:
    if isinstance(one, RewardIntent) and isinstance(other, RewardIntent):
        return (one.program, one.reward) == (other.program, other.reward)
    return one == other
