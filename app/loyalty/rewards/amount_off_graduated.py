"""Graduated amount off a line: so much for the first unit, so much for each further one.

First 1.13, further 2.11, 10 units, at most 5: 1.13 + 4 x 2.11 = 9.57. Never more than a unit costs.
"""

from __future__ import annotations

from typing import ClassVar

from app.loyalty.book import Book, Cut
from app.loyalty.picking import Run, by_row, open_runs
from app.loyalty.rewards.base import Outcome, Turn, UnitReward, money
from app.loyalty.rewards.spread import spread
from app.loyalty.rows import Row
from app.values.words import Message, msg


class AmountOffGraduated(UnitReward, frozen=True, kw_only=True, tag="amount_off_graduated"):
    """`first_minor` off the first unit of each line, `additional_minor` off every further one."""

    first_minor: int
    additional_minor: int
    kind: ClassVar[str] = "amount_off_graduated"

    @property
    def line_by_line(self) -> bool:
        """Whether each line can be judged by itself."""
        return not self.is_limited

    def outcome(self, book: Book, turn: Turn) -> Outcome:
        runs = self.picked(book, turn)
        cuts = [cut for row, units in by_row(runs) if (cut := self._cut(row, units)) is not None]
        if self.max_amount_minor and sum(cut.amount for cut in cuts) > self.max_amount_minor:
            return Outcome(spread(self.max_amount_minor, runs, book, turn))
        return Outcome(cuts)

    def row_ceiling(self, row: Row, left: int, units: int, turn: Turn) -> int:  # noqa: ARG002 - same shape as the others
        """No more than this can it take off open units of a row that come to `left`."""
        return min(self.first_minor + self.additional_minor * (units - 1), left)

    def row_outcome(self, row: Row, book: Book, turn: Turn) -> Cut | None:  # noqa: ARG002 - same shape as the others
        """The cut of one row by itself, for offers judged line by line."""
        return self._cut(row, open_runs([row], fresh=turn.fresh))

    def _cut(self, row: Row, units: list[Run]) -> Cut | None:
        picks: list[tuple[int, int, int]] = []
        first = True
        for run in units:
            count = run.units
            if first:
                picks.append((run.place, 1, min(self.first_minor, run.room)))
                count, first = count - 1, False
            if count:
                picks.append((run.place, count, count * min(self.additional_minor, run.room)))
        amount = sum(off for _, _, off in picks)
        # units of one run that get different sums become runs of their own only through their sum: exact in total
        return Cut(row, amount, picks) if amount > 0 else None

    def effect(self, currency: str) -> Message:
        return msg("{first} off the first, {further} off each further one", first=money(self.first_minor, currency),
                   further=money(self.additional_minor, currency))  # fmt: skip
