"""Shifts: the till's trading day. The first sale of the day opens one, a command closes it.

The business date comes from the open shift, so a sale after midnight belongs to the day that is still
open. A shift that was forgotten is closed by the first sale of a later day.
"""

from __future__ import annotations

import datetime as dt

from app.facts.bodies import ShiftClosed, ShiftOpened
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.ports import Books, Unit
from app.workflows.rows import ShiftRow, ShiftTotals
from app.workflows.shop_now import ShopNow, calendar_day, is_current


def ensure_shift(unit: Unit, shop: ShopNow, at: Instant, staff: str) -> ShiftRow:
    """The open shift; opens one where there is none, after closing one that was forgotten.

    The new business date never lies before the last one, even if the clock was set back.
    """
    shift = unit.open_shift()
    if shift is not None:
        if is_current(shift, shop.settings, at):
            return shift
        _close(unit, shift, at, staff)
    day = calendar_day(shop.settings, at)
    last = unit.last_business_on()
    return open_on(unit, max(day, last) if last else day, at, staff)


def open_on(unit: Unit, business_on: dt.date, at: Instant, staff: str, *, float_minor: int = 0) -> ShiftRow:
    """Open a shift for a business date."""
    shift = unit.new_id()
    body = ShiftOpened(shift=shift, business_on=business_on, float_minor=float_minor)
    unit.record(body, business_on=business_on, staff=staff, at=at)
    return ShiftRow(id=shift, business_on=business_on, opened_at=at, staff=staff, float_minor=float_minor)


def close_shift(books: Books, staff: str, at: Instant) -> tuple[ShiftRow, ShiftTotals]:
    """Close the open shift; returns it with what was sold in it. Refuses where none is open."""
    with books.unit_of_work() as unit:
        shift = unit.open_shift()
        if shift is None:
            raise Refusal("shift.none", msg("No shift is open. The first sale of the day opens one."))
        return shift, _close(unit, shift, at, staff)


def _close(unit: Unit, shift: ShiftRow, at: Instant, staff: str) -> ShiftTotals:
    totals = unit.shift_totals(shift.id)
    body = ShiftClosed(
        shift=shift.id,
        receipts=totals.receipts,
        total_minor=totals.total_minor,
        tenders_minor=totals.tenders_minor,
    )
    unit.record(body, business_on=shift.business_on, staff=staff, at=at)
    return totals
