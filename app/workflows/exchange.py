"""Exchange: goods for goods in one go, with one net amount to pay or to give back.

The return pays for the new sale as far as it goes; what is over goes back to what had paid, what is missing
is paid. Both are kept in one transaction, each with its number, each naming the other.
"""

from __future__ import annotations

import msgspec

from app.people.staff import Permission
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.complete_sale import Paid, SaleDone, SaleRequest, complete_in
from app.workflows.ports import Books, Reads
from app.workflows.return_goods import return_in
from app.workflows.return_preview import preview
from app.workflows.return_requests import ReturnDone, ReturnPreview, ReturnRequest
from app.workflows.ring_up import cash_due


class ExchangePreview(msgspec.Struct, frozen=True):
    """What an exchange comes to.

    Attributes:
        returned: The return, with what it pays of the new goods among its tenders.
        traded_minor: What the returned goods pay of the new ones.
        net_minor: Above zero: still to pay for the new goods; below: goes back to the customer.
    """

    returned: ReturnPreview
    traded_minor: int
    net_minor: int


class Exchanged(msgspec.Struct, frozen=True):
    """Both documents of one exchange."""

    returned: ReturnDone
    sale: SaleDone


def preview_exchange(reads: Reads, back: ReturnRequest, sale: SaleRequest, acting: Acting) -> ExchangePreview:
    """What an exchange would come to; nothing happens. Refuses as a return does."""
    first = preview(reads, msgspec.structs.replace(back, exchange="", exchange_minor=0), acting)
    refund, due = first.document.refund_minor, sale.shown.due_minor
    traded = min(refund, due)
    asked = msgspec.structs.replace(back, exchange=sale.basket.id, exchange_minor=traded)
    return ExchangePreview(preview(reads, asked, acting), traded, due - refund)


def exchange(
    books: Books, back: ReturnRequest, sale: SaleRequest, acting: Acting, *, shown: ExchangePreview
) -> Exchanged:
    """Keep both documents, or neither.

    Args:
        sale: With what is paid on top in `paid`; what the returned goods pay is added here.

    Raises:
        Refusal: as `return_goods` and `complete_sale`.
    """
    require(acting, Permission.RETURN)
    with books.unit_of_work() as unit:
        kept, document = unit.receipt(sale.basket.id), unit.return_document(back.document)
        if kept is not None and document is not None:
            return Exchanged(ReturnDone(document[0], document[1], again=True), SaleDone(kept[0], kept[1], again=True))
        if kept is not None or document is not None:
            raise Refusal("exchange.half", msg("One half of this exchange is kept already. Look at both receipts."))
        traded = Paid("exchange", shown.traded_minor, back.document)
        paid = (traded, *sale.paid) if shown.traded_minor else sale.paid
        done = complete_in(unit, msgspec.structs.replace(sale, paid=paid, exchange=back.document))
        asked = msgspec.structs.replace(back, exchange=sale.basket.id, exchange_minor=shown.traded_minor)
        return Exchanged(return_in(unit, asked, acting, shown.returned), done)


def net_cash(shown: ExchangePreview, acting: Acting) -> int:
    """The net amount in cash, rounded as the shop rounds cash; its sign as `net_minor`."""
    net = shown.net_minor
    return cash_due(acting.shop, net) if net >= 0 else -cash_due(acting.shop, -net)
