"""Amount off: one sum off the whole receipt, off some lines together, or off one unit of the cheapest article.

5.00 off 12.00 + 8.00 is 3.00 and 2.00; never more than is there. As a reward for points it may be given
several times: 100 points = 5.00, 250 points on a receipt of 30.00 give 10.00. `whole` rewards are given in
full or not at all: with 4.00 left to pay, 5.00 off is kept for later. `per_point` rewards burn only what they
grant: 1 point = 1.00, 265 points on 165.40 burn 166 and give 165.40.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.book import Book, Cut
from app.loyalty.picking import Run, by_row, cut_over
from app.loyalty.rewards.base import Lane, Outcome, Scope, Turn, UnitReward, money
from app.loyalty.rewards.spread import spread, spread_rows, with_the_rest
from app.loyalty.sharing import SHARES, share_within
from app.values.words import Message, msg


class AmountOff(UnitReward, frozen=True, kw_only=True, tag="amount_off"):
    """A sum off.

    Attributes:
        value_minor: The sum, for each time it is given.
        gross: True: the customer saves this much tax included; False: in the price list's basis; None follows
            the shop's policy.
        whole: Given in full or not at all.
        per_point: The sum belongs to `cost_milli` points, and any multiple may be spent.
    """

    value_minor: int
    scope: Scope = "order"
    gross: bool | None = None
    whole: bool = False
    per_point: bool = False
    kind: ClassVar[str] = "amount_off"

    @property
    def lane(self) -> Lane:
        return "order" if self.scope == "order" else "line"

    @property
    def divisible(self) -> bool:
        return self.per_point or self.scope != "cheapest"

    def worth_minor(self) -> int:
        return self.value_minor

    def ceiling(self, book: Book, left_minor: int) -> int:  # noqa: ARG002 - a sum is a sum
        return left_minor if self.every_units else min(self.value_minor, left_minor)

    def outcome(self, book: Book, turn: Turn) -> Outcome:
        wanted = self._capped(self.value_minor * turn.times * self.groups(book, turn))
        gross = book.policies.value_tax_basis == "gross" if self.gross is None else self.gross
        if gross and not book.table.profile.prices_include:
            cuts = spread_gross(wanted, self._runs(book, turn), book, turn)
            given = sum(cut.row.plan.gross(cut.amount) for cut in cuts)
        else:
            cuts = self._cuts(wanted, book, turn)
            given = sum(cut.amount for cut in cuts)
        return Outcome(cuts if given >= wanted or not self.whole else [])

    def _cuts(self, wanted: int, book: Book, turn: Turn) -> list[Cut]:
        redistribute = book.policies.min_price_distribution == "redistribute"
        if self.scope == "order" and not (self.max_units or self.per_line_max_units or self.group_size):
            return spread_rows(wanted, book.matching(self.products), book, turn, redistribute=redistribute)
        runs = self._runs(book, turn)
        cuts = spread(wanted, runs, book, turn, redistribute=redistribute)
        return with_the_rest(cuts, runs) if turn.fresh and self.scope == "lines" else cuts

    def _runs(self, book: Book, turn: Turn) -> list[Run]:
        return self.picked(book, turn, cheapest=self.scope == "cheapest", fresh=turn.fresh and self.scope != "order")

    def _capped(self, wanted: int) -> int:
        return min(wanted, self.max_amount_minor) if self.max_amount_minor else wanted

    def effect(self, currency: str) -> Message:
        if self.scope == "cheapest":
            return msg("{amount} off the cheapest", amount=money(self.value_minor, currency))
        return msg("{amount} off", amount=money(self.value_minor, currency))


def spread_gross(amount: int, runs: list[Run], book: Book, turn: Turn) -> list[Cut]:
    """Share a sum that the customer saves tax included over rows whose prices are without tax.

    Each row's share of the saving is turned into the price list's basis by the difference of what the row
    costs with tax before and after, so that the receipt's total falls by the sum.
    """
    rows = by_row(runs)
    rooms = [sum(run.units * run.room for run in units) for _, units in rows]
    gross_rooms = [row.plan.gross(room) for (row, _), room in zip(rows, rooms, strict=True)]
    wanted = min(amount, sum(gross_rooms))
    if wanted <= 0:
        return []
    weights = [row.plan.gross(sum(run.units * run.each for run in units)) for row, units in rows]
    later = book.policies.fixed_split == "customer_favourable" and turn.later
    share = SHARES["largest_remainder" if later else book.policies.remainder]
    shares = share_within(wanted, weights, gross_rooms, share=share)
    cuts = []
    for (row, units), room, saving in zip(rows, rooms, shares, strict=True):
        before = row.plan.gross(row.left)
        listed = min(row.left - row.plan.listed(before - saving), room)
        if listed > 0:
            cuts.append(cut_over(row, units, listed))
    return cuts
