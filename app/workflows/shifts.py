"""Shifts: the till's trading day. The first sale of the day opens one; closing it makes a Z report.

The business date comes from the open shift, so a sale after midnight belongs to the day that is still open.
A shift that was forgotten never holds up a sale: the first sale of a later day closes it without a count, and
what should lie in the drawer is carried over, so that the next count still finds what is missing. Nothing
that was counted is ever changed, and no difference is ever set to zero.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from app.facts.bodies import CashCounted, ShiftClosed, ShiftOpened
from app.facts.upcast import read_body
from app.people.staff import Permission
from app.sales.shift import CashCount, ShiftEnd, ShiftReport
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.folding import clean
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.chain_signing import sign_chain
from app.workflows.ports import Books, Reads, Unit
from app.workflows.rows import ShiftRow, ShiftTotals
from app.workflows.shift_report import shift_report
from app.workflows.shop_now import ShopNow, calendar_day, is_current

DIFFERENCE_REASONS: tuple[str, ...] = ("wrong_change", "rounding", "unknown", "other")
LONGEST_NOTE = 80
MOST_COUNTED = 10**12


class Closing(msgspec.Struct, frozen=True):
    """What whoever closes says beyond the count.

    Attributes:
        left_minor: What stays in the drawer; None leaves as much as the shift began with.
        card_slip_minor: The total on the card terminal's own slip; None where nobody typed it.
    """

    reason: str = ""
    note: str = ""
    left_minor: int | None = None
    bag: str = ""
    card_slip_minor: int | None = None


class ShiftDone(msgspec.Struct, frozen=True):
    """A shift that was closed, and how."""

    shift: ShiftRow
    end: ShiftEnd
    closed_at: Instant


def ensure_shift(unit: Unit, shop: ShopNow, at: Instant, staff: str) -> ShiftRow:
    """The open shift; opens one where there is none, after closing one that was forgotten.

    The new business date never lies before the last one, even if the clock was set back.
    """
    shift = unit.open_shift()
    if shift is not None:
        if is_current(shift, shop.settings, at):
            return shift
        _close(unit, shift, at, staff, forgotten=True)
    day = calendar_day(shop.settings, at)
    last = unit.last_business_on()
    return open_on(unit, max(day, last) if last else day, at, staff, float_minor=carried_float(unit))


def open_on(
    unit: Unit, business_on: dt.date, at: Instant, staff: str, *, float_minor: int = 0, float_counted: bool = False
) -> ShiftRow:
    """Open a shift for a business date."""
    shift = unit.new_id()
    body = ShiftOpened(shift, business_on, float_minor, float_counted)
    unit.record(body, business_on=business_on, staff=staff, at=at)
    return ShiftRow(id=shift, business_on=business_on, opened_at=at, staff=staff, float_minor=float_minor)


def open_shift(books: Books, acting: Acting, float_minor: int) -> ShiftRow:
    """Begin the day with a counted float.

    Raises:
        Refusal: `right.missing`, `shift.open`, `shift.amount`.
    """
    require(acting, Permission.SELL)
    _check_amount(float_minor)
    with books.unit_of_work() as unit:
        shift = unit.open_shift()
        if shift is not None and is_current(shift, acting.shop.settings, acting.at):
            raise Refusal("shift.open", msg("A shift is open already. Nothing was changed."))
        if shift is not None:
            _close(unit, shift, acting.at, acting.staff, forgotten=True)
        day, last = calendar_day(acting.shop.settings, acting.at), unit.last_business_on()
        day = max(day, last) if last else day
        return open_on(unit, day, acting.at, acting.staff, float_minor=float_minor, float_counted=True)


def carried_float(reads: Reads) -> int:
    """What should lie in the drawer before the next shift: what the last close left there."""
    closed = reads.closed_shifts(1)
    body = read_body(closed[0].closed) if closed else None
    if not isinstance(body, ShiftClosed) or body.end is None:
        return 0
    return body.end.left_minor


def count_drawer(books: Books, acting: Acting, count: CashCount) -> int:
    """Keep a blind count of the drawer for the close; returns which count it was, 1 or 2.

    Raises:
        Refusal: `right.missing`, `shift.none`, `shift.amount`, `shift.counted` after the second.
    """
    require(acting, Permission.CLOSE_SHIFT)
    _check_amount(count.counted_minor)
    if count.pieces and sum(value * pieces for value, pieces in count.pieces.items()) != count.counted_minor:
        raise Refusal("shift.amount", msg("Coins and notes do not come to this sum. Count again."))
    with books.unit_of_work() as unit:
        shift = _open(unit)
        before = counts_of(unit, shift.id)
        if len(before) == 2:
            raise Refusal("shift.counted", msg("The drawer was counted twice; both counts are kept. Close the shift."))
        place = 2 if before else 1
        body = CashCounted(shift.id, 2 if before else 1, count.counted_minor, count.pieces)
        unit.record(body, business_on=shift.business_on, staff=acting.staff, at=acting.at)
    return place


def counts_of(reads: Reads, shift: str) -> tuple[CashCount, ...]:
    """The counts of a shift so far, first and second."""
    found = []
    for fact in reads.shift_facts(shift):
        if fact.kind == CashCounted.__name__:
            body = read_body(fact)
            assert isinstance(body, CashCounted)
            found.append(CashCount(body.counted_minor, fact.staff, fact.at, body.pieces))
    return tuple(found[:2])


def end_shift(books: Books, acting: Acting, closing: Closing) -> ShiftDone:
    """Close the open shift with its counts; its Z report is made, numbered and signed.

    Raises:
        Refusal: `right.missing`, `shift.none`, `shift.reason`, `shift.amount`.
    """
    require(acting, Permission.CLOSE_SHIFT)
    if closing.reason and closing.reason not in DIFFERENCE_REASONS:
        raise Refusal("shift.reason", msg("Choose a reason: 1 to {count}.", count=len(DIFFERENCE_REASONS)))
    for amount in (closing.left_minor, closing.card_slip_minor):
        if amount is not None:
            _check_amount(amount)
    with books.unit_of_work() as unit:
        shift = _open(unit)
        end = _close(unit, shift, acting.at, acting.staff, closing=closing)
    sign_chain(books, acting.at, staff=acting.staff)
    return ShiftDone(shift, end, acting.at)


def close_shift(books: Books, staff: str, at: Instant) -> tuple[ShiftRow, ShiftTotals]:
    """Close the open shift without a count; returns it with what was sold in it. Refuses where none is open."""
    with books.unit_of_work() as unit:
        shift = _open(unit)
        end = _close(unit, shift, at, staff)
    sign_chain(books, at, staff=staff)
    return shift, totals_of(end.report)


def totals_of(report: ShiftReport) -> ShiftTotals:
    """A report in three figures: receipts that stand, what they came to, and what paid."""
    return ShiftTotals(report.receipts - report.voids, report.net_minor, dict(report.tenders_minor))


def forgotten_shift(shop: ShopNow, at: Instant) -> ShiftRow | None:
    """An open shift of an earlier day, which nobody closed; None where all is as it should be."""
    shift = shop.shift
    return shift if shift is not None and not is_current(shift, shop.settings, at) else None


def _close(
    unit: Unit,
    shift: ShiftRow,
    at: Instant,
    staff: str,
    *,
    closing: Closing | None = None,
    forgotten: bool = False,
) -> ShiftEnd:
    report, counts = shift_report(unit, shift.id), counts_of(unit, shift.id)
    closing = closing or Closing()
    counted = counts[-1].counted_minor if counts else report.cash.expected_minor
    left = closing.left_minor if closing.left_minor is not None else counted
    if closing.left_minor is None and counts:
        left = min(counted, report.cash.float_minor)
    end = ShiftEnd(
        number=_next_number(unit),
        report=report,
        counts=counts,
        reason=closing.reason,
        note=clean(closing.note, LONGEST_NOTE),
        left_minor=left,
        bag=clean(closing.bag, LONGEST_NOTE),
        card_slip_minor=closing.card_slip_minor,
        forgotten=forgotten,
    )
    totals = totals_of(report)
    body = ShiftClosed(shift.id, totals.receipts, totals.total_minor, totals.tenders_minor, end)
    unit.record(body, business_on=shift.business_on, staff=staff, at=at)
    return end


def _next_number(reads: Reads) -> int:
    last = reads.last_of(ShiftClosed.__name__)
    body = read_body(last) if last is not None else None
    return body.end.number + 1 if isinstance(body, ShiftClosed) and body.end is not None else 1


def _open(reads: Reads) -> ShiftRow:
    shift = reads.open_shift()
    if shift is None:
        raise Refusal("shift.none", msg("No shift is open. The first sale of the day opens one."))
    return shift


def _check_amount(amount_minor: int) -> None:
    if not 0 <= amount_minor <= MOST_COUNTED:
        raise Refusal("shift.amount", msg("Type an amount of money, 0 or more."))
