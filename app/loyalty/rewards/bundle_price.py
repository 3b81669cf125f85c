"""Bundle price: a group of units together costs so much, cheapest units first, only if cheaper.

3 for 20.00: four units at 8.00 make one bundle of 24.00 and save 4.00; three at 6.00 stay at 18.00.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.book import Book
from app.loyalty.picking import Limits, Run, open_runs, pick
from app.loyalty.rewards.base import Outcome, Turn, UnitReward, money
from app.loyalty.rewards.spread import spread, with_the_rest
from app.values.words import Message, msgn


class BundlePrice(UnitReward, frozen=True, kw_only=True, tag="bundle_price"):
    """`group_size` units for `value_minor` together."""

    value_minor: int
    group_size: int = 1
    kind: ClassVar[str] = "bundle_price"

    def outcome(self, book: Book, turn: Turn) -> Outcome:
        rows = book.matching(self.products)
        there = sum(run.units for run in open_runs(rows, fresh=turn.fresh))
        groups = there // max(self.group_size, 1)
        if turn.groups:
            groups = min(groups, turn.groups)
        chosen: list[Run] = []
        saved = 0
        # the groups are filled cheapest first; dearer groups save more, so stop keeping those that save nothing
        for count in range(groups, 0, -1):
            limits = Limits(count * self.group_size, 0, 0, self.unit_order or "cheapest_first")
            runs = pick(rows, limits, book, fresh=turn.fresh)
            value = sum(run.units * run.each for run in runs)
            if value - count * self.value_minor > saved:
                chosen, saved = runs, value - count * self.value_minor
            if there > 200:
                break
        cap = min(saved, self.max_amount_minor) if self.max_amount_minor else saved
        return Outcome(with_the_rest(spread(cap, chosen, book, turn), chosen))

    def effect(self, currency: str) -> Message:
        return msgn("{n} unit for {amount}", "{n} units for {amount}", self.group_size,
                    amount=money(self.value_minor, currency))  # fmt: skip
