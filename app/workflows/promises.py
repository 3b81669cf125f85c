"""Warranty, trial and introductions: registered by hand, found again by receipt, member or serial number."""

from __future__ import annotations

import datetime as dt

from app.facts.bodies import ReferralMade, WarrantyRegistered
from app.people.staff import Permission
from app.sales.receipt import PromiseKind
from app.values.errors import Refusal
from app.values.folding import clean_code
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books, Reads
from app.workflows.return_rules import find_sale
from app.workflows.way_back_rows import PromiseRow

LONGEST_SERIAL = 64


def register_promise(
    books: Books, sale: str, line: str, acting: Acting, *, kind: PromiseKind, until: dt.date, serial: str = ""
) -> PromiseRow:
    """Keep a promise for a line that was sold, with its serial number; a later one for the line replaces it.

    Raises:
        Refusal: `promise.unknown`, `promise.date`.
    """
    require(acting, Permission.SELL)
    with books.unit_of_work() as unit:
        found = unit.receipt(sale)
        sold = next((each for each in found[0].lines if each.key == line), None) if found else None
        if found is None or sold is None:
            raise Refusal("promise.unknown", msg("That line was not sold on this till. Nothing was saved."))
        if until < found[1].business_on:
            raise Refusal("promise.date", msg("A promise ends after the day of the sale. Nothing was saved."))
        body = WarrantyRegistered(
            sale=sale,
            line=line,
            sku=sold.goods.sku,
            kind=kind,
            until=until,
            serial=clean_code(serial, LONGEST_SERIAL),
            member=unit.receipt_member(sale),
        )
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
        return next(row for row in unit.promises_of_sale(sale) if (row.line, row.kind) == (line, kind))


def find_promises(reads: Reads, scanned: str, acting: Acting) -> tuple[PromiseRow, ...]:
    """Promises by a scanned serial number, receipt code or receipt number; refuses where it names no sale."""
    by_serial = reads.promises_with_serial(clean_code(scanned, LONGEST_SERIAL))
    return by_serial or reads.promises_of_sale(find_sale(reads, scanned, acting))


def make_referral(books: Books, friend: str, referrer: str, acting: Acting) -> None:
    """Keep that a member brought a friend, before the friend's first paid visit; the first who is named counts.

    Raises:
        Refusal: `referral.self`, `referral.unknown`, `referral.taken`, `referral.late`, `referral.circle`.
    """
    require(acting, Permission.ENROL)
    with books.unit_of_work() as unit:
        if friend == referrer:
            raise Refusal("referral.self", msg("Nobody brings themselves. Nothing was saved."))
        if unit.member(friend) is None or unit.member(referrer) is None:
            raise Refusal("referral.unknown", msg("Both must be members. Nothing was saved."))
        if unit.referrer_of(friend):
            raise Refusal("referral.taken", msg("Somebody else brought this member already."))
        if unit.referrer_of(referrer) == friend:
            raise Refusal("referral.circle", msg("These two cannot have brought each other."))
        if unit.first_paid_visit(friend) is not None:
            raise Refusal("referral.late", msg("This member has bought here before: they were not brought along."))
        body = ReferralMade(friend=friend, referrer=referrer)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
