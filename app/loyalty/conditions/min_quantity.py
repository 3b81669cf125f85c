"""Minimum quantity: so many units of the rule's goods, over all lines.

Needs 3 of tea: 2 teas and 1 of another sort hold; 2 do not (short 1). Weighed goods count by weight. A unit
that an offer makes free still counts toward that offer's own minimum.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.conditions.base import Condition, names_of
from app.loyalty.reasons import Reason
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation


class MinQuantity(Condition, frozen=True, kw_only=True, tag="min_quantity"):
    """At least `quantity_milli` thousandths of the rule's goods."""

    quantity_milli: int
    codes: ClassVar[tuple[str, ...]] = ("quantity.short",)

    def missing(self, goods: Selector, situation: Situation) -> Reason | None:
        has = situation.book.measure(goods)[0]
        return (
            None if has >= self.quantity_milli else Reason("quantity.short", self.quantity_milli, has, names_of(goods))
        )

    def needs_goods(self) -> bool:
        return self.quantity_milli > 0
