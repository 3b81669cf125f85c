"""Reductions by hand (F4): after the offers of their lane, never raising a price, never below zero.

A new price of 1.50 on three units at 2.00, of which offers left 5.00, takes off 0.50; a new price of 2.50
takes off nothing. A reduction of the whole receipt is shared over the lines by what is left of them.
"""

from __future__ import annotations

from app.loyalty.book import Book, Cut, Posting
from app.loyalty.rewards.base import ratio
from app.loyalty.rows import Row
from app.sales.basket import ManualReduction
from app.values.numbers import divide_half_up, line_amount, share_out

MANUAL = ""
"""The program of a posting that no program made."""


def reduce_lines(book: Book) -> int:
    """Reductions of single lines; returns what they take off."""
    saved = 0
    for row in book.rows:
        reduction = row.line.reduction
        if reduction is None or row.left <= 0:
            continue
        amount = min(_off(row, reduction), row.left)
        if amount > 0:
            row.cut_whole(amount, take=False, above_floor=False)
            book.postings.append(Posting(MANUAL, row.line.key, "manual", [Cut(row, amount)], amount))
            saved += amount
    return saved


def reduce_receipt(book: Book) -> None:
    """The reduction of the whole receipt."""
    reduction = book.basket.intents.reduction
    if reduction is None:
        return
    rows = [row for row in book.goods if row.left > 0]
    there = book.remaining(book.goods)
    if reduction.kind == "percent":
        above, below = ratio(reduction.value)
        amount = divide_half_up(there * above, below)
    else:
        amount = int(reduction.value)
    amount = min(amount, there)
    if amount <= 0:
        return
    shares = share_out(amount, [row.left for row in rows])
    cuts = [Cut(row, share) for row, share in zip(rows, shares, strict=True) if share]
    for row, share, _ in cuts:
        row.cut_whole(share, take=False, above_floor=False)
    book.postings.append(Posting(MANUAL, "", "manual", cuts, amount))


def _off(row: Row, reduction: ManualReduction) -> int:
    if reduction.kind == "percent":
        above, below = ratio(reduction.value)
        return divide_half_up(row.left * above, below)
    if reduction.kind == "amount":
        return int(reduction.value)
    return row.left - line_amount(int(reduction.value), row.line.quantity_milli)
