"""How money goes back: to what paid, stored value first, then the card, then cash with the shop's rounding.

Cash is rounded over all returns of a sale together, so that many small returns give back what one would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from app.sales.receipt import Receipt, Tender
from app.sales.returned import ReturnDocument
from app.workflows.way_back_rows import CorrectionRow

STORED = ("gift_card", "store_credit")
_ORDER = {"gift_card": 0, "store_credit": 1, "card": 2, "elsewhere": 3, "exchange": 4, "cash": 5}


class PaidSoFar(msgspec.Struct, frozen=True):
    """What paid for a sale, and what of it went back already.

    Attributes:
        tenders: All but points, corrected where the cashier corrected them.
        rounding_minor: What cash paid beyond (or below) its share.
        returned: Earlier returns of the sale.
    """

    tenders: tuple[Tender, ...]
    rounding_minor: int
    returned: tuple[ReturnDocument, ...] = ()


def paid_for(receipt: Receipt, correction: CorrectionRow | None, returned: Iterable[ReturnDocument]) -> PaidSoFar:
    """What paid for a sale; a corrected tender counts as it was corrected."""
    tenders = tuple(tender for tender in receipt.tenders if tender.kind != "points")
    rounding = receipt.rounding_minor
    if correction is not None:
        kept = tuple(tender for tender in tenders if tender.kind in {*STORED, "exchange"})
        swapped = (
            Tender("card" if kind == "card" else "cash", amount)
            for kind, amount in correction.tenders
            if kind in {"card", "cash"}
        )
        tenders, rounding = (*kept, *swapped), correction.rounding_minor
    return PaidSoFar(tenders, rounding, tuple(returned))


def refund(
    paid: PaidSoFar, amount_minor: int, *, whole: bool, rounded: Callable[[int], int]
) -> tuple[tuple[Tender, ...], int]:
    """Share a refund out over what paid.

    Args:
        amount_minor: What goes back now.
        whole: Whether nothing is left of the sale: then cash gives back exactly what cash paid.
        rounded: What cash pays of a due amount.

    Returns:
        Tenders, stored value first and cash last, and the signed rounding of the cash: together they sum to
        `amount_minor + rounding`.
    """
    left, found = amount_minor, []
    for tender in sorted(paid.tenders, key=lambda each: _ORDER[each.kind]):
        if tender.kind in {"cash", "exchange"} or left <= 0:
            continue
        back = min(tender.amount_minor - _gone(paid, tender), left)
        if back > 0:
            found.append(Tender(tender.kind, back, reference=tender.reference))
            left -= back
    if not left:
        return tuple(found), 0
    if not any(tender.kind == "cash" for tender in paid.tenders) and _elsewhere(paid):
        return (*found, Tender("elsewhere", left)), 0
    cash, rounding = _cash(paid, left, whole=whole, rounded=rounded)
    return ((*found, Tender("cash", cash)) if cash else tuple(found)), rounding


def _elsewhere(paid: PaidSoFar) -> bool:
    return any(tender.kind == "elsewhere" for tender in paid.tenders)


def _gone(paid: PaidSoFar, tender: Tender) -> int:
    return sum(
        back.amount_minor
        for document in paid.returned
        for back in document.refunds
        if (back.kind, back.reference) == (tender.kind, tender.reference)
    )


def _cash(paid: PaidSoFar, due_minor: int, *, whole: bool, rounded: Callable[[int], int]) -> tuple[int, int]:
    gone = sum(t.amount_minor for document in paid.returned for t in document.refunds if t.kind == "cash")
    due_before = gone - sum(document.rounding_minor for document in paid.returned)
    by_cash = sum(tender.amount_minor for tender in paid.tenders if tender.kind == "cash")
    if whole and due_before + due_minor == by_cash - paid.rounding_minor:
        cash = by_cash - gone
    else:
        cash = rounded(due_before + due_minor) - gone
    cash = max(cash, 0)
    return cash, cash - due_minor
