"""What every accrual is, and what it is told of the sale."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from app.loyalty.selector import Selector
from app.values.numbers import divide_half_up
from app.values.words import Message

PointsRounding = Literal["none", "floor", "half_up"]


class Earning(Protocol):
    """What an accrual may ask about the sale."""

    def amount(self, goods: Selector) -> int:
        """Minor units that earn, over these goods."""
        ...

    def units(self, goods: Selector) -> int:
        """Units that earn, over these goods."""
        ...

    def carried(self) -> int:
        """Minor units that earned nothing yet, from earlier sales."""
        ...


class Accrual(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="type"
):
    """How points are earned.

    Attributes:
        points_milli: Thousandths of a point for each step (receipt, unit, sum of money).
        rounding: `none` keeps thousandths; `floor` and `half_up` go to whole points, or to `decimals`.
        decimals: 0 to 3.
    """

    points_milli: int
    rounding: PointsRounding = "none"
    decimals: int = 0

    def earned(self, goods: Selector, sale: Earning) -> tuple[int, int]:
        """Thousandths of points earned, and minor units left over to carry."""
        raise AssertionError(f"{type(self).__name__} earns nothing from {goods} in {sale}")

    def says(self, currency: str) -> Message:
        """How it earns, in words."""
        raise AssertionError(f"{type(self).__name__} has no words for {currency}")

    def rounded(self, points_milli: int) -> int:
        """Points rounded as the accrual says."""
        if self.rounding == "none":
            return points_milli
        step = (1000, 100, 10, 1)[min(self.decimals, 3)]
        if self.rounding == "floor":
            return points_milli // step * step
        return divide_half_up(points_milli, step) * step
