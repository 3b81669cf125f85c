"""Amount off each unit, at most its price: 0.50 off each of 3 pens at 0.40 is 1.20.

On weighed goods the sum goes by the unit of weight: 0.50 a kilo on 1.235 kg is 0.62.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.book import Book, Cut
from app.loyalty.picking import Run, by_row, cut_over, open_runs
from app.loyalty.rewards.base import Outcome, Turn, UnitReward, money
from app.loyalty.rewards.spread import spread
from app.loyalty.rows import Row
from app.values.words import Message, msg


class AmountOffEach(UnitReward, frozen=True, kw_only=True, tag="amount_off_each"):
    """A sum off each matching unit.

    Attributes:
        value_minor: Off each unit.
        gross: True: tax included; None follows the shop's policy.
    """

    value_minor: int
    gross: bool | None = None
    kind: ClassVar[str] = "amount_off_each"

    @property
    def line_by_line(self) -> bool:
        """Whether each line can be judged by itself."""
        return not self.is_limited

    def outcome(self, book: Book, turn: Turn) -> Outcome:
        runs = self.picked(book, turn)
        cuts = [cut for row, units in by_row(runs) if (cut := self._cut(row, units, book)) is not None]
        if self.max_amount_minor and sum(cut.amount for cut in cuts) > self.max_amount_minor:
            return Outcome(spread(self.max_amount_minor, runs, book, turn))
        return Outcome(cuts)

    def row_ceiling(self, row: Row, left: int, units: int, turn: Turn) -> int:  # noqa: ARG002 - same shape as the others
        """No more than this can it take off open units of a row that come to `left`."""
        return min(row.each(self.value_minor) * units, left)

    def row_outcome(self, row: Row, book: Book, turn: Turn) -> Cut | None:
        """The cut of one row by itself, for offers judged line by line."""
        return self._cut(row, open_runs([row], fresh=turn.fresh), book)

    def _cut(self, row: Row, units: list[Run], book: Book) -> Cut | None:
        gross = book.policies.value_tax_basis == "gross" if self.gross is None else self.gross
        value = row.each(self.value_minor)
        if gross and not book.table.profile.prices_include:
            value = row.plan.listed(value)
        picks = [(run.place, run.units, run.units * min(value, run.room)) for run in units]
        amount = sum(off for _, _, off in picks)
        if amount <= 0:
            return None
        if len(units) == 1 and units[0].units == row.units:
            return cut_over(row, units, amount)
        return Cut(row, amount, picks)

    def effect(self, currency: str) -> Message:
        return msg("{amount} off each", amount=money(self.value_minor, currency))
