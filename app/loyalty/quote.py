"""The quote: what this basket would cost and give, with its reasons as data."""

from __future__ import annotations

import msgspec

from app.sales.receipt import PointsChange, ProgramUse, ReceiptLine, Tender
from app.sales.tax import TaxRow
from app.values.words import Message


class Notice(msgspec.Struct, frozen=True):
    """Something the cashier should know of an intent: a code refused, a reward that no longer fits.

    Attributes:
        code: Stable (`code.unknown`, `reward.short`).
        about: The code, program or `program/reward` concerned.
        message: In data; a screen says it.
    """

    code: str
    about: str
    message: Message


class Quote(msgspec.Struct, frozen=True):
    """The priced basket.

    Attributes:
        lines: In basket order, then free products added on top (`free_by` set, total 0).
        subtotal_minor: Sum of `base_minor`.
        discount_minor: Sum of all reductions.
        total_minor: Goods after discounts, tax included.
        untaxed_minor, tax_minor: `untaxed + tax == total`.
        tenders: What points (or other stored value asked for by intent) pay.
        due_minor: Left to pay in money: `total_minor - sum(tenders)`.
        points: One row per points program that concerns the member.
        uses: Programs that act, in the order in which they acted.
        notices: Intents that were not met, and why.
        proven_best: Whether the combination is proven best for the customer.
        issues: Programs that give a coupon for a later sale when this one is completed.
        why: Why this combination ("kept 5.00 off; 10 % would save 3.66"), where there was a choice.
    """

    lines: tuple[ReceiptLine, ...]
    taxes: tuple[TaxRow, ...]
    subtotal_minor: int
    discount_minor: int
    total_minor: int
    untaxed_minor: int
    tax_minor: int
    tenders: tuple[Tender, ...]
    due_minor: int
    points: tuple[PointsChange, ...]
    uses: tuple[ProgramUse, ...]
    notices: tuple[Notice, ...] = ()
    proven_best: bool = True
    why: tuple[Message, ...] = ()
    issues: tuple[str, ...] = ()
