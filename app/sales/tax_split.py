"""Splitting amounts into net and tax, exactly, for any mix of taxes on a line.

A price may hold some taxes and not others. Included rates are taken out of the price first, excluded ones
are then computed on that net amount; so with included rates summing to I and a tax of rate R, all in
percent, the tax on an amount is `amount * R / (100 + I)` whether it is included or not. One division,
rounded once where the profile says: each line, each unit, or once a receipt and tax.

Worked: 100.00 with 35 % included and 50 % on top: net 74.07, 25.93 included, 37.04 on top, 137.04 to pay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from app.sales.tax import Tax, TaxProfile, TaxRow
from app.values.numbers import divide_half_up, line_amount, round_half_up

Pieces = Sequence[tuple[int, int]]
"""Units of a line as (how many, what each costs), for taxes rounded by the unit."""


class TaxPlan:
    """What the taxes of one product do to an amount.

    Attributes:
        below: Denominator, `100 % + included rates` in the plan's own small unit.
        rates: Per percentage tax: its place in the table, its rate in that unit, whether prices hold it.
        fixed: Per fixed tax: its place and the sum for each unit.
        gross_above: Numerator that takes an amount to its gross: amount * gross_above / below.
        net_above: The same for the net amount.
    """

    __slots__ = ("below", "fixed", "gross_above", "net_above", "rates")

    def __init__(self, taxes: Sequence[tuple[int, Tax]], *, prices_include: bool) -> None:
        rated = [(place, tax, tax.rate) for place, tax in taxes if tax.rate is not None]
        scale = lcm(1, *(rate.as_integer_ratio()[1] for _, _, rate in rated))
        self.net_above = 100 * scale
        self.rates = [
            (place, int(rate * scale), prices_include if tax.included is None else tax.included)
            for place, tax, rate in rated
        ]
        self.below = self.net_above + sum(rate for _, rate, included in self.rates if included)
        self.gross_above = self.net_above + sum(rate for _, rate, _ in self.rates)
        self.fixed = [(place, tax.amount_per_unit_minor) for place, tax in taxes if tax.amount_per_unit_minor]

    @property
    def is_plain(self) -> bool:
        """No tax at all."""
        return not self.rates and not self.fixed

    def gross(self, amount: int) -> int:
        """What the customer pays for an amount of the price list, fixed taxes left out."""
        return divide_half_up(amount * self.gross_above, self.below)

    def net(self, amount: int) -> int:
        """An amount of the price list without any tax."""
        return divide_half_up(amount * self.net_above, self.below)

    def listed(self, gross: int) -> int:
        """The amount of the price list that the customer pays as `gross`."""
        return divide_half_up(gross * self.below, self.gross_above)


class TaxedLine:
    """One line's amounts after the split.

    Attributes:
        amount: What the line costs in the price list's basis.
        taxes: Per tax concerned: place in the table and tax in minor units.
        net, gross: Without and with all taxes.
    """

    __slots__ = ("amount", "gross", "net", "plan", "taxes")

    def __init__(self, plan: TaxPlan, amount: int) -> None:
        self.plan = plan
        self.amount = amount
        self.taxes: list[tuple[int, int]] = []
        self.net = amount
        self.gross = amount

    def settle(self, rated: Sequence[int], quantity_milli: int) -> None:
        """Take over the tax of each rate (in the plan's order) and add the fixed ones."""
        held = added = 0
        taxes = self.taxes
        for (place, _, included), tax in zip(self.plan.rates, rated, strict=True):
            taxes.append((place, tax))
            if included:
                held += tax
            else:
                added += tax
        for place, each in self.plan.fixed:
            fixed = line_amount(each, quantity_milli)
            taxes.append((place, fixed))
            added += fixed
        self.net = self.amount - held
        self.gross = self.amount + added


class TaxTable:
    """A profile made ready for computing; plans are made once per combination of taxes."""

    def __init__(self, profile: TaxProfile) -> None:
        self.profile = profile
        self._plans: dict[tuple[str, ...], TaxPlan] = {}
        self._places = {tax.id: place for place, tax in enumerate(profile.taxes)}

    def plan(self, taxes: tuple[str, ...]) -> TaxPlan:
        """The plan of a product's taxes; ids the profile does not know carry no tax."""
        found = self._plans.get(taxes)
        if found is None:
            known = [(self._places[tax], self.profile.taxes[self._places[tax]]) for tax in taxes if tax in self._places]
            found = self._plans[taxes] = TaxPlan(known, prices_include=self.profile.prices_include)
        return found

    def split(self, lines: Sequence[tuple[TaxPlan, int, Pieces, int]]) -> list[TaxedLine]:
        """Split every line.

        Args:
            lines: Plan, amount (price-list basis), units as pieces (only used when the profile rounds by
                the unit) and quantity in thousandths (for fixed taxes).

        Returns:
            One `TaxedLine` each, in order.
        """
        if self.profile.rounding == "receipt":
            return self._by_receipt(lines)
        by_unit = self.profile.rounding == "unit"
        out = []
        for plan, amount, pieces, quantity_milli in lines:
            line = TaxedLine(plan, amount)
            if plan.rates or plan.fixed:
                below = plan.below
                if by_unit:
                    rated = [
                        sum(count * divide_half_up(each * rate, below) for count, each in pieces)
                        for _, rate, _ in plan.rates
                    ]
                else:
                    rated = [divide_half_up(amount * rate, below) for _, rate, _ in plan.rates]
                line.settle(rated, quantity_milli)
            out.append(line)
        return out

    def _by_receipt(self, lines: Sequence[tuple[TaxPlan, int, Pieces, int]]) -> list[TaxedLine]:
        exact: dict[int, list[tuple[int, Fraction]]] = {}
        for index, (plan, amount, _, _) in enumerate(lines):
            for place, rate, _ in plan.rates:
                exact.setdefault(place, []).append((index, Fraction(amount * rate, plan.below)))
        rounded: dict[tuple[int, int], int] = {}
        for place, shares in exact.items():
            rounded.update(_rounded_once(place, shares))
        out = []
        for index, (plan, amount, _, quantity_milli) in enumerate(lines):
            line = TaxedLine(plan, amount)
            line.settle([rounded[place, index] for place, _, _ in plan.rates], quantity_milli)
            out.append(line)
        return out

    def rows(self, lines: Iterable[TaxedLine]) -> tuple[TaxRow, ...]:
        """The receipt's tax table: one row for each tax that occurs, in the profile's order."""
        sums: dict[int, list[int]] = {}
        for line in lines:
            net = line.net
            for place, tax in line.taxes:
                row = sums.get(place)
                if row is None:
                    sums[place] = [net, tax]
                else:
                    row[0] += net
                    row[1] += tax
        return tuple(
            TaxRow(tax.id, tax.label, tax.rate if tax.rate is not None else Decimal(0), net, total, net + total)
            for place, (net, total) in sorted(sums.items())
            for tax in (self.profile.taxes[place],)
        )


def _rounded_once(place: int, shares: list[tuple[int, Fraction]]) -> dict[tuple[int, int], int]:
    """Round the sum of one tax once and share it over its lines, largest remainders first."""
    whole = {index: share.numerator // share.denominator for index, share in shares}
    spare = round_half_up(sum((share for _, share in shares), Fraction(0))) - sum(whole.values())
    order = sorted(shares, key=lambda item: (-(item[1] - whole[item[0]]), item[0]))
    for index, _ in order[:spare]:
        whole[index] += 1
    return {(place, index): tax for index, tax in whole.items()}


_READY: dict[int, TaxTable] = {}
_KEEP = 16


def tax_table(profile: TaxProfile) -> TaxTable:
    """The table of a profile; the last few are kept, since a till prices under one profile all day."""
    table = _READY.get(id(profile))
    if table is None or table.profile is not profile:
        if len(_READY) >= _KEEP:
            _READY.clear()
        table = _READY[id(profile)] = TaxTable(profile)
    return table
