"""Percent off: the whole receipt, some lines, or one unit of the cheapest article.

`order`: 10 % of 61.43 is 6.14, rounded once on the sum, then shared over the lines by amount. `lines`: 20 %
of 3 x 0.35 = 1.05 is 0.21, rounded once a line (or per unit by policy: 0.07 x 3). `cheapest`: 90 % of one
pen at 3.20 is 2.88. With steps the highest one reached counts: 10 % from 20.00, 15 % from 40.00. Percentages
of one sale act one after the other, or additively on the undiscounted price, as the shop says.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

import msgspec

from app.loyalty.book import Book, Cut
from app.loyalty.picking import Run, by_row, cut_over, open_runs
from app.loyalty.rewards.base import Lane, Outcome, Scope, Turn, UnitReward, ratio
from app.loyalty.rewards.spread import spread, spread_rows
from app.loyalty.rows import Row
from app.values.words import Message, msg


class PercentStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """From this amount or quantity on, this percentage."""

    percent: Decimal
    from_amount_minor: int = 0
    from_quantity_milli: int = 0


class PercentOff(UnitReward, frozen=True, kw_only=True, tag="percent_off"):
    """A percentage off.

    Attributes:
        percent: 10 is 10 %; 0 to 100; not used where there are steps.
        steps: Highest step reached counts; measured over the scope, before this sale's offers.
        gross_cap: Whether `max_amount_minor` is what the customer saves, tax included.
    """

    percent: Decimal = Decimal(0)
    scope: Scope = "order"
    steps: tuple[PercentStep, ...] = ()
    gross_cap: bool = False
    kind: ClassVar[str] = "percent_off"

    @property
    def lane(self) -> Lane:
        return "order" if self.scope == "order" else "line"

    @property
    def line_by_line(self) -> bool:
        """Whether each line can be judged by itself."""
        return self.scope == "lines" and not (self.is_limited or self.steps)

    def percent_now(self, book: Book) -> Decimal:
        """The percentage that counts for this basket."""
        if not self.steps:
            return self.percent
        quantity, amount = book.measure(self.products)
        if book.policies.threshold_basis == "discounted":
            amount = sum(row.left for row in book.matching(self.products))
        reached = [
            step for step in self.steps if amount >= step.from_amount_minor and quantity >= step.from_quantity_milli
        ]
        best = max(reached, key=lambda step: (step.from_amount_minor, step.from_quantity_milli), default=None)
        return best.percent if best else Decimal(0)

    def ceiling(self, book: Book, left_minor: int) -> int:
        above, below = ratio(self.percent_now(book))
        base = sum([row.base for row in book.goods if row.base > 0]) if _additive(book) else left_minor
        most = min(-(-base * above // below), left_minor)
        return min(most, self.max_amount_minor) if self.max_amount_minor and not self.gross_cap else most

    def outcome(self, book: Book, turn: Turn) -> Outcome:
        above, below = ratio(self.percent_now(book))
        rows = book.matching(self.products)
        if self.scope == "order" and not self.is_limited:
            return Outcome(self._whole(rows, book, turn))
        runs = self.picked(book, turn, cheapest=self.scope == "cheapest", fresh=turn.fresh and self.scope != "order")
        if self.scope == "order":
            value = sum([_value(run, book) for run in runs])
            return Outcome(self._capped(turn.rounded(value * above, below), runs, book, turn))
        cuts = [
            cut
            for row, units in by_row(runs)
            if (cut := self._row_cut((row, units), book, turn, percent=(above, below))) is not None
        ]
        total = sum([cut.amount for cut in cuts])
        if self.max_amount_minor and self._over_cap(cuts, total, book):
            return Outcome(self._capped(total, runs, book, turn))
        return Outcome(cuts)

    def row_ceiling(self, row: Row, left: int, units: int, turn: Turn) -> int:  # noqa: ARG002 - same shape as the others
        """No more than this can it take off open units of a row that come to `left`."""
        policies = turn.policies
        if policies.percent_rounding_unit == "line" and policies.percent_stacking == "sequential":
            above, below = ratio(self.percent)
            return turn.rounded(left * above, below)
        return left

    def row_outcome(self, row: Row, book: Book, turn: Turn) -> Cut | None:
        """The cut of one row by itself, for offers judged line by line."""
        return self._row_cut((row, open_runs([row], fresh=turn.fresh)), book, turn, percent=ratio(self.percent))

    def _whole(self, rows: list[Row], book: Book, turn: Turn) -> list[Cut]:
        """The quick way for an unlimited percentage of the whole receipt."""
        above, below = ratio(self.percent_now(book))
        open_rows = [row for row in rows if not row.fixed and (row.left > 0 or row.base < 0)]
        additive = _additive(book)
        value = sum([row.base if additive else row.left for row in open_rows])
        amount = turn.rounded(value * above, below)
        return spread_rows(amount, open_rows, book, turn, redistribute=self._redistribute(book))

    def _redistribute(self, book: Book) -> bool:
        """A floor holds back what it holds back, unless the shop spreads that over the others."""
        return book.policies.min_price_distribution == "redistribute" or not any(row.floor_each for row in book.goods)

    def _row_cut(self, of: tuple[Row, list[Run]], book: Book, turn: Turn, *, percent: tuple[int, int]) -> Cut | None:
        (row, units), (above, below) = of, percent
        if book.policies.percent_rounding_unit == "unit":
            amount = sum(
                [run.units * turn.rounded(_value(run._replace(units=1), book) * above, below) for run in units]
            )
        else:
            amount = turn.rounded(sum([_value(run, book) for run in units]) * above, below)
        amount = min(amount, sum([run.units * run.room for run in units]))
        return cut_over(row, units, amount) if amount > 0 else None

    def _over_cap(self, cuts: list[Cut], total: int, book: Book) -> bool:
        if self.gross_cap or book.policies.max_amount_basis == "gross":
            return sum([cut.row.plan.gross(cut.amount) for cut in cuts]) > self.max_amount_minor
        return total > self.max_amount_minor

    def _capped(self, amount: int, runs: list[Run], book: Book, turn: Turn) -> list[Cut]:
        if not self.max_amount_minor:
            return spread(amount, runs, book, turn, redistribute=self._redistribute(book))
        if self.gross_cap or book.policies.max_amount_basis == "gross":
            gross = sum([run.row.plan.gross(run.units * run.each) for run in runs])
            listed = sum([run.units * run.each for run in runs])
            cap = (self.max_amount_minor * listed * 2 + gross) // (2 * gross) if gross else 0
        else:
            cap = self.max_amount_minor
        return spread(min(amount, cap), runs, book, turn, redistribute=self._redistribute(book))

    def effect(self, currency: str) -> Message:  # noqa: ARG002 - no money in it
        if self.steps:
            most = max(step.percent for step in self.steps)
            return msg("up to {percent} % off", percent=percent_text(most))
        shown = percent_text(self.percent)
        if self.scope == "cheapest":
            return msg("{percent} % off the cheapest", percent=shown)
        return msg("{percent} % off", percent=shown)


def percent_text(percent: Decimal) -> str:
    """12.50 as `12.5`."""
    return format(percent.normalize(), "f")


def _additive(book: Book) -> bool:
    return book.policies.percent_stacking == "additive"


def _value(run: Run, book: Book) -> int:
    """What a percentage is taken of: what is left, or the undiscounted price by policy."""
    if not _additive(book):
        return run.units * run.each
    row = run.row
    return run.units * (row.price if not row.is_weighed else row.base)
