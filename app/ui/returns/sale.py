"""What the panels of the way back ask the books: a sale opened, and questions whose refusal is an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.sales.receipt import Receipt, ReceiptLine
from app.values.errors import Expected
from app.workflows.acting import Acting
from app.workflows.ports import Reads
from app.workflows.return_rules import days_since, returned_so_far
from app.workflows.way_back_rows import PromiseRow, SaleMarks

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class OpenSale:
    """A sale that something may come back of.

    Attributes:
        returned: Thousandths that came back already, by line.
        day: Days since the sale.
        names: Words of its articles, by sku.
        marks: What became of it.
        promises: Warranty and trial, with what was registered since.
        refunded_minor: What went back of it in all, in money.
    """

    receipt: Receipt
    member: str
    returned: dict[str, int]
    day: int
    names: dict[str, dict[str, str]]
    marks: SaleMarks
    promises: tuple[PromiseRow, ...] = ()
    refunded_minor: int = 0

    @property
    def lines(self) -> tuple[ReceiptLine, ...]:
        """Lines that may come back: what was free on top comes with its goods."""
        return tuple(line for line in self.receipt.lines if not line.free_by)

    def name_of(self, line: ReceiptLine, language: str) -> str:
        """What a line's goods are called in the language of the screens; empty for a bill from another till."""
        return self.names.get(line.goods.sku, {}).get(language) or line.goods.name

    def left(self, line: ReceiptLine) -> int:
        """Thousandths of a line that are still with the customer."""
        return max(line.quantity_milli - self.returned.get(line.key, 0), 0)

    @property
    def left_minor(self) -> int:
        """Money that was paid and has not gone back."""
        receipt = self.receipt
        by_points = sum(tender.amount_minor for tender in receipt.tenders if tender.kind == "points")
        return max(receipt.total_minor - by_points - self.refunded_minor, 0)

    @property
    def is_bill(self) -> bool:
        """Whether it is a bill rung up elsewhere: a sum comes back of it, not goods."""
        return self.receipt.mode == "amount"


def opened_sale(reads: Reads, sale: str, acting: Acting) -> OpenSale | None:
    """A sale with what became of it; None where it is not in these books."""
    found = reads.receipt(sale)
    if found is None:
        return None
    receipt, fact = found
    names = {}
    for line in receipt.lines:
        row = reads.product(line.goods.sku)
        if row is not None:
            names[line.goods.sku] = row.names
    earlier = [document for document, _ in reads.returns_of_sale(sale)]
    return OpenSale(
        receipt=receipt,
        member=reads.receipt_member(sale),
        returned=returned_so_far(earlier),
        day=days_since(fact, acting.business_on),
        names=names,
        marks=reads.marks_of([sale]).get(sale, SaleMarks()),
        promises=reads.promises_of_sale(sale),
        refunded_minor=sum(document.value_minor for document in earlier),
    )


def attempted(query: Callable[[Reads], Result]) -> Callable[[Reads], Result | Expected]:
    """The query with its refusal as an answer: a panel shows why instead of losing its place."""

    def ask(reads: Reads) -> Result | Expected:
        try:
            return query(reads)
        except Expected as why:
            return why

    return ask
