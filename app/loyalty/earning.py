"""Earning: points a sale brings, on what was really paid, as the shop's policies say.

Worked with the defaults: goods 26.88, 5.00 off by a reward, 2.00 paid in points: 19.88 earns, so 19 points at
1 per full 1.00. Free units, gift cards sold and top-ups earn nothing.
"""

from __future__ import annotations

from app.loyalty.book import Book
from app.loyalty.compile import ProgramSet, Ready
from app.loyalty.eligibility import holds, standing_reasons
from app.loyalty.policies import Policies
from app.loyalty.rows import Row
from app.loyalty.selector import Selector
from app.loyalty.situation import Situation
from app.sales.tax_split import TaxedLine
from app.values.numbers import MILLI, divide_half_up


class SaleEarning:
    """What one program's accruals are told of the sale."""

    def __init__(self, one: Ready, situation: Situation, taxed: list[TaxedLine] | None, stored_minor: int) -> None:
        self._situation = situation
        self._book: Book = situation.book
        self._policies: Policies = situation.policies
        self._one = one
        self._taxed = taxed
        self._stored = stored_minor

    def carried(self) -> int:
        """Money from earlier sales that earned nothing yet."""
        return self._situation.standing.remainders_minor.get(self._one.id, 0)

    def units(self, goods: Selector) -> int:
        """Matching units that were paid for (all of them where free ones count)."""
        rows = self._book.matching(goods)
        if self._policies.earn_free_units == "count":
            return sum(row.units for row in rows)
        return sum(count for row in rows for count, each, _ in row.runs() if each > 0)

    def amount(self, goods: Selector) -> int:
        """Minor units that earn."""
        back = self._added_back(goods)
        total = sum(self._earning_amount(row, back.get(row.index, 0)) for row in self._book.matching(goods))
        if self._stored and self._policies.tender_earning == "money":
            # Over the goods alone: points do not pay for the gift card beside them.
            whole = sum(self._amount(row, 0) for row in self._book.goods)
            total -= divide_half_up(total * min(self._stored, whole), whole) if whole else 0
        return max(total, 0)

    def _earning_amount(self, row: Row, back: int) -> int:
        if self._policies.earn_discounts == "before":
            return self._amount(row, row.base - row.left)
        return self._amount(row, back)

    def _amount(self, row: Row, back: int) -> int:
        basis = self._policies.earn_basis
        listed = row.left + back
        if basis == "list":
            return listed
        if self._taxed is not None and not back:
            line = self._taxed[row.index]
            return line.net if basis == "net" else line.gross
        return row.plan.net(listed) if basis == "net" else row.plan.gross(listed)

    def _added_back(self, goods: Selector) -> dict[int, int]:
        """Reductions that, by policy, do not lower earning, per row."""
        own = self._policies.earn_own_reward == "before"
        order = self._policies.earn_allocation == "ignore_order_discounts" and goods.names_goods
        if not (own or order):
            return {}
        back: dict[int, int] = {}
        for posting in self._book.postings:
            if (own and posting.program == self._one.id) or (order and posting.lane == "order"):
                for row, amount, _ in posting.cuts:
                    back[row.index] = back.get(row.index, 0) + amount
        return back


def earned(
    one: Ready, situation: Situation, taxed: list[TaxedLine] | None = None, stored_minor: int = 0
) -> tuple[int, int]:
    """Points of one program that the sale earns.

    Args:
        one: The program.
        situation: The book with everything posted.
        taxed: The rows after tax; None while pricing goes on (then whole rows are converted).
        stored_minor: What stored value paid.

    Returns:
        Thousandths of points, and money carried to the next sale.
    """
    sale = SaleEarning(one, situation, taxed, stored_minor)
    points = rest = 0
    for rule in one.program.rules:
        if rule.earn is not None and holds(rule, situation):
            more, left = rule.earn.earned(rule.products, sale)
            points += more
            rest += left
    return points, rest


def may_earn(one: Ready, situation: Situation) -> bool:
    """Whether the program earns for this customer at this moment; rules are asked one by one."""
    if one.program.trigger == "code" and one.code not in situation.codes:
        return False
    for _ in standing_reasons(one, situation):
        return False
    return True


def boosted(one: Ready, points_milli: int, programs: ProgramSet, situation: Situation) -> int:
    """Points after the boosts that hold: multiplied and cut to whole points, or so many on top."""
    for boost in programs.boosts:
        terms = boost.program.boost
        if terms is None or terms.target != one.id or not may_earn(boost, situation) or not points_milli:
            continue
        if boost.program.rules and not any(holds(rule, situation) for rule in boost.program.rules):
            continue
        if terms.percent != 100:
            points_milli = points_milli * terms.percent // 100 // MILLI * MILLI
        points_milli += terms.extra_milli
    return points_milli
