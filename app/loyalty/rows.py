"""Rows: the lines of a basket while offers act on them, in plain integers.

A row knows what is left to pay for it, and, as far as somebody asked, for each of its units: runs of equal
units, never one entry a unit, so that ten thousand screws cost what ten do. A weighed line counts as one
unit. Nothing here decides; rewards propose cuts and the book applies them.
"""

from __future__ import annotations

from app.sales.basket import Line
from app.sales.tax_split import TaxPlan
from app.values.numbers import MILLI, line_amount

MEASURED_UNITS = frozenset({"kg", "g", "l", "ml", "m", "cm", "m2", "m3"})
Part = tuple[int, int, bool]
"""A run of equal units: how many, what is left of each, whether a line offer took them already."""


class Row:
    """One line at work.

    Attributes:
        index: Place in the order of work; scanned: place in the basket.
        units: Whole units; 1 for a weighed line.
        base: Quantity times price, minor units.
        left: What is left to pay for the row.
        floor_each: No offer may bring a unit below this.
        parts: Runs of equal units, or None while all units share `left` evenly.
        taken: Where `parts` is None: whether a line offer took all units.
        fixed: False where no offer may touch the row.
    """

    __slots__ = (
        "base", "fixed", "floor_each", "index", "left", "line", "parts", "plan", "price", "scanned", "taken", "units",
    )  # fmt: skip

    def __init__(self, index: int, line: Line, plan: TaxPlan, scanned: int = 0) -> None:
        goods = line.goods
        quantity = line.quantity_milli
        self.index = index
        self.scanned = scanned
        self.line = line
        self.plan = plan
        self.price = line.price_minor
        if quantity % MILLI or goods.unit in MEASURED_UNITS or quantity <= 0:
            self.units = 1
            self.base = line_amount(line.price_minor, quantity)
            self.floor_each = line_amount(goods.min_price_minor, quantity) if goods.min_price_minor else 0
        else:
            self.units = quantity // MILLI
            self.base = line.price_minor * self.units
            self.floor_each = goods.min_price_minor
        self.left = self.base
        self.parts: list[Part] | None = None
        self.taken = False
        self.fixed = not goods.discountable

    @property
    def is_weighed(self) -> bool:
        """Whether a "unit" is the whole line and sums "each" go by its quantity."""
        return self.line.quantity_milli != self.units * MILLI

    def each(self, amount_minor: int) -> int:
        """A sum for each unit, for one unit of this row: 0.50 a kilo on 1.235 kg is 0.62."""
        if self.line.quantity_milli == self.units * MILLI:
            return amount_minor
        return line_amount(amount_minor, self.line.quantity_milli)

    def runs(self) -> list[Part]:
        """The units as runs of equal ones, dearest first where cents do not divide."""
        if self.parts is not None:
            return self.parts
        each, odd = divmod(self.left, self.units)
        if not odd:
            return [(self.units, each, self.taken)]
        return [(odd, each + 1, self.taken), (self.units - odd, each, self.taken)]

    def takeable(self) -> int:
        """The most that may still be cut from the row."""
        if self.fixed or self.left <= 0:
            return 0
        if not self.floor_each:
            return self.left
        if self.parts is None:
            return max(self.left - self.floor_each * self.units, 0)
        return sum(count * max(each - self.floor_each, 0) for count, each, _ in self.parts)

    def cut_whole(self, amount: int, *, take: bool, above_floor: bool = True) -> None:
        """Take an amount off the whole row, spread over its units by what each has room for."""
        if self.parts is not None:
            self._cut_runs(amount, self.floor_each if above_floor else 0)
            if take:
                self.parts = [(count, each, True) for count, each, _ in self.parts]
        elif take:
            self.taken = True
        self.left -= amount

    def cut_units(self, picks: list[tuple[int, int, int]], *, take: bool) -> None:
        """Take amounts off some units.

        Args:
            picks: Per run of `runs()`: its index, how many of its units, and the sum off these together.
            take: Whether these units count as taken by a line offer.
        """
        runs = self.runs()
        chosen: dict[int, list[tuple[int, int]]] = {}
        for index, count, amount in picks:
            chosen.setdefault(index, []).append((count, amount))
        parts: list[Part] = []
        for index, (count, each, taken) in enumerate(runs):
            rest = count
            for units, amount in chosen.get(index, ()):
                off, odd = divmod(amount, units)
                if odd:
                    parts.append((odd, each - off - 1, taken or take))
                parts.append((units - odd, each - off, taken or take))
                rest -= units
                self.left -= amount
            if rest:
                parts.append((rest, each, taken))
        self.parts = parts

    def _cut_runs(self, amount: int, floor: int) -> None:
        parts: list[Part] = []
        runs = self.parts or []
        weight, rest = sum(count * max(each - floor, 0) for count, each, _ in runs), amount
        for count, each, taken in runs:
            room = count * max(each - floor, 0)
            # a share of what remains, by what room remains: no unit falls below its floor, and all of it is given
            share = rest * room // weight if weight else 0
            weight -= room
            rest -= share
            off, odd = divmod(share, count)
            if odd:
                parts.append((odd, each - off - 1, taken))
            if count > odd:
                parts.append((count - odd, each - off, taken))
        self.parts = parts
