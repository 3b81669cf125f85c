"""The discounts of a receipt as a customer reads them: one row for each offer, those of an order summed up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.sales.basket import ManualReduction
from app.sales.receipt import Names, Receipt, ReceiptLine, Reduction
from app.values.locales import Words
from app.values.words import msg


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One discount with its name.

    Attributes:
        amount_minor: What it takes off, positive.
        names: The offer's words by language; empty for a reduction by hand, whose reason is never printed.
    """

    program: str
    reward: str
    amount_minor: int
    names: Names
    manual: ManualReduction | None = None

    def title(self, words: Words) -> str:
        """What is printed before the amount."""
        if self.manual is None:
            return words.name(self.names) or self.program
        if self.manual.kind == "percent":
            return words.say(msg("Discount {percent}%", percent=self.manual.value))
        return words.say(msg("Discount"))


def line_offers(receipt: Receipt, line: ReceiptLine) -> list[OfferRow]:
    """What came off one line by itself: offers on lines and reductions by hand of that line."""
    return _rows(reduction for reduction in line.reductions if not _is_of_order(receipt, reduction))


def order_offers(receipt: Receipt) -> list[OfferRow]:
    """What came off the whole receipt; the shares of its lines summed up."""
    return _rows(
        reduction for line in receipt.lines for reduction in line.reductions if _is_of_order(receipt, reduction)
    )


def _is_of_order(receipt: Receipt, reduction: Reduction) -> bool:
    """An order offer's share, or a share of the reduction by hand of the whole receipt."""
    if reduction.lane != "manual":
        return reduction.lane == "order"
    return reduction.manual is not None and reduction.manual == receipt.intents.reduction


def _rows(reductions: Iterable[Reduction]) -> list[OfferRow]:
    """One row for each offer, in the order in which they acted."""
    rows: dict[tuple[str, str, ManualReduction | None], OfferRow] = {}
    for each in reductions:
        key = (each.program, each.reward, each.manual)
        amount = each.amount_minor + (rows[key].amount_minor if key in rows else 0)
        rows[key] = OfferRow(each.program, each.reward, amount, each.names, each.manual)
    return [row for row in rows.values() if row.amount_minor]
