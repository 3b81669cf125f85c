"""Receipts for the golden files: two shops, one basket each, and the unusual ones."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

import msgspec

from app.sales.basket import Goods, Intents, ManualReduction
from app.sales.receipt import Names, PointsChange, Promise, Receipt, ReceiptLine, Reduction, Tender, Token
from app.sales.tax import Tax, TaxProfile, TaxRow
from app.settings.shop import ShopSettings
from app.values.clock import instant
from app.values.numbers import divide_half_up, line_amount, share_out
from app.workflows.receipt_view import EndingPoints, ReceiptView, RewardGap, shown_member

EVENING = instant(dt.datetime(2026, 11, 21, 18, 4, tzinfo=dt.UTC))
EVENING_RU = instant(dt.datetime(2026, 11, 21, 16, 4, tzinfo=dt.UTC))
DAY = dt.date(2026, 11, 21)
YEAR_END = dt.date(2026, 12, 31)
CLUB = "club"

TAXES_EN = TaxProfile(taxes=(Tax("standard", "A", Decimal(21)), Tax("food", "B", Decimal(9))))
TAXES_RU = TaxProfile(taxes=(Tax("standard", "А", Decimal(22)), Tax("food", "Б", Decimal(10))))
SHOP_EN = ShopSettings(
    name="Sunny Corner Shop",
    address="12 Market St, Utrecht",
    tax_id="VAT NL001234567B01",
    club="Sunny Club",
    currency="EUR",
    zone="Europe/Amsterdam",
    cash_step_minor=5,
)
SHOP_RU = ShopSettings(
    name="Магазин «Солнечный»",
    address="г. Тверь, ул. Мира, 12",
    tax_id="ООО «Солнце» ИНН 6900000000",
    club="Клуб «Солнечный»",
    currency="RUB",
    country="RU",
    zone="Europe/Moscow",
    language="ru",
    fiscal_note=True,
    cash_step_minor=100,
    cash_rounding="down",
)
MEMBER_PRICE: Names = {"en": "Member price", "ru": "Цена участника"}

Wanted = tuple[str, int, str, int, int, str]
"""A line to be sold: name, quantity_milli, unit, price_minor, offer on the line in minor units, tax id."""

COFFEE_EN: tuple[Wanted, ...] = (
    ("Coffee beans 1 kg", 2000, "pc", 1190, 200, "food"),
    ("Apples Gala", 1235, "kg", 249, 0, "food"),
    ("Mug «Anna»", 1000, "pc", 850, 0, "standard"),
    ("Dish soap 500 ml", 1000, "pc", 325, 0, "standard"),
)
COFFEE_RU: tuple[Wanted, ...] = (
    ("Кофе зерновой 1 кг", 2000, "pc", 119000, 20000, "food"),
    ("Яблоки Гала", 1235, "kg", 14990, 0, "food"),
    ("Кружка «Анна»", 1000, "pc", 65000, 0, "standard"),
    ("Средство для посуды 500 мл", 1000, "pc", 18950, 0, "standard"),
)


def sold(
    wanted: Sequence[Wanted],
    taxes: TaxProfile,
    *,
    reward: Reduction | None = None,
    kind: str = "goods",
) -> tuple[tuple[ReceiptLine, ...], tuple[TaxRow, ...]]:
    """The lines as sold with a reward on the whole order shared out over them, and the tax table."""
    bases = [line_amount(price, quantity) for _, quantity, _, price, _, _ in wanted]
    lefts = [base - row[4] for base, row in zip(bases, wanted, strict=True)]
    shares = share_out(reward.amount_minor if reward else 0, lefts)
    lines = []
    for place, (row, base, left, share) in enumerate(zip(wanted, bases, lefts, shares, strict=True), 1):
        name, quantity, unit, price, off, tax = row
        reductions = (Reduction("members", off, "line", "price", 1, MEMBER_PRICE),) if off else ()
        if reward and share:
            reductions += (msgspec.structs.replace(reward, amount_minor=share),)
        goods = Goods(f"sku-{place}", name, price, unit, taxes=(tax,) if tax else (), kind=kind)
        gross = left - share
        net = gross - _tax(gross, tax, taxes)
        lines.append(ReceiptLine(str(place), goods, quantity, price, base, reductions, gross, gross, net, gross - net))
    rows = tuple(_tax_row(tax, lines) for tax in taxes.taxes if any(tax.id in line.goods.taxes for line in lines))
    return tuple(lines), rows


def _tax(gross: int, tax: str, taxes: TaxProfile) -> int:
    rate = next((each.rate for each in taxes.taxes if each.id == tax), None)
    return divide_half_up(gross * int(rate), 100 + int(rate)) if rate else 0


def _tax_row(tax: Tax, lines: Sequence[ReceiptLine]) -> TaxRow:
    rate = tax.rate or Decimal(0)
    gross = sum(line.gross_minor for line in lines if tax.id in line.goods.taxes)
    owed = divide_half_up(gross * int(rate), 100 + int(rate))
    return TaxRow(tax.id, tax.label, rate, gross - owed, owed, gross)


def receipt_of(
    lines: tuple[ReceiptLine, ...],
    taxes: tuple[TaxRow, ...],
    currency: str,
    tenders: tuple[Tender, ...],
    **more: object,
) -> Receipt:
    """The receipt with its sums."""
    return Receipt(
        sale="018f0000-0000-7000-8000-000000000001",
        till=2,
        epoch=1,
        sequence=481,
        currency=currency,
        lines=lines,
        taxes=taxes,
        subtotal_minor=sum(line.base_minor for line in lines),
        discount_minor=sum(line.discount_minor for line in lines),
        total_minor=sum(line.gross_minor for line in lines),
        tenders=tenders,
        **more,
    )


def english() -> ReceiptView:
    """A member's sale in Utrecht: a member price, a reward for points, cash rounded to 0.05."""
    reward = Reduction(CLUB, 500, "order", "five", 1, {"en": "5.00 off", "ru": "скидка 5,00"})
    lines, taxes = sold(COFFEE_EN, TAXES_EN, reward=reward)
    points = PointsChange(CLUB, {"en": "Sunny Club"}, before_milli=1_240_000, spent_milli=500_000, earned_milli=31_000)
    receipt = receipt_of(
        lines,
        taxes,
        "EUR",
        (Tender("cash", 3165, given_minor=4000),),
        rounding_minor=2,
        member="anna",
        points=(points,),
        tax_profile=TAXES_EN,
    )
    return ReceiptView(
        receipt,
        EVENING,
        DAY,
        SHOP_EN,
        staff="Maria",
        member=shown_member("Anna Kuznetsova", "2912345678906"),
        gaps=(RewardGap(CLUB, {"en": "10.00 off"}, 229_000),),
        ending=(EndingPoints(CLUB, 120_000, YEAR_END),),
    )


