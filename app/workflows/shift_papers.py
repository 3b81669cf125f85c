"""X and Z reports to be read, printed and printed again; that somebody read one is kept."""

from __future__ import annotations

from typing import Literal

import msgspec

from app.facts.bodies import DocumentPrinted, ShiftClosed
from app.facts.upcast import read_body
from app.people.staff import Permission
from app.sales.shift import ShiftEnd, ShiftReport
from app.settings.shop import ShopSettings
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.oversight_ports import ClosedShift
from app.workflows.ports import Books, Reads
from app.workflows.rows import ShiftRow
from app.workflows.shift_report import shift_report

SHIFT_TEXT = "shift_text"
"""The door that lays a `ShiftPaper` out as text."""
SHIFT_PAPER = "shift_paper"
"""The door that keeps a `ShiftPaper` as text and PDF in the shop's folder, and prints it."""
DRAWER_OPENED = "drawer_opened"
"""The door that opens the drawer, given why in words; False where no printer can."""


class ShiftPaper(msgspec.Struct, frozen=True):
    """Everything that stands on an X or Z report.

    Attributes:
        number: Of the report: X of its shift, Z of the till's life. end: For a Z report.
        names: Of staff and programs by id, as they are called when the paper is made.
    """

    kind: Literal["x", "z"]
    number: int
    till: int
    epoch: int
    shop: ShopSettings
    shift: ShiftRow
    report: ShiftReport
    at: Instant
    made_by: str
    names: dict[str, str]
    end: ShiftEnd | None = None
    is_copy: bool = False

    @property
    def printed_number(self) -> str:
        """`Z 02-0007`; a later life of the till with its letter, as on receipts; `X 02-3` within a shift."""
        from app.sales.receipt import receipt_number

        head = receipt_number(self.till, self.epoch, 0).split("-")[0]
        return f"Z {head}-{self.number:04d}" if self.kind == "z" else f"X {head}-{self.number}"


def x_report(books: Books, acting: Acting) -> ShiftPaper:
    """The open shift as it stands; reading it is kept, since it tells what a blind count should not know.

    Raises:
        Refusal: `right.missing`, `shift.none`.
    """
    require(acting, Permission.VIEW_TAKINGS)
    with books.unit_of_work() as unit:
        shift = unit.open_shift()
        if shift is None:
            raise Refusal("shift.none", msg("No shift is open. The first sale of the day opens one."))
        read_so_far = [fact for fact in unit.shift_facts(shift.id) if fact.kind == DocumentPrinted.__name__]
        number = 1 + sum(_is_x(read_body(fact)) for fact in read_so_far)
        report = shift_report(unit, shift.id)
        body = DocumentPrinted("x_report", shift.id, number)
        unit.record(body, business_on=shift.business_on, staff=acting.staff, at=acting.at)
        return _paper(unit, acting, shift, report, kind="x", number=number)


def z_report(books: Books, acting: Acting, shift: str) -> ShiftPaper:
    """A closed shift's report, exactly as it was kept; making it again is kept.

    Raises:
        Refusal: `right.missing`, `shift.no_report`.
    """
    require(acting, Permission.VIEW_TAKINGS)
    with books.unit_of_work() as unit:
        paper = first_z(unit, acting, shift)
        day = acting.business_on
        body = DocumentPrinted("z_copy", shift, paper.number)
        unit.record(body, business_on=day, staff=acting.staff, at=acting.at)
    return msgspec.structs.replace(paper, is_copy=True)


def first_z(reads: Reads, acting: Acting, shift: str) -> ShiftPaper:
    """The report of a shift that has just been closed, for whoever closed it."""
    closed = reads.closed_shift(shift)
    end = end_of(closed) if closed is not None else None
    if closed is None or end is None:
        raise Refusal("shift.no_report", msg("There is no Z report of this shift: an earlier program closed it."))
    paper = _paper(reads, acting, closed.shift, end.report, kind="z", number=end.number)
    return msgspec.structs.replace(
        paper, end=end, at=closed.closed.at, epoch=closed.closed.epoch, made_by=closed.closed.staff
    )


def note_receipt_copy(books: Books, sale: str, acting: Acting) -> None:
    """Keep that a receipt was printed again, for the audit."""
    with books.unit_of_work() as unit:
        body = DocumentPrinted("receipt_copy", sale)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)


def end_of(closed: ClosedShift) -> ShiftEnd | None:
    """How a shift was closed; None for one that an earlier program closed."""
    body = read_body(closed.closed)
    return body.end if isinstance(body, ShiftClosed) else None


def _paper(
    reads: Reads, acting: Acting, shift: ShiftRow, report: ShiftReport, *, kind: Literal["x", "z"], number: int
) -> ShiftPaper:
    who, settings = reads.identity(), reads.shop_settings()
    language = settings.language
    names = {person.id: person.name for person in reads.staff()}
    names |= {each.id: each.names.get(language) or each.id for each in acting.shop.published}
    return ShiftPaper(kind, number, who.till, who.epoch, settings, shift, report, acting.at, acting.staff, names)


def _is_x(body: object) -> bool:
    return isinstance(body, DocumentPrinted) and body.document == "x_report"
