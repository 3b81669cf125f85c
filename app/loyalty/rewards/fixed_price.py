"""Fixed price: each matching unit costs so much, or all goods of the receipt together; only if cheaper.

`lines`: a member price of 1.79 on tea at 2.49 saves 0.70 a unit. `order`: everything for 4.20. On weighed
goods the price is that of the unit of weight.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.book import Book, Cut
from app.loyalty.picking import Run, by_row, cut_over, open_runs
from app.loyalty.rewards.base import Lane, Outcome, Scope, Turn, UnitReward, money
from app.loyalty.rewards.spread import spread, spread_rows
from app.loyalty.rows import Row
from app.values.words import Message, msg


class FixedPrice(UnitReward, frozen=True, kw_only=True, tag="fixed_price"):
    """A price instead of the usual one.

    Attributes:
        value_minor: What each unit (`lines`) or all goods together (`order`) cost.
    """

    value_minor: int
    scope: Scope = "lines"
    kind: ClassVar[str] = "fixed_price"

    @property
    def lane(self) -> Lane:
        return "order" if self.scope == "order" else "line"

    @property
    def line_by_line(self) -> bool:
        """Whether each line can be judged by itself."""
        return self.scope == "lines" and not self.is_limited

    def ceiling(self, book: Book, left_minor: int) -> int:  # noqa: ARG002 - a price is a price
        return max(left_minor - self.value_minor, 0)

    def outcome(self, book: Book, turn: Turn) -> Outcome:
        rows = book.matching(self.products)
        if self.scope == "order":
            return Outcome(spread_rows(self._capped(book.remaining(rows) - self.value_minor), rows, book, turn))
        runs = self.picked(book, turn)
        cuts = [cut for row, units in by_row(runs) if (cut := self._cut(row, units)) is not None]
        total = sum(cut.amount for cut in cuts)
        if self._capped(total) < total:
            return Outcome(spread(self.max_amount_minor, runs, book, turn))
        return Outcome(cuts)

    def row_ceiling(self, row: Row, left: int, units: int, turn: Turn) -> int:  # noqa: ARG002 - same shape as the others
        """No more than this can it take off open units of a row that come to `left`."""
        return max(left - row.each(self.value_minor) * units, 0) if row.parts is None else left

    def row_outcome(self, row: Row, book: Book, turn: Turn) -> Cut | None:  # noqa: ARG002 - same shape as the others
        """The cut of one row by itself, for offers judged line by line."""
        return self._cut(row, open_runs([row], fresh=turn.fresh))

    def _capped(self, wanted: int) -> int:
        return min(wanted, self.max_amount_minor) if self.max_amount_minor else wanted

    def _cut(self, row: Row, units: list[Run]) -> Cut | None:
        price = row.each(self.value_minor)
        picks = [(run.place, run.units, run.units * min(max(run.each - price, 0), run.room)) for run in units]
        amount = sum(off for _, _, off in picks)
        if amount <= 0:
            return None
        if len(units) == 1 and units[0].units == row.units:
            return cut_over(row, units, amount)
        return Cut(row, amount, picks)

    def effect(self, currency: str) -> Message:
        if self.scope == "order":
            return msg("everything for {amount}", amount=money(self.value_minor, currency))
        return msg("for {amount}", amount=money(self.value_minor, currency))
