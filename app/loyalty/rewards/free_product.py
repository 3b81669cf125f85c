"""Free product: units of one article handed over free, on top of the basket or out of it.

`add`: the total does not change, the receipt shows one more line at 0.00. `in_cart`: units already rung up
become free. Every 2 coffees a biscuit: five coffees add two. Where there are `choices` the member picks one.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from app.loyalty.book import Book, Cut, Free
from app.loyalty.picking import Limits, by_row, pick
from app.loyalty.policies import Policies
from app.loyalty.rewards.base import Outcome, Reward, Turn
from app.loyalty.selector import Selector
from app.values.words import Message, msgn, plain


class FreeProduct(Reward, frozen=True, kw_only=True, tag="free_product"):
    """Units of an article, free.

    Attributes:
        sku: The article; empty where the member chooses.
        choices: Articles to choose from.
        quantity: How many, for each application.
        every_units: Once per so many full qualifying units; 0 for once a sale.
        delivery: `add` on top, or `in_cart`.
        title: What to call the article where it is not in the basket.
    """

    sku: str = ""
    choices: tuple[str, ...] = ()
    quantity: int = 1
    every_units: int = 0
    delivery: Literal["add", "in_cart"] = "add"
    title: str = ""
    kind: ClassVar[str] = "free_product"

    @property
    def divisible(self) -> bool:
        return True

    def outcome(self, book: Book, turn: Turn) -> Outcome:
        sku = turn.choice if turn.choice in self.choices else self.sku
        wanted = self._wanted(book, turn)
        if not sku or wanted <= 0:
            return Outcome([])
        if self.on_top(turn.policies):
            return Outcome([], added=(Free(sku, wanted),))
        runs = pick(book.matching(Selector(skus=(sku,))), Limits(wanted, 0, 0, "line"), book, fresh=turn.fresh)
        cuts = [
            Cut(row, sum(run.units * run.room for run in units), [(r.place, r.units, r.units * r.room) for r in units])
            for row, units in by_row(runs)
        ]
        there = sum(run.units for run in runs)
        return Outcome(cuts, freed=(Free(sku, there),) if there else ())

    def on_top(self, policies: Policies) -> bool:
        """Whether it is handed over beside the basket rather than out of it."""
        return self.delivery == "add" and policies.free_delivery != "in_cart"

    def _wanted(self, book: Book, turn: Turn) -> int:
        if not self.every_units:
            return self.quantity * turn.times
        groups = sum(row.units for row in book.matching(turn.qualifying)) // self.every_units
        return self.quantity * (min(groups, turn.groups) if turn.groups else groups) * turn.times

    def effect(self, currency: str) -> Message:  # noqa: ARG002 - no money in it
        name = plain(self.title or self.sku or ", ".join(self.choices))
        return msgn("{n} {goods} free", "{n} {goods} free", self.quantity, goods=name)
