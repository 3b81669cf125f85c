"""Correcting a wrong tender: cash was typed and the card paid, or the other way; no refund, no second receipt."""

from __future__ import annotations

from typing import Literal

from app.facts.bodies import TenderCorrected
from app.people.staff import Permission
from app.sales.receipt import Tender
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books
from app.workflows.refunding import STORED, paid_for
from app.workflows.ring_up import cash_due
from app.workflows.void_sale import open_sale

CORRECTION_REASONS: tuple[str, ...] = ("typed_wrongly", "customer_changed", "terminal_failed", "other")


def correct_tender(
    books: Books, sale: str, paid_by: Literal["cash", "card"], acting: Acting, *, reason: str
) -> TenderCorrected:
    """Keep that the money of a sale of this shift came by cash, or by card; its price stays as it is.

    Raises:
        Refusal: `void.unknown`, `void.again`, `void.shift`, `tender.reason`, `tender.none`, `tender.same`,
            `tender.returned`.
    """
    require(acting, Permission.SELL)
    if reason not in CORRECTION_REASONS:
        raise Refusal("tender.reason", msg("Choose a reason: 1 to {count}.", count=len(CORRECTION_REASONS)))
    with books.unit_of_work() as unit:
        receipt, _ = open_sale(unit, sale, acting)
        if unit.returns_of_sale(sale):
            raise Refusal("tender.returned", msg("Something of {number} came back already.", number=receipt.number))
        paid = paid_for(receipt, unit.tender_correction(sale), ())
        money = [tender for tender in paid.tenders if tender.kind in {"cash", "card"}]
        if not money:
            raise Refusal("tender.none", msg("No money paid for {number}.", number=receipt.number))
        if all(tender.kind == paid_by for tender in money):
            raise Refusal("tender.same", msg("{number} was paid that way already.", number=receipt.number))
        due = sum(tender.amount_minor for tender in money) - paid.rounding_minor
        amount = cash_due(acting.shop, due) if paid_by == "cash" else due
        kept = tuple(tender for tender in paid.tenders if tender.kind in STORED or tender.kind == "exchange")
        body = TenderCorrected(sale, (*kept, Tender(paid_by, amount)), amount - due, reason)
        shift = unit.open_shift()
        assert shift is not None
        unit.record(body, business_on=shift.business_on, staff=acting.staff, at=acting.at)
        return body
