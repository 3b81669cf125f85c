"""What truly paid for goods that were taken in exchange: the tenders of the sale they were traded from.

Without it a gift card becomes cash: a mug paid by gift card, exchanged for coffee, and the coffee returned. An
exchange hands the tenders of the first sale on, cash first, so that what was paid by card or from stored value
goes back there in the end, over any number of exchanges.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from app.sales.receipt import Receipt, Tender, TenderKind
from app.sales.returned import ReturnDocument
from app.workflows.ports import Reads
from app.workflows.refunding import PaidSoFar, paid_for

_Key = tuple[TenderKind, str]
_LOOSEST_FIRST = ("cash", "exchange", "elsewhere", "card", "store_credit", "gift_card")


def paid_in_truth(reads: Reads, receipt: Receipt, returned: Iterable[ReturnDocument]) -> PaidSoFar:
    """What paid for a sale; an exchange's tender is replaced by what had paid for the goods that were traded in.

    Args:
        returned: Earlier returns of the sale.
    """
    paid = paid_for(receipt, reads.tender_correction(receipt.sale), returned)
    if not receipt.exchange:
        return paid
    tenders: dict[_Key, Tender] = {}
    for tender in paid.tenders:
        for part in _handed_on(reads, tender) if tender.kind == "exchange" else (tender,):
            key = (part.kind, part.reference)
            before = tenders[key].amount_minor if key in tenders else 0
            tenders[key] = msgspec.structs.replace(part, amount_minor=before + part.amount_minor)
    return msgspec.structs.replace(paid, tenders=tuple(tenders.values()))


def _handed_on(reads: Reads, traded: Tender) -> tuple[Tender, ...]:
    """What an exchange's tender stands for; cash (and its like) stays with the tender itself."""
    found = reads.return_document(traded.reference)
    first = reads.receipt(found[0].sale) if found is not None else None
    if first is None:
        return (traded,)
    left = {(each.kind, each.reference): each for each in paid_in_truth(reads, first[0], ()).tenders}
    for document, _ in reads.returns_of_sale(first[0].sale):
        for back in document.refunds:
            handed = _drawn(left, back)
            if back.kind == "exchange" and document.id == traded.reference:
                return _as_tenders(traded, handed)
    return (traded,)


def _drawn(left: dict[_Key, Tender], back: Tender) -> list[Tender]:
    """What a refund takes of the tenders that are left: of its own first, of the others the loosest first."""
    own = (back.kind, back.reference)
    keys = sorted(left, key=lambda key: (key != own or back.kind == "exchange", _LOOSEST_FIRST.index(key[0])))
    wanted, drawn = back.amount_minor, []
    for key in keys:
        part = min(left[key].amount_minor, wanted)
        if part > 0:
            drawn.append(msgspec.structs.replace(left[key], amount_minor=part))
            left[key] = msgspec.structs.replace(left[key], amount_minor=left[key].amount_minor - part)
            wanted -= part
    return drawn


def _as_tenders(traded: Tender, handed: Iterable[Tender]) -> tuple[Tender, ...]:
    named = tuple(part for part in handed if part.kind in {"card", "store_credit", "gift_card"})
    loose = traded.amount_minor - sum(part.amount_minor for part in named)
    rest = (msgspec.structs.replace(traded, amount_minor=loose),) if loose > 0 else ()
    return (*named, *rest)
