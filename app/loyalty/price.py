"""Pricing: one basket, one standing, the shop's programs and policies, one moment; one quote.

Pure, exact, deterministic. The same code at the till, in the preview of a return, in the back-test, on the
command line and at the hub.
"""

from __future__ import annotations

from typing import NamedTuple

from app.loyalty.best import act_best
from app.loyalty.book import Book
from app.loyalty.compile import ProgramSet
from app.loyalty.gathering import gather
from app.loyalty.in_order import act_in_order
from app.loyalty.manual import reduce_lines, reduce_receipt
from app.loyalty.moment import Moment
from app.loyalty.payment import pay_with_points, pay_with_stored_value
from app.loyalty.policies import Policies
from app.loyalty.purse import Purse
from app.loyalty.quote import Quote
from app.loyalty.quoting import Settled, quote_of, taxed_lines
from app.loyalty.situation import Situation
from app.loyalty.standing import Standing
from app.sales.basket import Basket
from app.sales.receipt import Tender
from app.sales.tax_split import TaxedLine
from app.values.words import Message


def price(basket: Basket, standing: Standing, programs: ProgramSet, policies: Policies, now: Moment) -> Quote:
    """What this basket costs and gives.

    Args:
        basket: With the cashier's intents; unresolved codes are no concern of prices.
        standing: Of the member attached, or an empty one.
        programs: Compiled; of each the version in force.
        policies: The shop's.
        now: Instant, business date and zone.

    Returns:
        The quote: what is asked for and cannot be given is in its notices, never an exception.
    """
    return price_book(basket, standing, programs, policies, now=now).quote


class Priced(NamedTuple):
    """A quote with the book it came from, for whoever must know of single units."""

    quote: Quote
    book: Book


def price_book(basket: Basket, standing: Standing, programs: ProgramSet, policies: Policies, *, now: Moment) -> Priced:
    """`price`, with the book."""
    book = Book(basket, policies)
    situation = Situation(book, standing, policies, now)
    gathered = gather(situation, programs)
    purse = Purse(situation)
    notices = gathered.notices
    proven = True
    why: tuple[Message, ...] = ()
    if policies.combination == "in_order":
        notices += act_in_order(gathered, situation, purse)
        reduce_lines(book)
        reduce_receipt(book)
    else:
        more, proven, why = act_best(gathered, situation, purse)
        notices += more
    taxed = taxed_lines(book)
    tenders: tuple[Tender, ...] = ()
    if gathered.payments or gathered.stored:
        total = sum(line.gross for line in taxed)
        tenders, more = pay_with_points(gathered.payments, total - _money_sold(book, taxed), situation, purse)
        notices += more
        left = total - sum(tender.amount_minor for tender in tenders)
        cards, more = pay_with_stored_value(gathered.stored, left, situation)
        notices += more
        tenders += cards
    return Priced(quote_of(Settled(situation, programs, purse, taxed, tenders, notices, proven, why)), book)


def _money_sold(book: Book, taxed: list[TaxedLine]) -> int:
    """What gift cards and top-ups come to: points do not pay for them, since what they pay later would earn again."""
    rows = zip(book.rows, taxed, strict=False)  # lines of discounts follow the rows
    return sum(line.gross for row, line in rows if row.line.goods.kind in {"gift_card", "wallet_topup"})
