"""Frozen rows of the way back: what a query says of returns, voids, codes, promises and held baskets."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from app.sales.basket import Basket
from app.sales.receipt import Names, PromiseKind, TokenKind


class VoidRow(msgspec.Struct, frozen=True):
    """A sale was cancelled: when and why."""

    sale: str
    at: int
    business_on: dt.date
    reason: str


class SaleMarks(msgspec.Struct, frozen=True):
    """What became of a sale after it was kept; lists show it beside the receipt.

    Attributes:
        returned: `part` or `whole` of it came back; empty for nothing.
        exchanged: Goods of it were traded for new ones.
        corrected: Another tender paid than was typed.
    """

    voided: bool = False
    returned: Literal["", "part", "whole"] = ""
    exchanged: bool = False
    corrected: bool = False


class CorrectionRow(msgspec.Struct, frozen=True):
    """What really paid for a sale; `tenders` in pairs of kind and amount."""

    tenders: tuple[tuple[str, int], ...]
    rounding_minor: int
    reason: str
    at: int


class TokenRow(msgspec.Struct, frozen=True):
    """A code that pays or gives, as it stands now.

    Attributes:
        units: Uses left; 0 or below no longer counts.
        amount_minor: Left on it; below zero where two tills used it while apart.
        issued_minor: What was put on it in all.
    """

    code: str
    kind: TokenKind
    program: str
    member: str
    last_valid_on: dt.date | None
    sale: str
    line: str
    names: Names
    units: int
    amount_minor: int
    issued_minor: int

    def counts(self, on: dt.date) -> bool:
        """Whether it may be used on this day."""
        return self.units > 0 and (self.last_valid_on is None or on <= self.last_valid_on)


class TokenMove(msgspec.Struct, frozen=True):
    """One movement of a code."""

    kind: str
    units: int
    amount_minor: int
    sale: str
    at: int
    business_on: dt.date


class SoldHit(msgspec.Struct, frozen=True):
    """A sale that has an article: where a return may come from."""

    sale: str
    number: str
    at: int
    quantity_milli: int
    returned_milli: int
    total_minor: int
    member: str


class PromiseRow(msgspec.Struct, frozen=True):
    """A promise for something that was sold."""

    sale: str
    number: str
    line: str
    sku: str
    kind: PromiseKind
    until: dt.date
    serial: str
    member: str


class HeldRow(msgspec.Struct, frozen=True):
    """A basket put aside: everything of it is kept, wishes and red lines too.

    Attributes:
        business_on: The trading day on which it was held; after it, it is out of date and says so.
    """

    basket: Basket
    note: str
    staff: str
    held_at: int
    business_on: dt.date


class DayOfMember(msgspec.Struct, frozen=True, array_like=True):
    """What a member did on one trading day: paid (returns taken off), earned points, and visits."""

    on: dt.date
    spent_minor: int
    visits: int
    earned_milli: int


class ReturnConflict(msgspec.Struct, frozen=True):
    """More came back of a line than was sold: two tills took it back while apart."""

    sale: str
    number: str
    line: str
    sku: str
    sold_milli: int
    returned_milli: int
    documents: tuple[str, ...]


class TokenConflict(msgspec.Struct, frozen=True):
    """A code used beyond what it held: two tills took it while apart."""

    code: str
    kind: TokenKind
    units: int
    amount_minor: int
    sales: tuple[str, ...]


class ProgramLiability(msgspec.Struct, frozen=True):
    """What the shop owes in points of one program, thousandths; earned = redeemed + expired + outstanding - debt.

    Attributes:
        members: With something outstanding.
        debt_milli: What members owe the shop; it does not lower what is owed to others.
        earned_milli: Earned, given and brought along, less what was taken back.
        redeemed_milli: Spent, less what was given back.
        expired_milli: Ended unspent (breakage).
    """

    program: str
    names: Names
    members: int
    outstanding_milli: int
    debt_milli: int
    earned_milli: int
    redeemed_milli: int
    expired_milli: int


class StoredLiability(msgspec.Struct, frozen=True):
    """What is left on gift cards, or on store credit."""

    kind: TokenKind
    cards: int
    amount_minor: int
