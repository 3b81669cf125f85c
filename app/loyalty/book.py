"""The book: a basket opened for pricing, its rows findable by article, category and tag.

Offers read it through selectors (answers are remembered while nothing moves that they depend on) and write
to it only by posting cuts. A posting can be taken back exactly, which is how combinations are tried.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from app.loyalty.policies import Policies
from app.loyalty.rows import Part, Row
from app.loyalty.selector import EVERYTHING, Selector
from app.sales.basket import Basket, Line
from app.sales.tax_split import TaxTable, tax_table


class Cut(NamedTuple):
    """A proposed reduction of one row.

    Attributes:
        row: The row.
        amount: Minor units off it, price-list basis.
        picks: None for the row as a whole; else per run its index, units and the sum off them together.
    """

    row: Row
    amount: int
    picks: list[tuple[int, int, int]] | None = None


class Free(NamedTuple):
    """Units handed over on top of the basket: nothing is paid for them."""

    sku: str
    units: int


PostingLane = Literal["line", "order", "manual"]


class Posting(NamedTuple):
    """What one reward did, in the order in which it happened; units made free in the basket, and added on top."""

    program: str
    reward: str
    lane: PostingLane
    cuts: list[Cut]
    amount: int
    freed: tuple[Free, ...] = ()
    added: tuple[Free, ...] = ()


Saved = list[tuple[Row, int, list[Part] | None, bool]]


class Book:
    """A basket at work.

    Attributes:
        rows: All rows in the order of work: as scanned, or (searching the best) by article and price.
        goods: Rows that count in rules and may be reduced: not gift cards sold, not top-ups.
        postings: What acted so far.
    """

    __slots__ = (
        "_by_key", "_matches", "_measures", "basket", "goods", "policies", "postings", "rows", "table",
    )  # fmt: skip

    def __init__(self, basket: Basket, policies: Policies) -> None:
        self.basket = basket
        self.policies = policies
        self.table: TaxTable = tax_table(basket.taxes)
        plan = self.table.plan
        places = range(len(basket.lines))
        if policies.combination == "best":
            # equal cents and equal units go by article and price, so that the order of scanning never matters
            keys = [_line_key(line) for line in basket.lines]
            places = sorted(places, key=keys.__getitem__)  # type: ignore[assignment]
        lines = basket.lines
        self.rows = [Row(index, lines[at], plan(lines[at].goods.taxes), at) for index, at in enumerate(places)]
        self.goods = [row for row in self.rows if row.line.goods.kind in {"goods", "bill"}]
        self.postings: list[Posting] = []
        self._by_key: dict[tuple[str, str], list[Row]] | None = None
        self._matches: dict[Selector, list[Row]] = {EVERYTHING: self.goods}
        self._measures: dict[Selector, tuple[int, int]] = {}

    def rows_by_key(self) -> dict[tuple[str, str], list[Row]]:
        """Rows by (`sku` | `category` | `tag`, name)."""
        if self._by_key is None:
            index: dict[tuple[str, str], list[Row]] = {}
            for row in self.goods:
                goods = row.line.goods
                index.setdefault(("sku", goods.sku), []).append(row)
                if goods.category:
                    index.setdefault(("category", goods.category), []).append(row)
                for tag in goods.tags:
                    index.setdefault(("tag", tag), []).append(row)
            self._by_key = index
        return self._by_key

    def scanned(self) -> list[Row]:
        """All rows in the order in which they were scanned."""
        return sorted(self.rows, key=_scanned)

    def matching(self, selector: Selector) -> list[Row]:
        """Rows the selector means, in the order of work."""
        found = self._matches.get(selector)
        if found is None:
            found = self._matches[selector] = self._find(selector)
        return found

    def _find(self, selector: Selector) -> list[Row]:
        rows = self.goods
        if selector.names_goods:
            index = self.rows_by_key()
            hits = [index[key] for key in selector.index_keys() if key in index]
            if not hits:
                return []
            rows = hits[0] if len(hits) == 1 else sorted({id(r): r for rows in hits for r in rows}.values(), key=_place)
        if selector.narrows:
            return [row for row in rows if selector.within(row.line.goods, row.price)]
        return rows

    def measure(self, selector: Selector) -> tuple[int, int]:
        """Quantity in thousandths and undiscounted amount of the rows the selector means."""
        found = self._measures.get(selector)
        if found is None:
            quantity = amount = 0
            for row in self.matching(selector):
                quantity += row.line.quantity_milli
                amount += row.base
            found = self._measures[selector] = (quantity, amount)
        return found

    def remaining(self, rows: list[Row]) -> int:
        """What is left to pay for these rows; never below zero, negative lines counted."""
        return max(sum([row.left for row in rows]), 0)

    def post(self, posting: Posting, *, take: bool = False) -> None:
        """Apply cuts; `take` marks units as used up for line offers."""
        for row, amount, picks in posting.cuts:
            if picks is None:
                row.cut_whole(amount, take=take)
            else:
                row.cut_units(picks, take=take)
        self.postings.append(posting)

    def save(self, rows: list[Row]) -> Saved:
        """The state of some rows, to come back to."""
        return [(row, row.left, row.parts, row.taken) for row in rows]

    def restore(self, saved: Saved, postings: int) -> None:
        """Come back to a saved state and forget the postings made since."""
        for row, left, parts, taken in saved:
            row.left, row.parts, row.taken = left, parts, taken
        del self.postings[postings:]


def _line_key(line: Line) -> tuple[str, int, int, str, Decimal]:
    reduction = line.reduction
    by_hand = ("", Decimal(0)) if reduction is None else (reduction.kind, reduction.value)
    return (line.goods.sku, line.price_minor, line.quantity_milli, *by_hand)


def _scanned(row: Row) -> int:
    return row.scanned


def _place(row: Row) -> int:
    return row.index
