"""Points per money: 1 point per full 1.00 paid.

`floor` cuts the number of full steps before multiplying: 26.88 at 2 points per full 10.00 is 4. Without
rounding fractions are kept: 10.20 at 1 point per 1.00 is 10.2. With the programme's `carry` the money that
made no full step waits for the next sale: 26.88 leaves 6.88.
"""

from __future__ import annotations

from app.loyalty.accruals.base import Accrual, Earning
from app.loyalty.selector import Selector
from app.values.numbers import decimal_text, divide_half_up
from app.values.words import Message, msg


class PerMoney(Accrual, frozen=True, kw_only=True, tag="per_money"):
    """`points_milli` for each `per_minor` paid.

    Attributes:
        per_minor: The step in minor units, above zero.
        carry: Whether money that made no full step is carried to the next sale (with `floor`).
    """

    per_minor: int = 100
    carry: bool = False

    def earned(self, goods: Selector, sale: Earning) -> tuple[int, int]:
        amount = sale.amount(goods)
        if self.rounding == "floor":
            if self.carry:
                amount += sale.carried()
            steps, rest = divmod(max(amount, 0), self.per_minor)
            return steps * self.points_milli, rest if self.carry else 0
        return self.rounded(divide_half_up(max(amount, 0) * self.points_milli, self.per_minor)), 0

    def says(self, currency: str) -> Message:
        from app.values.money import Money

        return msg("{points} points per {amount}", points=decimal_text(self.points_milli, 3),
                   amount=Money(self.per_minor, currency))  # fmt: skip
