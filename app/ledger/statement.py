"""The statement: every movement with the balance after it, and the points that ended, computed between them.

2026-03-01  earn       +100   balance 100
2026-04-10  spend       -60   balance  40
2026-08-28  expire      -40   balance   0     (nothing was recorded: the lot's last day was 27 August)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from app.ledger.entries import Joining, PointsEntry, canonical
from app.ledger.purse import NEVER, OpenLot
from app.ledger.walk import Walk

SILENT = "inactive"
"""The `reason` of points that ended because nothing had moved for too long."""

_Move = tuple[dt.date, int, int, "StatementLine"]


class StatementLine(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One movement.

    Attributes:
        kind: The entry's kind, or `expire` for points that ended on the day before `business_on`.
        at: Instant of the movement; 0 for an expiry.
        balance_milli: After it.
        reason: Of an expiry: empty where the lot's own last day was over, `SILENT` where nothing had moved.
    """

    business_on: dt.date
    kind: str
    points_milli: int
    balance_milli: int
    at: int = 0
    entry: str = ""
    receipt: str = ""
    last_valid_on: dt.date | None = None
    active_from: int = 0
    reason: str = ""


class PointsStatement(msgspec.Struct, frozen=True):
    """Movements between two days, both inclusive; opening + sum of movements = closing."""

    opening_milli: int
    lines: tuple[StatementLine, ...]
    closing_milli: int


def statement(
    entries: Sequence[PointsEntry],
    first: dt.date,
    last: dt.date,
    *,
    inactive_months: int = 0,
    joinings: Sequence[Joining] = (),
) -> PointsStatement:
    """The statement of one member and program.

    Args:
        entries: All entries from the beginning, in any order; of all accounts that are that member.
        first, last: Business dates shown, both inclusive.
        inactive_months: Where the program ends all points so many months after the last movement; else 0.
        joinings: Where these accounts became one.

    Returns:
        Movements by business date, expiries before the movements of their day.
    """
    known = sorted((entry for entry in entries if entry.business_on <= last), key=canonical)
    ones = [joining for joining in joinings if joining.business_on <= last]
    walk = Walk(known, joinings=ones, inactive_months=inactive_months, today=last)
    moves: list[_Move] = [(entry.business_on, 1, place, _moved(entry)) for place, entry in enumerate(known)]
    moves += [(day, 0, place, _ended(lot, day)) for place, lot in enumerate(walk.lots) if (day := _end(lot, last))]
    moves.sort(key=lambda move: move[:3])
    balance = opening = 0
    lines = []
    for day, _, _, line in moves:
        balance += line.points_milli
        if day < first:
            opening = balance
        else:
            lines.append(msgspec.structs.replace(line, balance_milli=balance))
    return PointsStatement(opening, tuple(lines), balance)


def _end(lot: OpenLot, last: dt.date) -> dt.date | None:
    """The day on which what is left of the lot is gone, where that is shown."""
    if not lot.left or lot.ends == NEVER or lot.ends >= last.toordinal():
        return None
    return max(dt.date.fromordinal(lot.ends + 1), lot.entry.business_on)


def _moved(entry: PointsEntry) -> StatementLine:
    return StatementLine(
        entry.business_on, entry.kind, entry.points_milli, 0, entry.at, entry.id, entry.receipt, entry.last_valid_on,
        entry.active_from,
    )  # fmt: skip


def _ended(lot: OpenLot, day: dt.date) -> StatementLine:
    last, reason = dt.date.fromordinal(lot.ends), SILENT if lot.is_silent else ""
    return StatementLine(day, "expire", -lot.left, 0, entry=lot.entry.id, last_valid_on=last, reason=reason)