def russian() -> ReceiptView:
    """The same in Tver, where the slip is not the fiscal receipt and cash is rounded down to the rouble."""
    reward = Reduction(CLUB, 50_000, "order", "five", 1, {"en": "500 off", "ru": "-500 руб."})
    lines, taxes = sold(COFFEE_RU, TAXES_RU, reward=reward)
    points = PointsChange(CLUB, {"ru": "Клуб"}, before_milli=1_240_000, spent_milli=500_000, earned_milli=27_000)
    receipt = receipt_of(
        lines,
        taxes,
        "RUB",
        (Tender("cash", 270_400, given_minor=300_000),),
        rounding_minor=-63,
        member="anna",
        points=(points,),
        tax_profile=TAXES_RU,
    )
    return ReceiptView(
        receipt,
        EVENING_RU,
        DAY,
        SHOP_RU,
        language="ru",
        staff="Мария",
        member=shown_member("Анна Кузнецова", "2912345678906"),
        gaps=(RewardGap(CLUB, {"ru": "1\u00a0000 руб."}, 233_000),),
        ending=(EndingPoints(CLUB, 120_000, YEAR_END),),
    )


def anonymous() -> ReceiptView:
    """Nobody's sale, exact cash, no discount."""
    lines, taxes = sold(COFFEE_EN[2:], TAXES_EN)
    receipt = receipt_of(lines, taxes, "EUR", (Tender("cash", 1175, given_minor=1175),), tax_profile=TAXES_EN)
    return ReceiptView(receipt, EVENING, DAY, SHOP_EN, staff="Maria")


def amount_mode() -> ReceiptView:
    """Two bills of another till, one of department 2: paid there, points here."""
    bills: tuple[Wanted, ...] = (("", 1000, "pc", 3163, 0, ""), ("", 1000, "pc", 480, 0, ""))
    lines, taxes = sold(bills, TaxProfile(), kind="bill")
    goods = msgspec.structs.replace(lines[1].goods, category="2")
    lines = (lines[0], msgspec.structs.replace(lines[1], goods=goods))
    points = PointsChange(CLUB, {"en": "Sunny Club"}, earned_milli=36_000, last_valid_on=YEAR_END)
    receipt = receipt_of(
        lines, taxes, "EUR", (Tender("elsewhere", 3643),), mode="amount", member="anna", points=(points,)
    )
    return ReceiptView(receipt, EVENING, DAY, SHOP_EN, staff="Maria", member="Anna K. *8906")


