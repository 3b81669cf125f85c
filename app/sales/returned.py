"""The return document: what came back, what went back for it, and why, as it was printed.

It is a document of its own with a number of the till's one series, so that whoever checks the numbers sees
returns and receipts alike and a missing one shows. Like a receipt it carries results, never rules. An
exchange is two documents of one transaction: this one, and the receipt of the new goods that it pays.
"""

from __future__ import annotations

import msgspec

from app.sales.basket import Goods
from app.sales.receipt import Names, Tender, Token, receipt_number


class ReturnedLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """Goods that came back.

    Attributes:
        line: Key of the line of the receipt; empty where there was no receipt.
        quantity_milli: Thousandths of the unit, above zero.
        amount_minor: This line's share of what went back, tax included.
    """

    line: str
    goods: Goods
    quantity_milli: int
    amount_minor: int
    reason: str = ""


class PointsBack(msgspec.Struct, frozen=True, omit_defaults=True):
    """What going back did to one program's points of the member.

    Attributes:
        before_milli: Balance before, points not yet active included; may be below zero.
        taken_milli: Earned points taken back, out of the lot that `earned_by` made.
        restored_milli: Spent points given back, to the lots that `spent_by` drew from, with their own last day.
        remainder_minor: Money carried to the next sale from now on; negative where earned points used it up.
            `carried_minor` is by how much this document changed it.
    """

    program: str
    names: Names = {}
    before_milli: int = 0
    taken_milli: int = 0
    restored_milli: int = 0
    earned_by: str = ""
    spent_by: str = ""
    remainder_minor: int = 0
    carried_minor: int = 0

    @property
    def after_milli(self) -> int:
        """Balance printed as "now"."""
        return self.before_milli - self.taken_milli + self.restored_milli


class ReturnDocument(msgspec.Struct, frozen=True, omit_defaults=True):
    """Goods or money that went back.

    Attributes:
        id: Its own id; made with its first preview, so that a return cannot be completed twice.
        sale: The sale it belongs to; empty without a receipt.
        value_minor: What the goods were worth by the rules; `withheld_minor` of it is kept back (a coupon of
            the returned sale that was used meanwhile, points that were spent and are missing).
        goods_minor: What the sale's total came down by; more than the refund where points had paid a part.
        refund_minor: `value_minor - withheld_minor`: what goes back, in all tenders.
        refunds: How it goes back; the amounts sum to `refund_minor + rounding_minor`.
        coupons: Codes that may be used again; `revoked`: codes that no longer count.
        kept_back: What used coupons of the returned sale had given, by code; below zero where that goes back,
            because what the coupon was used for came back too. The coupon is gone then.
        tokens: Store credit given.
        whole: Whether nothing of the sale is left with the customer.
        proportional: Whether shares of what was paid counted, not a new price.
        exchange: The sale that this return paid for.
    """

    id: str
    till: int
    epoch: int
    sequence: int
    currency: str
    sale: str = ""
    sale_number: str = ""
    lines: tuple[ReturnedLine, ...] = ()
    value_minor: int = 0
    withheld_minor: int = 0
    goods_minor: int = 0
    refund_minor: int = 0
    rounding_minor: int = 0
    refunds: tuple[Tender, ...] = ()
    member: str = ""
    points: tuple[PointsBack, ...] = ()
    coupons: tuple[str, ...] = ()
    revoked: tuple[Token, ...] = ()
    kept_back: tuple[tuple[str, int], ...] = ()
    tokens: tuple[Token, ...] = ()
    whole: bool = False
    proportional: bool = False
    reason: str = ""
    tender_reason: str = ""
    approved_by: str = ""
    exchange: str = ""

    @property
    def number(self) -> str:
        """As printed: `02-000482`."""
        return receipt_number(self.till, self.epoch, self.sequence)
