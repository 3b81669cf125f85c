"""All rewards a program may give. A new one is a module of its own and a name here."""

from __future__ import annotations

from app.loyalty.rewards.amount_off import AmountOff
from app.loyalty.rewards.amount_off_each import AmountOffEach
from app.loyalty.rewards.amount_off_graduated import AmountOffGraduated
from app.loyalty.rewards.amount_off_line import AmountOffLine
from app.loyalty.rewards.bundle_price import BundlePrice
from app.loyalty.rewards.fixed_price import FixedPrice
from app.loyalty.rewards.free_product import FreeProduct
from app.loyalty.rewards.free_units import FreeUnits
from app.loyalty.rewards.percent_off import PercentOff
from app.loyalty.rewards.points_payment import PointsPayment

AnyReward = (
    PercentOff
    | AmountOff
    | AmountOffEach
    | AmountOffLine
    | AmountOffGraduated
    | FixedPrice
    | BundlePrice
    | FreeUnits
    | FreeProduct
    | PointsPayment
)
LineByLine = PercentOff | AmountOffEach | AmountOffLine | AmountOffGraduated | FixedPrice
REWARDS: tuple[type[AnyReward], ...] = (
    PercentOff, AmountOff, AmountOffEach, AmountOffLine, AmountOffGraduated,
    FixedPrice, BundlePrice, FreeUnits, FreeProduct, PointsPayment,
)  # fmt: skip
