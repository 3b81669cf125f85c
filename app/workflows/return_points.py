"""Points on the way back: which entries are undone, by how much, and what the balance is then."""

from __future__ import annotations

import msgspec

from app.loyalty.returns import GivenBack, Sold
from app.loyalty.standing import Standing
from app.sales.receipt import Receipt
from app.sales.returned import PointsBack, ReturnDocument
from app.values.numbers import divide_half_up
from app.workflows.ports import Reads

Earlier = tuple[ReturnDocument, ...]


def points_back(
    reads: Reads, sold: Sold, given: GivenBack, earlier: Earlier, *, receipt: Receipt, standing: Standing
) -> tuple[PointsBack, ...]:
    """What a return does to the points of the receipt's member, program by program.

    Args:
        standing: The member's, now; empty for an anonymous sale.
    """
    member = standing.member
    if not member:
        return ()
    if not receipt.member:
        return _attached(reads, sold, given, earlier, receipt=receipt, standing=standing)
    entries = reads.entries_of_sale(member, receipt.sale)
    found = []
    for change in receipt.points:
        name = change.program
        kept = (
            next((each.remainder_minor for each in given.after.points if each.program == name), 0) if given.after else 0
        )
        carried = _carried(sold, given, earlier, name, sold_rest=change.remainder_minor, kept_rest=kept)
        taken, restored = given.taken_milli.get(name, 0), given.restored_milli.get(name, 0)
        before = sum(lot.left_milli for lot in standing.lots.get(name, ()))
        if sold.policies.negative_balance == "floor_at_zero":
            taken = min(taken, max(before + restored, 0))
        if taken or restored or carried:
            found.append(
                PointsBack(
                    program=name,
                    names=change.names,
                    before_milli=before,
                    taken_milli=taken,
                    restored_milli=restored,
                    earned_by=entries.get((name, "earn"), ("", 0))[0],
                    spent_by=entries.get((name, "spend"), ("", 0))[0],
                    remainder_minor=standing.remainders_minor.get(name, 0) + carried,
                    carried_minor=carried,
                )
            )
    return tuple(found)


def _carried(sold: Sold, given: GivenBack, earlier: Earlier, program: str, *, sold_rest: int, kept_rest: int) -> int:
    """How the money carried to the next sale changes: the sale's own change of it is undone, share by share."""
    if given.after is None:
        kept_rest = sold.standing.remainders_minor.get(program, 0) if not given.kept.lines else sold_rest
    done = sum(back.carried_minor for document in earlier for back in document.points if back.program == program)
    return kept_rest - sold_rest - done


def _attached(
    reads: Reads, sold: Sold, given: GivenBack, earlier: Earlier, *, receipt: Receipt, standing: Standing
) -> tuple[PointsBack, ...]:
    """A member who was attached after the sale: points go back in proportion to the goods."""
    found = []
    total = receipt.total_minor
    back = total - (given.after.total_minor if given.after is not None else _kept_total(sold, given))
    late = {change.program: change.carried_minor for change in reads.attached_points(receipt.sale)}
    for (program, kind), (entry, points) in sorted(reads.entries_of_sale(standing.member, receipt.sale).items()):
        if kind != "earn":
            continue
        done = sum(each.taken_milli for document in earlier for each in document.points if each.program == program)
        share = points if not given.kept.lines else divide_half_up(points * back, total) if total else points
        # What the sale carried to the next one goes with the last of its goods.
        carried = 0 if given.kept.lines else -late.get(program, 0)
        if share > done or carried:
            before = sum(lot.left_milli for lot in standing.lots.get(program, ()))
            rest = standing.remainders_minor.get(program, 0) + carried
            found.append(PointsBack(program, {}, before, max(share - done, 0), 0, entry, "", rest, carried))
    return tuple(found)


def _kept_total(sold: Sold, given: GivenBack) -> int:
    """What the lines that are kept came to."""
    kept = 0
    for line in sold.quote.lines:
        left = given.kept.line(line.key)
        if left is not None:
            kept += divide_half_up(line.gross_minor * left.quantity_milli, line.quantity_milli)
    return kept


def reduced_by_money(
    points: tuple[PointsBack, ...], worth: dict[str, tuple[int, int]]
) -> tuple[tuple[PointsBack, ...], int]:
    """Take missing points out of the refund instead of letting the balance go below zero.

    Args:
        worth: Per program: so many minor units for so many thousandths of points.

    Returns:
        The points really taken, and what is kept back of the money.
    """
    found, withheld = [], 0
    for back in points:
        missing = min(max(-back.after_milli, 0), back.taken_milli)
        minor, milli = worth.get(back.program, (0, 0))
        if not milli:
            missing = 0
        withheld += -(-missing * minor // milli) if missing else 0
        found.append(msgspec.structs.replace(back, taken_milli=back.taken_milli - missing))
    return tuple(found), withheld
