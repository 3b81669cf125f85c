"""Minimum amount: the rule's goods come to at least so much.

From 15.00 on 12.40: short 2.60. `strict` asks for more than, not as much as. Measured in the price list's
basis unless `tax` or the shop's policy says net or gross.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.conditions.amounts import TaxBasis, measured_amount
from app.loyalty.conditions.base import Condition, names_of
from app.loyalty.reasons import Reason
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation


class MinAmount(Condition, frozen=True, kw_only=True, tag="min_amount"):
    """At least `amount_minor` (more than, where `strict`)."""

    amount_minor: int
    strict: bool = False
    tax: TaxBasis = "default"
    codes: ClassVar[tuple[str, ...]] = ("amount.short",)

    def missing(self, goods: Selector, situation: Situation) -> Reason | None:
        has = measured_amount(goods, situation, self.tax)
        needed = self.amount_minor + self.strict
        return None if has >= needed else Reason("amount.short", needed, has, names_of(goods))

    def needs_goods(self) -> bool:
        return self.amount_minor > 0 or self.strict