def points_tender() -> ReceiptView:
    """Cashback as money beside a bank card and cash; a second program with tenths of points, spent from tomorrow on."""
    lines, taxes = sold(COFFEE_EN, TAXES_EN)
    points = (
        PointsChange(CLUB, {"en": "Sunny Club"}, before_milli=1_240_000, spent_milli=750_000, earned_milli=29_000),
        PointsChange("green", {"en": "Green Steps"}, 12_500, 0, 3_700, active_from=EVENING + 86_400_000),
    )
    tenders = (
        Tender("points", 750, program=CLUB, points_milli=750_000),
        Tender("card", 2000),
        Tender("cash", 915, given_minor=1000),
    )
    receipt = receipt_of(
        lines, taxes, "EUR", tenders, rounding_minor=2, member="anna", points=points, tax_profile=TAXES_EN
    )
    return ReceiptView(
        receipt,
        EVENING,
        DAY,
        SHOP_EN,
        staff="Maria",
        member="Anna K. *8906",
        gaps=(RewardGap("green", {"en": "a free mug"}, 3_800),),
        ending=(EndingPoints("green", 1_500, YEAR_END), EndingPoints(CLUB, 1_000, YEAR_END)),
    )


def stored_value() -> ReceiptView:
    """A gift card is sold and a wallet filled; a coupon comes out; a gift card, store credit and a return pay."""
    lines, taxes = sold(COFFEE_EN[2:], TAXES_EN)
    promises = (Promise("warranty", dt.date(2028, 11, 21)), Promise("trial", dt.date(2026, 12, 5)))
    gift = Goods("gift-25", "Gift card", 2500, kind="gift_card", program="gift")
    card = ReceiptLine("3", gift, 1000, 2500, 2500, (), 2500, 2500, 2500, 0)
    wallet = msgspec.structs.replace(gift, sku="fill", name="Store credit", kind="wallet_topup", price_minor=1000)
    filled = ReceiptLine("4", wallet, 1000, 1000, 1000, (), 1000, 1000, 1000, 0)
    receipt = receipt_of(
        (msgspec.structs.replace(lines[0], promises=promises), lines[1], card, filled),
        taxes,
        "EUR",
        (
            Tender("gift_card", 1000, program="gift", reference="73123456789012345602"),
            Tender("store_credit", 500, program="wallet"),
            Tender("exchange", 850, reference="r1"),
            Tender("card", 2325),
        ),
        member="anna",
        tax_profile=TAXES_EN,
        tokens=(
            Token("73000000000000000188", "gift", "gift_card", 2500, dt.date(2029, 12, 31), "3"),
            Token("w-1", "wallet", "store_credit", 1000, None, "4", "anna"),
            Token("73000000000000000285", "", "store_credit", 100),
            Token("7400000000001236", "next", "coupon", 0, YEAR_END, names={"en": "10 % off the next coffee"}),
            Token("SPRING", "spring", "coupon"),
        ),
    )
    return ReceiptView(receipt, EVENING, DAY, SHOP_EN, staff="Maria", member="Anna K. *8906")


def long_names() -> ReceiptView:
    """Names nobody should give: long, with emoji, another script, control characters; reductions by hand; a copy."""
    by_hand = ManualReduction("percent", Decimal("12.5"), "goodwill", "maria")
    for_line = ManualReduction("amount", Decimal(100), "damaged", "maria")
    blanket = "Extraordinarily thick hand-knitted woollen blanket, 200 x 220 cm, «northern lights» edition"
    wanted: tuple[Wanted, ...] = (
        (blanket, 3000, "pc", 1_234_567, 0, "standard"),
        ("🎁☕ Кофе Ёлка — подарочный набор", 1000, "pc", 9900, 100, "food"),
        ("抹茶 \x1b@\x1dV0 Łódź", 250, "kg", 8000, 0, "food"),
    )
    goods = sum(line_amount(row[3], row[1]) - row[4] for row in wanted)
    reward = Reduction("", divide_half_up(goods, 8), "manual", manual=by_hand)
    lines, taxes = sold(wanted, TAXES_EN, reward=reward)
    damaged = Reduction("", 100, "manual", manual=for_line)
    gift = msgspec.structs.replace(lines[1], reductions=(damaged, lines[1].reductions[1]))
    lines = (lines[0], gift, lines[2])
    receipt = receipt_of(
        lines,
        taxes,
        "EUR",
        (Tender("card", sum(line.gross_minor for line in lines)),),
        member="w",
        intents=Intents(reduction=by_hand),
        tax_profile=TAXES_EN,
    )
    return ReceiptView(
        receipt,
        EVENING,
        DAY - dt.timedelta(days=1),
        dataclasses.replace(SHOP_EN, footer="Open 8-22, also on Sundays.\nTill soon!"),
        staff="Maximiliana-Konstantina",
        member=shown_member("Wolfeschlegelsteinhausenbergerdorff Hubert", "2900000000018"),
        copied_at=EVENING + 15 * 3_600_000,
    )
