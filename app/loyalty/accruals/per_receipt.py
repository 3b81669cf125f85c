"""Points per receipt: one stamp a visit, 20.987 points a sale kept to two decimals as 20.99."""

from __future__ import annotations

from app.loyalty.accruals.base import Accrual, Earning
from app.loyalty.selector import Selector
from app.values.numbers import decimal_text
from app.values.words import Message, msg


class PerReceipt(Accrual, frozen=True, kw_only=True, tag="per_receipt"):
    """`points_milli` for each sale in which the rule holds."""

    def earned(self, goods: Selector, sale: Earning) -> tuple[int, int]:  # noqa: ARG002 - same for any sale
        return self.rounded(self.points_milli), 0

    def says(self, currency: str) -> Message:  # noqa: ARG002 - no money in it
        return msg("{points} points a receipt", points=decimal_text(self.points_milli, 3))
