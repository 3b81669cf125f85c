"""A return without a receipt: by the shop's rules, with a manager, at the lowest price of the last month.

Nothing is known of the sale, so no points move; the money goes back as store credit unless the shop says cash.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from app.facts.bodies import GoodsReturned
from app.people.staff import Permission
from app.sales.receipt import Tender, Token
from app.sales.returned import ReturnDocument, ReturnedLine
from app.values.errors import Refusal
from app.values.numbers import line_amount
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads
from app.workflows.return_goods import with_codes
from app.workflows.return_requests import ReturnDone, ReturnPreview
from app.workflows.return_rules import Need, require_approval
from app.workflows.ring_up import cash_due
from app.workflows.shifts import ensure_shift

LOWEST_OF_DAYS = 30


class NoReceiptRequest(msgspec.Struct, frozen=True):
    """Goods by article number and quantity in thousandths; `member` gets the store credit, if one is known."""

    document: str
    goods: tuple[tuple[str, int], ...]
    reason: str = "other"
    member: str = ""
    approved_by: str = ""


def preview_without_receipt(reads: Reads, request: NoReceiptRequest, acting: Acting) -> ReturnPreview:
    """What would go back; nothing happens.

    Raises:
        Refusal: `return.no_receipt`, `return.nothing`, `return.unknown_goods`, `return.not_goods`, `return.fraction`.
    """
    settings = acting.shop.settings
    if settings.return_without_receipt == "refuse":
        raise Refusal("return.no_receipt", msg("This shop takes nothing back without its receipt."))
    if not request.goods:
        raise Refusal("return.nothing", msg("Choose what comes back first."))
    lines = tuple(_line(reads, acting, sku, quantity, reason=request.reason) for sku, quantity in request.goods)
    value = sum(line.amount_minor for line in lines)
    cash = cash_due(acting.shop, value)
    by_cash = settings.return_without_receipt == "cash"
    identity = reads.identity()
    document = ReturnDocument(
        id=request.document,
        till=identity.till,
        epoch=identity.epoch,
        sequence=0,
        currency=settings.currency,
        lines=lines,
        value_minor=value,
        refund_minor=value,
        rounding_minor=cash - value if by_cash else 0,
        refunds=(Tender("cash", cash),) if by_cash else (Tender("store_credit", value),),
        tokens=() if by_cash else (Token("", "", "store_credit", value, member=request.member),),
        reason=request.reason,
        approved_by=request.approved_by,
    )
    need = Need("return.approval", msg("Without a receipt a manager takes it back, at the lowest price of 30 days."))
    return ReturnPreview(document, needs=(need,))


def return_without_receipt(books: Books, request: NoReceiptRequest, acting: Acting) -> ReturnDone:
    """Keep it.

    Raises:
        Refusal: as `preview_without_receipt`, `right.missing`, and `return.approval` where no manager allowed it.
    """
    require(acting, Permission.RETURN)
    with books.unit_of_work() as unit:
        before = unit.return_document(request.document)
        if before is not None:
            return ReturnDone(before[0], before[1], again=True)
        shown = preview_without_receipt(unit, request, acting)
        require_approval(acting, request.approved_by, shown.needs)
        shift = ensure_shift(unit, acting.shop, acting.at, acting.staff)
        document = msgspec.structs.replace(
            shown.document, sequence=unit.next_sequence(), tokens=with_codes(unit, shown.document.tokens)
        )
        fact = unit.record(GoodsReturned(document), business_on=shift.business_on, staff=acting.staff, at=acting.at)
        return ReturnDone(document, fact)


def _line(reads: Reads, acting: Acting, sku: str, quantity_milli: int, *, reason: str) -> ReturnedLine:
    row = reads.product(sku)
    if row is None:
        raise Refusal("return.unknown_goods", msg("This article is not on the price list."))
    if row.goods.kind != "goods":
        raise Refusal("return.not_goods", msg("{name} is only taken back with its receipt.", name=row.goods.name))
    if quantity_milli <= 0 or (quantity_milli % 1000 and row.goods.unit == "pc"):
        raise Refusal(
            "return.fraction", msg("{name}: type how many come back, as a whole number.", name=row.goods.name)
        )
    lowest = reads.lowest_price(sku, acting.business_on - dt.timedelta(LOWEST_OF_DAYS))
    price = row.goods.price_minor if lowest is None else min(lowest, row.goods.price_minor)
    return ReturnedLine("", row.goods, quantity_milli, line_amount(price, quantity_milli), reason)
