"""Minimum quantity on a single line: so many of one and the same article.

Needs 3 of one article: 3 green teas hold; 2 green and 2 black do not (2 here).
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.conditions.base import Condition
from app.loyalty.reasons import Reason
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation


class LineMinQuantity(Condition, frozen=True, kw_only=True, tag="line_min_quantity"):
    """One line with at least `quantity_milli` thousandths."""

    quantity_milli: int
    codes: ClassVar[tuple[str, ...]] = ("line.quantity_short",)

    def missing(self, goods: Selector, situation: Situation) -> Reason | None:
        has = max((row.line.quantity_milli for row in situation.book.matching(goods)), default=0)
        return None if has >= self.quantity_milli else Reason("line.quantity_short", self.quantity_milli, has)

    def needs_goods(self) -> bool:
        return self.quantity_milli > 0
