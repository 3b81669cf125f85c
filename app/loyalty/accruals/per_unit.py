"""Points per unit: one stamp a coffee. Units that cost nothing earn nothing: 3 pens, one free, are 2 stamps."""

from __future__ import annotations

from app.loyalty.accruals.base import Accrual, Earning
from app.loyalty.selector import Selector
from app.values.numbers import decimal_text
from app.values.words import Message, msg


class PerUnit(Accrual, frozen=True, kw_only=True, tag="per_unit"):
    """`points_milli` for each matching unit that was paid for."""

    def earned(self, goods: Selector, sale: Earning) -> tuple[int, int]:
        return self.rounded(self.points_milli * sale.units(goods)), 0

    def says(self, currency: str) -> Message:  # noqa: ARG002 - no money in it
        return msg("{points} points a unit", points=decimal_text(self.points_milli, 3))
