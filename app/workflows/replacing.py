"""The same goods again for what came back: a replacement never costs the customer more than they had paid."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.sales.basket import Basket, Goods, ManualReduction
from app.values.numbers import line_amount
from app.workflows.ring_up import add

REASON = "goodwill"


def replacement(
    empty: Basket, goods: Goods, quantity_milli: int, *, refund_minor: int, due_of: Callable[[Basket], int], staff: str
) -> Basket:
    """A basket with the goods, made as cheap as what came back where they cost more now.

    Args:
        refund_minor: What goes back for the faulty ones.
        due_of: What a basket comes to, priced with the shop's offers.

    The least reduction is looked for that does it, whatever offers and taxes act on the line; it needs no right
    of its own, since no money leaves the shop by it.
    """
    basket, key = add(empty, goods, quantity_milli)
    if due_of(basket) <= refund_minor:
        return basket

    def reduced(amount: int) -> Basket:
        return basket.with_line(key, reduction=ManualReduction("amount", Decimal(amount), REASON, staff))

    low, high = 1, line_amount(goods.price_minor, quantity_milli)
    while low < high:
        middle = (low + high) // 2
        if due_of(reduced(middle)) <= refund_minor:
            high = middle
        else:
            low = middle + 1
    return reduced(low)
