"""The register of warranty and trial as a list: what ends soon, and whatever is looked for.

A scanned receipt shows all of its lines, also those that nothing was promised for, so that a serial number
can be put down where the goods stand.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from app.people.codes import own_kind
from app.people.member import short_name
from app.sales.receipt import Names, Receipt
from app.values.folding import clean, fold
from app.workflows.acting import Acting
from app.workflows.find_sales import LOOKS_LIKE_NUMBER
from app.workflows.look_up import find_members
from app.workflows.ports import Reads
from app.workflows.promises import LONGEST_SERIAL
from app.workflows.return_rules import find_sale
from app.workflows.way_back_rows import PromiseRow

MOST = 400
SHOWN_AFTER_DAYS = 30
SOON_DAYS = 30
State = Literal["none", "ended", "soon", "runs"]


class PromiseView(msgspec.Struct, frozen=True):
    """A line of the register.

    Attributes:
        kind, until: Empty and None for a line that nothing was promised for yet.
        days: Whole days that are left; below zero for one that ended.
        sold_on: Trading day of the sale.
    """

    sale: str
    number: str
    line: str
    name: str
    names: Names = {}
    kind: Literal["", "warranty", "trial"] = ""
    until: dt.date | None = None
    serial: str = ""
    member: str = ""
    days: int = 0
    sold_on: dt.date | None = None

    @property
    def state(self) -> State:
        """Whether it runs, ends soon, or has ended."""
        if self.until is None:
            return "none"
        if self.days < 0:
            return "ended"
        return "soon" if self.days <= SOON_DAYS else "runs"


def list_promises(reads: Reads, text: str, acting: Acting) -> tuple[PromiseView, ...]:
    """The register: without a text what ended lately or ends next; else by receipt, serial, member or words.

    Raises:
        Refusal: as `find_sale`, for what can only be a receipt.
    """
    text = text.strip()
    today = acting.business_on
    if not text:
        return _views(reads, reads.promises_ending(today - dt.timedelta(SHOWN_AFTER_DAYS), MOST), today)
    by_serial = reads.promises_with_serial(clean(text, LONGEST_SERIAL))
    if by_serial:
        return _views(reads, by_serial, today)
    if own_kind(text) == "receipt" or LOOKS_LIKE_NUMBER.fullmatch(text):
        return _of_sale(reads, find_sale(reads, text.upper(), acting), today)
    views = _views(reads, reads.promises_ending(today - dt.timedelta(SHOWN_AFTER_DAYS), MOST), today)
    words = fold(text).split()
    found = tuple(view for view in views if all(word in _said(view) for word in words))
    if found:
        return found
    members = find_members(text, reads, acting.shop).rows
    rows = tuple(row for member in members for row in reads.promises_of(member.id))
    return _views(reads, rows, today)


def _of_sale(reads: Reads, sale: str, today: dt.date) -> tuple[PromiseView, ...]:
    """All lines of a sale: the promised ones first, then those without a promise."""
    found = reads.receipt(sale)
    if found is None:
        return ()
    receipt, fact = found
    promised = _views(reads, reads.promises_of_sale(sale), today)
    taken = {view.line for view in promised}
    blank = [
        PromiseView(
            sale=sale,
            number=receipt.number,
            line=line.key,
            name=line.goods.name,
            names=_names(reads, line.goods.sku),
            member=_member(reads, reads.receipt_member(sale)),
            sold_on=fact.business_on,
        )
        for line in receipt.lines
        if line.key not in taken and line.goods.kind == "goods"
    ]
    return (*promised, *blank)


def _views(reads: Reads, rows: tuple[PromiseRow, ...], today: dt.date) -> tuple[PromiseView, ...]:
    receipts: dict[str, tuple[Receipt, dt.date]] = {}
    members: dict[str, str] = {}
    found = []
    for row in rows:
        if row.sale not in receipts:
            sold = reads.receipt(row.sale)
            if sold is None:
                continue
            receipts[row.sale] = (sold[0], sold[1].business_on)
        receipt, sold_on = receipts[row.sale]
        if row.member not in members:
            members[row.member] = _member(reads, row.member)
        line = next((each for each in receipt.lines if each.key == row.line), None)
        found.append(
            PromiseView(
                sale=row.sale,
                number=row.number,
                line=row.line,
                name=line.goods.name if line is not None else row.sku,
                names=_names(reads, row.sku),
                kind=row.kind,
                until=row.until,
                serial=row.serial,
                member=members[row.member],
                days=(row.until - today).days,
                sold_on=sold_on,
            )
        )
    return tuple(found)


def _names(reads: Reads, sku: str) -> Names:
    row = reads.product(sku)
    return row.names if row is not None else {}


def _member(reads: Reads, member: str) -> str:
    view = reads.member(member) if member else None
    return short_name(view.person.name) if view is not None and view.person is not None else ""


def _said(view: PromiseView) -> str:
    return fold(f"{view.name} {' '.join(view.names.values())} {view.number} {view.serial} {view.member}")
