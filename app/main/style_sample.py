"""A receipt that nobody bought: what the style screen shows before a shop's first sale."""

from __future__ import annotations

from app.sales.basket import Goods
from app.sales.receipt import Receipt, ReceiptLine, Tender
from app.sales.tax import TaxProfile
from app.settings.shop import ShopSettings
from app.values.clock import Instant, local
from app.workflows.receipt_view import ReceiptView, shown_member

SAMPLE_CARD = "2912345678906"
SAMPLE_NAME = "Anna K."
_GOODS = (("Coffee beans 1 kg", "Кофе в зёрнах 1 кг", 1190), ("Butter croissant", "Круассан сливочный", 165))


def sample_view(settings: ShopSettings, at: Instant) -> ReceiptView:
    """Two things for cash, in these settings."""
    is_russian = settings.language == "ru"
    lines = tuple(_line(str(key), ru if is_russian else en, price) for key, (en, ru, price) in enumerate(_GOODS, 1))
    total = sum(line.total_minor for line in lines)
    receipt = Receipt(
        sale="sample",
        till=1,
        epoch=1,
        sequence=1,
        currency=settings.currency,
        lines=lines,
        taxes=(),
        subtotal_minor=total,
        discount_minor=0,
        total_minor=total,
        tenders=(Tender("cash", total, given_minor=total),),
        tax_profile=TaxProfile(),
    )
    return ReceiptView(
        receipt=receipt,
        at=at,
        business_on=local(at, settings.zone).date(),
        shop=settings,
        language=settings.language,
        member=shown_member(SAMPLE_NAME, SAMPLE_CARD),
    )


def _line(key: str, name: str, price_minor: int) -> ReceiptLine:
    return ReceiptLine(
        key=key,
        goods=Goods(f"sample-{key}", name, price_minor),
        quantity_milli=1000,
        price_minor=price_minor,
        base_minor=price_minor,
        reductions=(),
        total_minor=price_minor,
        gross_minor=price_minor,
        net_minor=price_minor,
        tax_minor=0,
    )
