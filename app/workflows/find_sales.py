"""Finding the sale that something comes back of: by its number or code, by member, by article, by serial number.

Whoever stands at the counter has one of these in hand; one question answers all of them, so that the till
need not be told which it is.
"""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from app.facts.envelope import Fact
from app.people.codes import own_kind, read_receipt_code
from app.sales.receipt import Receipt, receipt_number
from app.values.errors import Refusal
from app.values.words import Message, msg, plain
from app.workflows.acting import Acting
from app.workflows.look_up import MemberHit, ProductHit, find_members, identify
from app.workflows.ports import Reads
from app.workflows.return_rules import find_sale
from app.workflows.rows import ReceiptRow
from app.workflows.way_back_rows import SaleMarks

MOST_DAYS = 60
MOST_SALES = 200
LOOKS_LIKE_NUMBER = re.compile(r"\d{2,}[A-Za-z]*-\d{1,12}", re.ASCII)
_SEQUENCE = re.compile(r"\d{1,7}", re.ASCII)


class SalesFound(msgspec.Struct, frozen=True):
    """Sales to choose from.

    Attributes:
        rows: Newest first; a single one that was named exactly is opened at once (`exact`).
        marks: What became of each, by sale.
        about: Whose they are, or what they hold.
    """

    rows: tuple[ReceiptRow, ...] = ()
    marks: dict[str, SaleMarks] = {}
    about: Message | None = None
    exact: bool = False


def recent_sales(reads: Reads) -> SalesFound:
    """The last sales of this till's books."""
    return _found(reads, reads.recent_receipts(MOST_SALES), None)


def sales_of(reads: Reads, member: str) -> SalesFound:
    """A member's sales."""
    view = reads.member(member)
    name = view.person.name.split(" ")[0] if view is not None and view.person is not None else ""
    about = msg("Receipts of {name}", name=plain(name)) if name else msg("Receipts of this member")
    return _found(reads, reads.receipts_of(member, MOST_SALES), about)


def sales_with(reads: Reads, sku: str, member: str, acting: Acting) -> SalesFound:
    """Sales that hold an article and of which some is still with the customer: the member's, else everybody's.

    Args:
        member: Whose sales are asked first; empty for nobody. Without any, the days of the return window are
            asked, today first.
    """
    hits = list(reads.sold_to(member, sku)) if member else []
    if not hits:
        days = min(acting.shop.settings.return_days, MOST_DAYS)
        for back in range(days + 1):
            hits += reads.sold_on(acting.business_on - dt.timedelta(back), sku)
            if len(hits) >= MOST_SALES:
                break
    sales = [hit.sale for hit in hits if hit.returned_milli < hit.quantity_milli]
    rows = [_row(reads, *found) for sale in sales if (found := reads.receipt(sale)) is not None]
    product = reads.product(sku)
    about = msg("Receipts with {name}", name=product.goods.name) if product is not None else None
    return _found(reads, tuple(rows), about)


def look_for_sales(reads: Reads, text: str, member: str, acting: Acting) -> SalesFound:
    """Whatever was scanned or typed: a receipt, a member, an article or a serial number.

    Args:
        member: The member who stands at the counter already; empty for nobody.

    Raises:
        Refusal: as `find_sale` for what can only be a receipt; `find.nothing` with what to try.
    """
    text = text.strip()
    if own_kind(text) == "receipt" or LOOKS_LIKE_NUMBER.fullmatch(text):
        return _one(reads, find_sale(reads, text.upper(), acting))
    if _SEQUENCE.fullmatch(text):
        here = acting.shop.identity
        found = reads.receipt_by_number(receipt_number(here.till, here.epoch, int(text)))
        if found is not None:
            return _one(reads, found[0].sale)
    what = identify(text, reads, acting.shop)
    if isinstance(what, MemberHit):
        return sales_of(reads, what.row.id)
    if isinstance(what, ProductHit):
        return _or_nothing(sales_with(reads, what.row.goods.sku, member, acting), what.row.goods.name)
    promised = reads.promises_with_serial(text)
    if promised:
        return _one(reads, promised[0].sale)
    return _by_words(reads, text, member, acting)


def _by_words(reads: Reads, text: str, member: str, acting: Acting) -> SalesFound:
    """A phone number, its end, a name; else the first article that is called like this."""
    place = read_receipt_code(text)
    members = find_members(text, reads, acting.shop).rows if place is None else ()
    if members:
        rows = tuple(row for each in members for row in reads.receipts_of(each.id, MOST_SALES))
        if len(members) == 1:
            return sales_of(reads, members[0].id)
        ordered = tuple(sorted(rows, key=lambda row: row.at, reverse=True)[:MOST_SALES])
        return _found(reads, ordered, msg("Receipts of members found by {text}", text=plain(text)))
    goods = reads.search_products(text, 1)
    if goods:
        return _or_nothing(sales_with(reads, goods[0].goods.sku, member, acting), goods[0].goods.name)
    raise Refusal(
        "find.nothing",
        msg("{text} is no receipt, member, article or serial number here. Nothing was changed.", text=text[:24]),
    )


def _or_nothing(found: SalesFound, name: str) -> SalesFound:
    if not found.rows:
        raise Refusal(
            "find.not_sold",
            msg("{name} was not sold within the days of a return. Scan the receipt or the member's card.", name=name),
        )
    return found


def _one(reads: Reads, sale: str) -> SalesFound:
    found = reads.receipt(sale)
    rows = (_row(reads, *found),) if found is not None else ()
    return msgspec.structs.replace(_found(reads, rows, None), exact=True)


def _found(reads: Reads, rows: tuple[ReceiptRow, ...], about: Message | None) -> SalesFound:
    return SalesFound(rows, reads.marks_of([row.sale for row in rows]), about)


def _row(reads: Reads, receipt: Receipt, fact: Fact) -> ReceiptRow:
    return receipt_row(receipt, fact, reads.receipt_member(receipt.sale))


def receipt_row(receipt: Receipt, fact: Fact, member: str) -> ReceiptRow:
    """A whole receipt as a row of a list."""
    return ReceiptRow(
        sale=receipt.sale,
        number=receipt.number,
        at=fact.at,
        business_on=fact.business_on,
        till=receipt.till,
        total_minor=receipt.total_minor,
        discount_minor=receipt.discount_minor,
        lines=len(receipt.lines),
        tenders=tuple((tender.kind, tender.amount_minor) for tender in receipt.tenders),
        points=tuple((change.program, change.earned_milli - change.spent_milli) for change in receipt.points),
        member=member,
        what=", ".join(line.goods.name for line in receipt.lines[:3]),
    )
