"""The receipt: a completed sale with everything that was promised and paid, as it was printed.

It carries results, never rules: whoever reads it later needs no price list and no program to understand it.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from app.sales.basket import Goods, Intents, ManualReduction, Proof
from app.sales.tax import TaxProfile, TaxRow

TenderKind = Literal["cash", "card", "points", "elsewhere", "gift_card", "store_credit", "exchange"]
TokenKind = Literal["gift_card", "store_credit", "coupon"]
PromiseKind = Literal["warranty", "trial"]
Names = dict[str, str]
"""Words of an offer by language: `{"en": "Member price", "ru": "Цена участника"}`."""

EPOCH_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def receipt_number(till: int, epoch: int, sequence: int) -> str:
    """`02-000481`; from the till's second epoch on with its letter: `02B-000001`.

    A 27th epoch goes on as AA, AB ... like the columns of a spreadsheet.
    """
    letters, rest = "", epoch
    while epoch > 1 and rest:
        rest, place = divmod(rest - 1, 26)
        letters = EPOCH_LETTERS[place] + letters
    return f"{till:02d}{letters}-{sequence:06d}"


class Reduction(msgspec.Struct, frozen=True, omit_defaults=True):
    """One discount on one line, with its reason.

    Attributes:
        program: Program id; empty for a manual reduction.
        version: Program version that acted.
        lane: `line`, `order` (the line's share of an order offer) or `manual`.
        amount_minor: What it takes off this line, positive, in the price list's basis.
        names: The offer's words by language.
    """

    program: str
    amount_minor: int
    lane: Literal["line", "order", "manual"]
    reward: str = ""
    version: int = 0
    names: Names = {}
    manual: ManualReduction | None = None


class Promise(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the shop promised for a line: repair under warranty, or taking it back from a trial.

    Attributes:
        until: The last day, inclusive; printed on the receipt.
    """

    kind: PromiseKind
    until: dt.date


class Token(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something with a code that a document handed out: it can pay, or give its reward, in a later sale.

    Attributes:
        amount_minor: What it is worth; 0 for a coupon, whose program says what it gives.
        last_valid_on: Its last day; None never ends.
        line: Key of the line that sold it; empty where a rule or a return gave it.
        member: Whose it is; empty for a bearer's.
    """

    code: str
    program: str
    kind: TokenKind
    amount_minor: int = 0
    last_valid_on: dt.date | None = None
    line: str = ""
    member: str = ""
    names: Names = {}


class ReceiptLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line as sold.

    Attributes:
        base_minor: Quantity times the price asked, before any reduction.
        total_minor: What the line costs after all reductions, in the price list's basis.
        gross_minor, net_minor, tax_minor: The same with and without tax; gross = net + tax.
        free_by: Program that added this line as a free product on top, else empty.
        promises: Warranty and trial, each with its last day.
    """

    key: str
    goods: Goods
    quantity_milli: int
    price_minor: int
    base_minor: int
    reductions: tuple[Reduction, ...]
    total_minor: int
    gross_minor: int
    net_minor: int
    tax_minor: int
    free_by: str = ""
    promises: tuple[Promise, ...] = ()

    @property
    def discount_minor(self) -> int:
        """What all reductions took off."""
        return sum(reduction.amount_minor for reduction in self.reductions)


class Tender(msgspec.Struct, frozen=True, omit_defaults=True):
    """What paid.

    Attributes:
        amount_minor: What it paid of the receipt.
        given_minor: Cash handed over; change is `given_minor - amount_minor`.
        program, points_milli: For points: whose, and how many were spent.
    """

    kind: TenderKind
    amount_minor: int
    given_minor: int = 0
    program: str = ""
    points_milli: int = 0
    reference: str = ""


class PointsChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a sale did to one program's points of the member.

    Attributes:
        before_milli: Usable balance when the sale was priced.
        spent_milli, earned_milli: Both positive.
        active_from: Instant from which the earned lot can be spent; 0 is at once (after this receipt).
        last_valid_on: Last day of the earned lot; None never ends.
        remainder_minor: Money that earned nothing yet and is carried to the next sale, where the program does so.
        carried_minor: For a member attached after the sale: by how much that changed what is carried.
    """

    program: str
    names: Names
    before_milli: int = 0
    spent_milli: int = 0
    earned_milli: int = 0
    active_from: int = 0
    last_valid_on: dt.date | None = None
    remainder_minor: int = 0
    carried_minor: int = 0

    @property
    def after_milli(self) -> int:
        """Balance printed as "now"."""
        return self.before_milli - self.spent_milli + self.earned_milli


class ProgramUse(msgspec.Struct, frozen=True, omit_defaults=True):
    """A program that acted: what limits and budgets are counted from."""

    program: str
    version: int
    names: Names
    uses: int = 1
    amount_minor: int = 0
    code: str = ""


class Receipt(msgspec.Struct, frozen=True, omit_defaults=True):
    """A completed sale.

    Attributes:
        sale: The basket's id.
        sequence: Number within till and epoch, from 1 without gaps; see `receipt_number`.
        subtotal_minor: Sum of base prices; discount, total and taxes as their names say.
        rounding_minor: Cash rounding (signed): what cash paid beyond (or below) the due amount.
        intents: What was asked for, kept so that a return can price what the customer keeps.
        tokens: Gift cards sold, wallets filled and coupons given by this sale, usable from the next sale on.
        coupons: Single-use codes that were asked for and held, each with its program.
        exchange: The return document whose goods paid for these; empty for an ordinary sale.
    """

    sale: str
    till: int
    epoch: int
    sequence: int
    currency: str
    lines: tuple[ReceiptLine, ...]
    taxes: tuple[TaxRow, ...]
    subtotal_minor: int
    discount_minor: int
    total_minor: int
    tenders: tuple[Tender, ...]
    rounding_minor: int = 0
    member: str = ""
    proof: Proof = "none"
    points: tuple[PointsChange, ...] = ()
    uses: tuple[ProgramUse, ...] = ()
    intents: Intents = Intents()
    tax_profile: TaxProfile = TaxProfile()
    mode: Literal["basket", "amount"] = "basket"
    opened_at: int = 0
    proven_best: bool = True
    incident: str = ""
    tokens: tuple[Token, ...] = ()
    coupons: tuple[tuple[str, str], ...] = ()
    exchange: str = ""

    @property
    def number(self) -> str:
        """As printed: `02-000481`."""
        return receipt_number(self.till, self.epoch, self.sequence)

    @property
    def change_minor(self) -> int:
        """Cash given back."""
        return sum(t.given_minor - t.amount_minor for t in self.tenders if t.kind == "cash" and t.given_minor)
