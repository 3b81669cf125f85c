"""Spreading one sum over rows: what all rewards with a common sum share (policies `fixed_split`, `remainder`)."""

from __future__ import annotations

from app.loyalty.book import Book, Cut
from app.loyalty.picking import Run, by_row, cut_over, open_runs
from app.loyalty.rewards.base import Turn
from app.loyalty.rows import Row
from app.loyalty.selector import Selector
from app.loyalty.sharing import SHARES, share_within


def spread(amount: int, runs: list[Run], book: Book, turn: Turn, *, redistribute: bool = True) -> list[Cut]:
    """Share a sum over the rows of some units.

    Args:
        amount: Price-list basis; what does not fit is not given.
        runs: The units it may take from.
        book: The basket at work.
        turn: For the shop's policies and what later offers act on.
        redistribute: Whether what one row cannot take goes to the others.

    Returns:
        Cuts of the rows that get something, in basket order; negative lines lower what there is to take.
    """
    if turn.later and book.policies.fixed_split == "customer_favourable":
        return _favourably(amount, runs, book, turn)
    grouped = by_row(runs)
    rooms = [sum([run.units * run.room for run in units]) for _, units in grouped]
    negative = sum([row.left for row in book.goods if row.left < 0])
    amount = min(amount, max(sum(rooms) + negative, 0))
    if amount <= 0:
        return []
    weights = [_weight(row, units, book) for row, units in grouped]
    shares = share_within(
        amount, weights, rooms, share=SHARES[book.policies.remainder], redistribute=redistribute
    )  # fmt: skip
    return [cut_over(row, units, share) for (row, units), share in zip(grouped, shares, strict=True) if share]


def spread_rows(amount: int, rows: list[Row], book: Book, turn: Turn, *, redistribute: bool = True) -> list[Cut]:
    """`spread` over whole rows: the quick way for offers on the receipt that are not limited to some units."""
    if turn.later and book.policies.fixed_split == "customer_favourable":
        return spread(amount, open_runs(rows, fresh=False), book, turn, redistribute=redistribute)
    open_rows = [row for row in rows if row.left > 0 and not row.fixed]
    rooms = [row.takeable() for row in open_rows]
    there = sum(rooms) + sum(row.left for row in book.goods if row.left < 0)
    amount = min(amount, there)
    if amount <= 0:
        return []
    split = book.policies.fixed_split
    if split == "by_quantity":
        weights = [row.units for row in open_rows]
    elif split == "by_amount_gross":
        weights = [row.plan.gross(row.left) for row in open_rows]
    else:
        weights = [row.left for row in open_rows]
    shares = share_within(amount, weights, rooms, share=SHARES[book.policies.remainder], redistribute=redistribute)
    return [Cut(row, share) for row, share in zip(open_rows, shares, strict=True) if share]


def with_the_rest(cuts: list[Cut], runs: list[Run]) -> list[Cut]:
    """The cuts, and nothing off the units that got no cent: they belong to the offer all the same."""
    touched = {cut.row.index for cut in cuts}
    rest = [
        Cut(row, 0, [(run.place, run.units, 0) for run in units])
        for row, units in by_row(runs)
        if row.index not in touched
    ]
    return cuts + rest if cuts else cuts


def _weight(row: Row, units: list[Run], book: Book) -> int:
    if book.policies.fixed_split == "by_quantity":
        return sum([run.units for run in units]) if not row.is_weighed else 1
    value = sum([run.units * run.each for run in units])
    return row.plan.gross(value) if book.policies.fixed_split == "by_amount_gross" else value


def _favourably(amount: int, runs: list[Run], book: Book, turn: Turn) -> list[Cut]:
    """Take first where the fewest later offers act, so that they still find the most to take."""

    def wanted(row: Row) -> int:
        return sum(1 for selector in turn.later if selects(selector, row))

    cuts: list[Cut] = []
    rest = amount
    plain = Turn(turn.policies, times=turn.times, fresh=turn.fresh)
    for level in sorted({wanted(run.row) for run in runs}):
        if rest <= 0:
            break
        some = spread(rest, [run for run in runs if wanted(run.row) == level], book, plain)
        cuts += some
        rest -= sum(cut.amount for cut in some)
    return sorted(cuts, key=lambda cut: cut.row.index)


def selects(selector: Selector, row: Row) -> bool:
    """Whether a selector means this row."""
    return selector.matches(row.line.goods, row.price)
