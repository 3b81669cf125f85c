"""What a sale just made earns for a member who showed the card too late.

The price stays as it was paid: every discount of the receipt stands in for a manual one, and only the
programs that collect points are asked.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from app.loyalty.compile import compile_programs
from app.loyalty.price import price
from app.sales.basket import Basket, Line, ManualReduction
from app.sales.receipt import PointsChange, Receipt, ReceiptLine
from app.workflows.acting import Acting
from app.workflows.ports import Unit
from app.workflows.shop_now import moment_of


def late_points(unit: Unit, receipt: Receipt, member: str, acting: Acting) -> tuple[PointsChange, ...]:
    """Points that the receipt's goods earn for `member`, per program; nothing is spent."""
    moment = moment_of(acting.shop, acting.at)
    collecting = [program for program in acting.shop.published if program.kind == "points"]
    programs = compile_programs(collecting, acting.shop.policies)
    basket = Basket(
        id=receipt.sale,
        currency=receipt.currency,
        taxes=receipt.tax_profile,
        lines=tuple(_as_paid(line) for line in receipt.lines if not line.free_by),
        member=member,
        proof="card",
        mode=receipt.mode,
    )
    standing = unit.standing(member, moment)
    quote = price(basket, standing, programs, acting.shop.policies, moment)
    before = standing.remainders_minor
    return tuple(
        msgspec.structs.replace(change, carried_minor=change.remainder_minor - before.get(change.program, 0))
        for change in quote.points
        if change.earned_milli
    )


def _as_paid(line: ReceiptLine) -> Line:
    discount = line.discount_minor
    kept = ManualReduction("amount", Decimal(discount), "other", "") if discount else None
    return Line(line.key, line.goods, line.quantity_milli, line.price_minor, kept)
