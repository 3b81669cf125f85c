"""Amount off a line, once whatever its quantity: 7.00 off each matching line; steps by the line's amount.

10.00 off a line from 0.00, 15.00 from 100.00: a line of 120.00 costs 105.00.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec

from app.loyalty.book import Book, Cut
from app.loyalty.picking import Run, by_row, cut_over, open_runs
from app.loyalty.rewards.base import Outcome, Turn, UnitReward, money
from app.loyalty.rewards.spread import spread
from app.loyalty.rows import Row
from app.values.words import Message, msg


class AmountStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """From this amount or quantity of the line on, this sum."""

    value_minor: int
    from_amount_minor: int = 0
    from_quantity_milli: int = 0


class AmountOffLine(UnitReward, frozen=True, kw_only=True, tag="amount_off_line"):
    """A sum off each matching line, once.

    Attributes:
        value_minor: Off the line; not used where there are steps.
        steps: The highest step the line reaches counts.
    """

    value_minor: int = 0
    steps: tuple[AmountStep, ...] = ()
    kind: ClassVar[str] = "amount_off_line"

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
        return min(self._value(row), left)

    def row_outcome(self, row: Row, book: Book, turn: Turn) -> Cut | None:
        """The cut of one row by itself, for offers judged line by line."""
        return self._cut(row, open_runs([row], fresh=turn.fresh), book)

    def _cut(self, row: Row, units: list[Run], book: Book) -> Cut | None:
        value = self._value(row)
        if _gross(book):
            value = row.plan.listed(value)
        amount = min(value, sum(run.units * run.room for run in units))
        return cut_over(row, units, amount) if amount > 0 else None

    def _value(self, row: Row) -> int:
        if not self.steps:
            return self.value_minor
        quantity = row.line.quantity_milli
        reached = [s for s in self.steps if row.base >= s.from_amount_minor and quantity >= s.from_quantity_milli]
        best = max(reached, key=lambda step: (step.from_amount_minor, step.from_quantity_milli), default=None)
        return best.value_minor if best else 0

    def effect(self, currency: str) -> Message:
        value = max((step.value_minor for step in self.steps), default=self.value_minor)
        return msg("{amount} off the line", amount=money(value, currency))


def _gross(book: Book) -> bool:
    """Whether sums are what the customer saves tax included, although prices are without tax."""
    return book.policies.value_tax_basis == "gross" and not book.table.profile.prices_include
