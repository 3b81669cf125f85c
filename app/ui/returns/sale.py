"""What the return panel asks the books: a sale opened, and sales that have an article."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.sales.receipt import Receipt
from app.workflows.acting import Acting
from app.workflows.ports import Reads
from app.workflows.return_rules import days_since, find_sale, returned_so_far
from app.workflows.rows import ReceiptRow


@dataclass(frozen=True, slots=True)
class OpenSale:
    """A sale that something may come back of.

    Attributes:
        returned: Thousandths that came back already, by line.
        day: Days since the sale.
        names: Words of its articles, by sku.
    """

    receipt: Receipt
    member: str
    returned: dict[str, int]
    day: int
    names: dict[str, dict[str, str]]


def opened_sale(reads: Reads, text: str, acting: Acting) -> OpenSale:
    """The sale that a code or number names; raises `Refusal` with what to do instead."""
    sale = find_sale(reads, text, acting)
    found = reads.receipt(sale)
    assert found is not None
    receipt, fact = found
    names = {}
    for line in receipt.lines:
        row = reads.product(line.goods.sku)
        if row is not None:
            names[line.goods.sku] = row.names
    earlier = [document for document, _ in reads.returns_of_sale(sale)]
    day = days_since(fact, acting.business_on)
    return OpenSale(receipt, reads.receipt_member(sale), returned_so_far(earlier), day, names)


def finding(reads: Reads, sku: str, member: str, day: dt.date) -> tuple[ReceiptRow, ...]:
    """Sales with an article: the member's, else those of today."""
    hits = reads.sold_to(member, sku) if member else ()
    hits = hits or reads.sold_on(day, sku)
    wanted = {hit.sale for hit in hits if hit.returned_milli < hit.quantity_milli}
    rows = reads.receipts_of(member) if member and hits else reads.recent_receipts(500)
    return tuple(row for row in rows if row.sale in wanted)[:9]
