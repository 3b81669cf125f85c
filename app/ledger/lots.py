"""Lots: points that were earned together and end together.

Nothing of this is kept: lots are computed from the member's entries in canonical order, as of an
instant, so that entries may arrive late and expiry is never recorded.

Worked: 100 points earned on 1 March with 180 days may be spent until 27 August; 60 of them spent in April
leave 40, and on 28 August the balance is 0 without any entry saying so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from app.ledger.entries import Joining, PointsEntry
from app.ledger.purse import NEVER, OpenLot
from app.ledger.walk import Walk


class Lot(msgspec.Struct, frozen=True, gc=False):
    """What is left of points earned together.

    Attributes:
        entry: Id of the entry that made it.
        earned_milli, left_milli: Made, and still there.
        active_from: Instant from which it may be spent.
        last_valid_on: Last business date on which it may be spent; None never ends.
    """

    entry: str
    earned_milli: int
    left_milli: int
    active_from: int = 0
    last_valid_on: dt.date | None = None


DEBT = "debt"
"""The `entry` of the one lot that stands for a balance below zero: `left_milli` is negative, it never ends."""


def lots_as_of(
    entries: Sequence[PointsEntry],
    at: int,
    business_on: dt.date,
    *,
    inactive_months: int = 0,
    joinings: Sequence[Joining] = (),
) -> tuple[Lot, ...]:
    """What is left of a member's points of one program.

    Args:
        entries: Of one member and one program, in any order; of all accounts that are that member.
        at: Entries after this instant do not count; lots that become active later are still listed.
        business_on: Lots whose last valid day is before this have ended.
        inactive_months: Where the program ends all points so many months after the last movement; else 0.
        joinings: Where these accounts became one.

    Returns:
        Lots with something left, in spending order; a debt comes last as one lot below zero.
    """
    known = [entry for entry in entries if entry.at <= at]
    ones = [joining for joining in joinings if joining.at <= at]
    walk = Walk(known, joinings=ones, inactive_months=inactive_months, today=business_on)
    today = business_on.toordinal()
    open_lots = sorted((lot for lot in walk.lots if lot.left and lot.ends >= today), key=lambda lot: lot.ends)
    out = [_as_lot(lot) for lot in open_lots]
    if walk.debt:
        out.append(Lot(DEBT, 0, -walk.debt))
    return tuple(out)


def usable_milli(lots: Sequence[Lot], at: int, business_on: dt.date) -> int:
    """What may be spent of these lots now: active, not ended, debts counted; may be below zero."""
    return sum(
        lot.left_milli
        for lot in lots
        if lot.active_from <= at and (lot.last_valid_on is None or lot.last_valid_on >= business_on)
    )


def balance_as_of(
    entries: Sequence[PointsEntry],
    at: int,
    business_on: dt.date,
    *,
    inactive_months: int = 0,
    joinings: Sequence[Joining] = (),
) -> int:
    """All points that have not ended, those not yet active included; below zero where more was taken back."""
    lots = lots_as_of(entries, at, business_on, inactive_months=inactive_months, joinings=joinings)
    return sum(lot.left_milli for lot in lots)


def expired_as_of(entries: Sequence[PointsEntry], at: int, business_on: dt.date, *, inactive_months: int = 0) -> int:
    """Points that ended unspent before `business_on`; earned - spent - expired is the balance."""
    known = [entry for entry in entries if entry.at <= at]
    moved = sum(entry.points_milli for entry in known)
    return moved - balance_as_of(known, at, business_on, inactive_months=inactive_months)


def _as_lot(lot: OpenLot) -> Lot:
    ends = None if lot.ends == NEVER else dt.date.fromordinal(lot.ends)
    return Lot(lot.entry.id, lot.earned, lot.left, lot.active_from, ends)
