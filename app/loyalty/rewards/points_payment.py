"""Points as money: points pay part of the receipt, beside cash and card; prices and tax stay as they are.

1 point = 0.01, at most 50 % of the receipt: on 19.90 at most 995 points pay 9.95. Burned is what was
granted: asking for 2,000 points on that receipt burns 995.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from app.loyalty.rewards.base import Lane, Reward, money, ratio
from app.values.numbers import MILLI, decimal_text
from app.values.words import Message, msg


class PointsPayment(Reward, frozen=True, kw_only=True, tag="points_payment"):
    """Points as tender.

    Attributes:
        value_minor: What `per_milli` points pay.
        per_milli: Step in which points are spent, thousandths.
        cap_percent: At most so much of the receipt's total.
        min_points_milli: Fewer are not taken; max_points_milli: nor more in one sale, 0 for no bound.
        min_total_minor: Smallest receipt that points may pay.
    """

    value_minor: int = 1
    per_milli: int = MILLI
    cap_percent: Decimal = Decimal(100)
    min_points_milli: int = 0
    max_points_milli: int = 0
    min_total_minor: int = 0
    kind: ClassVar[str] = "points_payment"

    @property
    def lane(self) -> Lane:
        return "payment"

    @property
    def divisible(self) -> bool:
        return True

    def ceiling_minor(self, total_minor: int) -> int:
        """The most that points may pay of a receipt."""
        above, below = ratio(self.cap_percent)
        return max(total_minor * above // below, 0) if total_minor >= self.min_total_minor else 0

    def payable(self, total_minor: int, points_milli: int) -> tuple[int, int]:
        """Steps that pay without waste.

        Args:
            total_minor: What the receipt comes to after other tenders by points.
            points_milli: Points asked for and there.

        Returns:
            Minor units paid and thousandths of points burned.
        """
        if self.max_points_milli:
            points_milli = min(points_milli, self.max_points_milli)
        steps = min(points_milli // self.per_milli, self.ceiling_minor(total_minor) // self.value_minor)
        burned = steps * self.per_milli
        if not steps or burned < self.min_points_milli:
            return 0, 0
        return steps * self.value_minor, burned

    def effect(self, currency: str) -> Message:
        return msg("{points} points pay {amount}", points=decimal_text(self.per_milli, 3),
                   amount=money(self.value_minor, currency))  # fmt: skip
