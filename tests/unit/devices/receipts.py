"""Any receipt at all, for laws that hold for every one."""

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st

from app.sales.basket import Goods, Intents, ManualReduction
from app.sales.receipt import PointsChange, Receipt, ReceiptLine, Reduction, Tender
from app.sales.tax import Tax, TaxProfile, TaxRow
from app.settings.shop import ShopSettings
from app.workflows.receipt_view import EndingPoints, ReceiptView, RewardGap

MOST = 10**11
names = st.text(max_size=60)
minors = st.integers(0, MOST)
milli = st.integers(0, 10**10)
BY_HAND = ManualReduction("percent", Decimal("12.5"), "goodwill", "maria")
DAY = dt.date(2026, 11, 21)


@st.composite
def lines(draw, key):
    base, off = draw(minors), draw(minors)
    lane = draw(st.sampled_from(["line", "order", "manual"]))
    manual = BY_HAND if lane == "manual" else None
    reductions = (Reduction("p", min(off, base), lane, "r", 1, {"en": draw(names)}, manual),) if off else ()
    total = base - sum(each.amount_minor for each in reductions)
    tax = total * 21 // 121
    kind = draw(st.sampled_from(["goods", "bill"]))
    unit = draw(st.sampled_from(["pc", "kg", "jar"]))
    goods = Goods(f"s{key}", draw(names), base, unit, taxes=draw(st.sampled_from([(), ("a",), ("a", "b")])), kind=kind)
    quantity = draw(st.sampled_from([1000, 2000, 1235, 9_999_000]))
    return ReceiptLine(str(key), goods, quantity, base, base, reductions, total, total, total - tax, tax)


@st.composite
def views(draw):
    sold = tuple(draw(lines(key)) for key in range(draw(st.integers(1, 4))))
    total = sum(line.total_minor for line in sold)
    added = draw(st.sampled_from([0, 0, 1234]))
    points = tuple(
        PointsChange(
            program, {"en": draw(names)}, draw(milli), draw(milli), draw(milli), draw(st.sampled_from([0, 2**41]))
        )
        for program in draw(st.sampled_from([(), ("p",), ("p", "q")]))
    )
    given = draw(st.sampled_from([0, total, total + 1000]))
    tenders = (
        Tender(draw(st.sampled_from(["card", "elsewhere"])), 5),
        Tender("points", 7, program="p", points_milli=draw(milli)),
        Tender("cash", total, given_minor=given),
    )[draw(st.integers(0, 2)) :]
    receipt = Receipt(
        sale="s",
        till=draw(st.integers(1, 99)),
        epoch=draw(st.integers(1, 30)),
        sequence=draw(st.integers(1, 999_999)),
        currency=draw(st.sampled_from(["EUR", "RUB", "JPY", "KWD"])),
        lines=sold,
        taxes=(TaxRow("a", "A", Decimal("21.00"), total, 7, total + 7), TaxRow("b", "B", Decimal(0), 1, 0, 1)),
        subtotal_minor=sum(line.base_minor for line in sold),
        discount_minor=sum(line.discount_minor for line in sold),
        total_minor=total + added,
        tenders=tenders,
        rounding_minor=draw(st.sampled_from([0, 2, -63])),
        points=points,
        intents=Intents(reduction=draw(st.sampled_from([None, BY_HAND]))),
        tax_profile=TaxProfile((Tax("a", "A", Decimal(21)), Tax("b", "B", amount_per_unit_minor=3))),
    )
    shop = ShopSettings(
        name=draw(names),
        address=draw(names),
        tax_id=draw(names),
        club=draw(st.sampled_from(["", "Club"])),
        footer=draw(names),
        fiscal_note=draw(st.booleans()),
        return_days=draw(st.sampled_from([0, 1, 14])),
        prices_include_tax=not added,
    )
    return ReceiptView(
        receipt,
        at=draw(st.integers(10**12, 2 * 10**12)),
        business_on=DAY,
        shop=shop,
        language=draw(st.sampled_from(["en", "ru"])),
        staff=draw(names),
        member=draw(names),
        copied_at=draw(st.sampled_from([0, 1_795_284_240_000])),
        gaps=(RewardGap("p", {"en": draw(names)}, draw(milli)),),
        ending=(EndingPoints("p", draw(milli), DAY),),
    )
