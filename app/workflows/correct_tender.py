"""Correcting a wrong tender: cash was typed and the card paid, or the other way; no refund, no second receipt.

Within a minute and a half whoever sold it may do so; later somebody who may approve returns, since swapping
card for cash afterwards is how money leaves a drawer without a trace.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from app.facts.bodies import TenderCorrected
from app.people.staff import Permission
from app.sales.receipt import Tender
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads
from app.workflows.refunding import STORED, paid_for
from app.workflows.return_rules import Need, require_approval
from app.workflows.ring_up import cash_due
from app.workflows.void_sale import UNDO_SECONDS, is_fresh, open_sale

CORRECTION_REASONS: tuple[str, ...] = ("typed_wrongly", "customer_changed", "terminal_failed", "other")
PaidBy = Literal["cash", "card"]


class CorrectionPreview(msgspec.Struct, frozen=True):
    """What a correction would do.

    Attributes:
        before: What paid, as it is kept now; `body` has what paid in truth.
        needs: What somebody has to allow.
    """

    number: str
    before: tuple[Tender, ...]
    body: TenderCorrected
    needs: tuple[Need, ...] = ()


def preview_correction(reads: Reads, sale: str, paid_by: PaidBy, acting: Acting, *, reason: str) -> CorrectionPreview:
    """What keeping another tender would change; nothing happens.

    Raises:
        Refusal: `void.unknown`, `void.again`, `void.shift`, `tender.reason`, `tender.none`, `tender.same`,
            `tender.returned`.
    """
    if reason not in CORRECTION_REASONS:
        raise Refusal("tender.reason", msg("Choose a reason: 1 to {count}.", count=len(CORRECTION_REASONS)))
    receipt, fact = open_sale(reads, sale, acting)
    if reads.returns_of_sale(sale):
        raise Refusal("tender.returned", msg("Something of {number} came back already.", number=receipt.number))
    paid = paid_for(receipt, reads.tender_correction(sale), ())
    money = [tender for tender in paid.tenders if tender.kind in {"cash", "card"}]
    if not money:
        raise Refusal("tender.none", msg("No money paid for {number}.", number=receipt.number))
    if all(tender.kind == paid_by for tender in money):
        raise Refusal("tender.same", msg("{number} was paid that way already.", number=receipt.number))
    due = sum(tender.amount_minor for tender in money) - paid.rounding_minor
    amount = cash_due(acting.shop, due) if paid_by == "cash" else due
    kept = tuple(tender for tender in paid.tenders if tender.kind in STORED or tender.kind == "exchange")
    body = TenderCorrected(sale, (*kept, Tender(paid_by, amount)), amount - due, reason)
    needs: tuple[Need, ...] = ()
    if not is_fresh(fact, acting):
        words = msg("The sale is over for more than {seconds} s: a manager corrects it.", seconds=UNDO_SECONDS)
        needs = (Need("tender.approval", words),)
    return CorrectionPreview(receipt.number, paid.tenders, body, needs)


def correct_tender(
    books: Books, sale: str, paid_by: PaidBy, acting: Acting, *, reason: str, approved_by: str = ""
) -> TenderCorrected:
    """Keep that the money of a sale of this shift came by cash, or by card; its price stays as it is.

    Raises:
        Refusal: as `preview_correction`, `right.missing`, and `tender.approval` where nobody allowed it.
    """
    require(acting, Permission.SELL)
    with books.unit_of_work() as unit:
        shown = preview_correction(unit, sale, paid_by, acting, reason=reason)
        require_approval(acting, approved_by, shown.needs)
        body = msgspec.structs.replace(shown.body, approved_by=approved_by)
        shift = unit.open_shift()
        assert shift is not None
        unit.record(body, business_on=shift.business_on, staff=acting.staff, at=acting.at)
        return body
