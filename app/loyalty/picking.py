"""Picking units: which units of which rows an offer takes, by its limits and in its order.

The answer is runs of equal units. Example: 3 units of 13.95 and 5 of 1.80, at most 5 units, dearest first:
all three of 13.95 and two of 1.80.
"""

from __future__ import annotations

from typing import NamedTuple

from app.loyalty.book import Book, Cut
from app.loyalty.policies import UnitOrder
from app.loyalty.rows import Row
from app.values.numbers import share_out


class Run(NamedTuple):
    """Equal units of a row: the run's place in `Row.runs()`, how many of them, what is left of each."""

    row: Row
    place: int
    units: int
    each: int

    @property
    def room(self) -> int:
        """The most that may be cut from one of the units."""
        return max(self.each - self.row.floor_each, 0)


class Limits(NamedTuple):
    """How an offer is limited to some units; 0 is no limit."""

    max_units: int = 0
    per_line: int = 0
    group_size: int = 0
    order: UnitOrder = "line"

    @property
    def none(self) -> bool:
        """Whether every open unit qualifies."""
        return not (self.max_units or self.per_line or self.group_size)


def open_runs(rows: list[Row], *, fresh: bool) -> list[Run]:
    """Units that still have something to take, in line order; `fresh` leaves out those a line offer took."""
    return [
        Run(row, index, count, each)
        for row in rows
        if not row.fixed and row.left > 0
        for index, (count, each, taken) in enumerate(row.runs())
        if each > row.floor_each and not (fresh and taken)
    ]


def in_order(runs: list[Run], order: UnitOrder, book: Book) -> list[Run]:
    """Dearest or cheapest first by the unit price charged (or net, by policy); ties in line order."""
    if order == "line":
        return runs
    net = book.policies.cheapest_basis == "net_price"
    price = (lambda run: run.row.plan.net(run.row.price)) if net else (lambda run: run.row.price)
    return sorted(runs, key=price, reverse=order == "expensive_first")


def pick(rows: list[Row], limits: Limits, book: Book, *, fresh: bool) -> list[Run]:
    """The units an offer takes."""
    runs = in_order(open_runs(rows, fresh=fresh), limits.order, book)
    if limits.none:
        return runs
    left = sum(run.units for run in runs)
    if limits.group_size > 1:
        left -= left % limits.group_size
    if limits.max_units:
        left = min(left, limits.max_units)
    used: dict[int, int] = {}
    out: list[Run] = []
    for run in runs:
        count = min(run.units, left)
        if limits.per_line:
            count = min(count, limits.per_line - used.get(run.row.index, 0))
            used[run.row.index] = used.get(run.row.index, 0) + count
        if count > 0:
            out.append(run._replace(units=count))
            left -= count
        if not left:
            break
    return out


def by_row(runs: list[Run]) -> list[tuple[Row, list[Run]]]:
    """The runs of each row together, rows in basket order."""
    grouped: dict[int, list[Run]] = {}
    for run in runs:
        grouped.setdefault(run.row.index, []).append(run)
    return [(grouped[index][0].row, grouped[index]) for index in sorted(grouped)]


def cut_over(row: Row, runs: list[Run], amount: int) -> Cut:
    """A cut of one sum over some units of a row, by what each has room for."""
    if row.parts is None and not row.taken and sum(run.units for run in runs) == row.units:
        return Cut(row, amount)
    rooms = [run.units * run.room for run in runs]
    shares = share_out(amount, rooms)
    # a largest remainder never lifts a share above its room: the room is whole and the share at most that
    return Cut(row, amount, [(run.place, run.units, share) for run, share in zip(runs, shares, strict=True)])
