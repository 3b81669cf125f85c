"""Taxes of a shop: which there are, whether prices hold them, and where they are rounded."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

TaxRounding = Literal["line", "unit", "receipt"]


class Tax(msgspec.Struct, frozen=True, omit_defaults=True):
    """One tax.

    Attributes:
        id: As products name it (`standard`, `food`).
        label: The letter printed on the receipt (`A`).
        rate: Percent, exact; or
        amount_per_unit_minor: a fixed sum for each unit, on top of the price.
        included: Whether prices hold this tax; None follows the profile.
    """

    id: str
    label: str = ""
    rate: Decimal | None = None
    amount_per_unit_minor: int = 0
    included: bool | None = None
    names: dict[str, str] = {}


class TaxProfile(msgspec.Struct, frozen=True, omit_defaults=True):
    """The taxes of a shop.

    Attributes:
        prices_include: Whether prices on the shelf hold the tax.
        rounding: Where tax is rounded: each line, each unit, or once a receipt and rate.
    """

    taxes: tuple[Tax, ...] = ()
    prices_include: bool = True
    rounding: TaxRounding = "line"


class TaxRow(msgspec.Struct, frozen=True):
    """A line of the receipt's tax table; `net_minor + tax_minor == gross_minor`."""

    tax: str
    label: str
    rate: Decimal
    net_minor: int
    tax_minor: int
    gross_minor: int
