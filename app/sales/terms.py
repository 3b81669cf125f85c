"""The shop's selling terms, made from its settings: currency, taxes and cash rounding in the sale's types."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from app.sales.tax import Tax, TaxProfile, TaxRounding
from app.settings.shop import ShopSettings, TaxRate

_INCLUDED = {"yes": True, "no": False, "": None}


def tax_profile(settings: ShopSettings) -> TaxProfile:
    """The taxes as pricing wants them."""
    return TaxProfile(
        taxes=tuple(_tax(rate) for rate in settings.taxes),
        prices_include=settings.prices_include_tax,
        rounding=cast("TaxRounding", settings.tax_rounding),
    )


def _tax(rate: TaxRate) -> Tax:
    return Tax(
        id=rate.id,
        label=rate.label,
        rate=Decimal(rate.percent) if rate.percent else None,
        amount_per_unit_minor=rate.amount_per_unit_minor,
        included=_INCLUDED[rate.included],
        names=rate.names,
    )
