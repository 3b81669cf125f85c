"""Free units: units already in the basket become free: buy X get Y, the n-th free, the cheapest free.

3 for 2 is `every_units` 3, `quantity` 1: seven teas make two free. Without `every_units` once a sale. The
cheapest units become free unless the offer or the shop says otherwise. Where a unit takes only one line offer,
the paid units of each group are used up too, so that one tea never counts in two groups.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.book import Book, Cut, Free
from app.loyalty.picking import Limits, Run, by_row, open_runs, pick
from app.loyalty.policies import Policies, UnitOrder
from app.loyalty.rewards.base import Outcome, Turn, UnitReward
from app.loyalty.rewards.spread import spread
from app.loyalty.selector import Selector
from app.values.words import Message, msg, msgn

_CHOICE: dict[str, UnitOrder] = {"cheapest": "cheapest_first", "expensive_first": "expensive_first", "line": "line"}


class FreeUnits(UnitReward, frozen=True, kw_only=True, tag="free_units"):
    """Units in the basket become free.

    Attributes:
        quantity: How many, for each application.
    """

    quantity: int = 1
    kind: ClassVar[str] = "free_units"

    @property
    def divisible(self) -> bool:
        return True

    def outcome(self, book: Book, turn: Turn) -> Outcome:
        rows = book.matching(self.products)
        wanted, groups = self._wanted(book, turn)
        order = self.order(turn.policies)
        limit = min(wanted, self.max_units) if self.max_units else wanted
        if limit <= 0:
            return Outcome([])
        runs = pick(rows, Limits(limit, self.per_line_max_units, 0, order), book, fresh=turn.fresh)
        there = sum(run.units for run in runs)
        if there < limit and turn.policies.partial_free_group == "none" and self.quantity:
            runs = pick(rows, Limits(there - there % self.quantity, self.per_line_max_units, 0, order), book,
                        fresh=turn.fresh) if there >= self.quantity else []  # fmt: skip
        total = sum(run.units * run.room for run in runs)
        if self.max_amount_minor and total > self.max_amount_minor:
            return Outcome(spread(self.max_amount_minor, runs, book, turn))
        cuts = [
            Cut(row, sum(run.units * run.room for run in units), [(r.place, r.units, r.units * r.room) for r in units])
            for row, units in by_row(runs)
        ]
        freed = tuple(Free(row.line.goods.sku, sum(run.units for run in units)) for row, units in by_row(runs))
        if turn.fresh and self.every_units and groups:
            cuts = _with_paid_units(cuts, runs, book, qualifying=turn.qualifying, units=groups * self.every_units)
        return Outcome(cuts, freed=freed)

    def order(self, policies: Policies) -> UnitOrder:
        """Which units become free first."""
        if self.unit_order is not None:
            return self.unit_order
        return _CHOICE[policies.free_unit_choice]

    def _wanted(self, book: Book, turn: Turn) -> tuple[int, int]:
        if not self.every_units:
            return self.quantity * turn.times, 0
        groups = self.groups(book, turn)
        return self.quantity * groups * turn.times, groups

    def effect(self, currency: str) -> Message:  # noqa: ARG002 - no money in it
        if self.every_units:
            return msg("{free} free of every {group}", free=self.quantity, group=self.every_units)
        return msgn("{n} unit free", "{n} units free", self.quantity)


def _with_paid_units(cuts: list[Cut], free: list[Run], book: Book, *, qualifying: Selector, units: int) -> list[Cut]:
    """Add the paid units of the groups, at nothing off, so that no other line offer takes them.

    Free units that qualify themselves belong to their group (3 for 2); a gift of other goods does not.
    """
    taken = {(run.row.index, run.place): run.units for run in free}
    rows = book.matching(qualifying)
    among = {row.index for row in rows}
    missing = units - sum(run.units for run in free if run.row.index in among)
    paid: dict[int, list[tuple[int, int, int]]] = {}
    for run in open_runs(rows, fresh=True):
        count = min(run.units - taken.get((run.row.index, run.place), 0), missing)
        if count > 0:
            paid.setdefault(run.row.index, []).append((run.place, count, 0))
            missing -= count
    out = []
    for cut in cuts:
        extra = paid.pop(cut.row.index, [])
        out.append(cut._replace(picks=(cut.picks or []) + extra) if extra else cut)
    return out + [Cut(book.rows[index], 0, picks) for index, picks in paid.items()]
