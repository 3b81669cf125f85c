"""Standing: all that pricing may know of the member and the shop at this moment, read in one go.

`complete_sale` reads it again inside the writing transaction; if it changed meanwhile, the sale is priced
anew before anything is written.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from app.ledger.lots import Lot
from app.sales.basket import Proof


class Uses(msgspec.Struct, frozen=True):
    """How often a program acted so far: in all, for this member, for this member today; and what it gave."""

    in_all: int = 0
    by_member: int = 0
    by_member_today: int = 0
    given_minor: int = 0


class StoredValue(msgspec.Struct, frozen=True, omit_defaults=True):
    """A gift card or a wallet that may pay.

    Attributes:
        balance_minor: What is on it.
        last_valid_on: Last day on which it pays; None never ends.
        member: Whose it is, empty for a bearer's.
        kind: Which tender it makes.
    """

    program: str
    balance_minor: int
    last_valid_on: dt.date | None = None
    member: str = ""
    kind: Literal["gift_card", "store_credit"] = "gift_card"


class Standing(msgspec.Struct, frozen=True, omit_defaults=True):
    """One member's standing (or an anonymous customer's) and the cashier's rights.

    Attributes:
        member: Member id, empty for nobody.
        proof: How the member was identified in this sale.
        lots: Per program, all lots with something left, in spending order, also those not active yet.
        remainders_minor: Per program: money carried that earned nothing yet.
        tiers: Per tier program, the tier's name.
        segments: Segments and groups the member is in.
        visits: Receipts so far; the n-th purchase is `visits + 1`.
        spent_minor: Paid so far.
        uses: Per program.
        allowance_milli: Per program, the most points this till may let the member spend; absent: the whole balance.
        coupons: Single-use coupons and cards that may be used now, by code: their program.
        stored: Gift cards and wallets that may pay, by code.
        rights: Permissions of the cashier, and of whoever approved.
    """

    member: str = ""
    proof: Proof = "none"
    language: str = ""
    staff_member: bool = False
    lots: dict[str, tuple[Lot, ...]] = {}
    remainders_minor: dict[str, int] = {}
    tiers: dict[str, str] = {}
    segments: frozenset[str] = frozenset()
    birthday: tuple[int, int] | None = None
    joined_on: dt.date | None = None
    visits: int = 0
    spent_minor: int = 0
    uses: dict[str, Uses] = {}
    allowance_milli: dict[str, int] = {}
    coupons: dict[str, str] = {}
    stored: dict[str, StoredValue] = {}
    rights: frozenset[str] = frozenset()
