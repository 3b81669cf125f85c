"""Maximum amount: the offer is for small baskets only, up to and including so much.

Up to 60.00: 60.00 holds, 60.01 does not; `strict` leaves 60.00 out too.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.conditions.amounts import TaxBasis, measured_amount
from app.loyalty.conditions.base import Condition
from app.loyalty.reasons import Reason
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation


class MaxAmount(Condition, frozen=True, kw_only=True, tag="max_amount"):
    """At most `amount_minor` (less than, where `strict`)."""

    amount_minor: int
    strict: bool = False
    tax: TaxBasis = "default"
    codes: ClassVar[tuple[str, ...]] = ("amount.over",)

    def missing(self, goods: Selector, situation: Situation) -> Reason | None:
        has = measured_amount(goods, situation, self.tax)
        limit = self.amount_minor - self.strict
        return None if has <= limit else Reason("amount.over", limit, has)
