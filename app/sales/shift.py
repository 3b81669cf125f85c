"""The figures of a till's trading day, as an X report shows them and a Z report keeps them for ever.

All money is whole minor units of the shop's currency. A report is worked out from the facts of its shift
(see `app.workflows.shift_report`); a Z report travels in the fact that closes the shift, so it can be
printed again years later exactly as it was.
"""

from __future__ import annotations

import msgspec


class TaxFigure(msgspec.Struct, frozen=True, omit_defaults=True):
    """One tax of the shift: what was sold less what went back; `net_minor + tax_minor == gross_minor`."""

    label: str
    rate: str
    net_minor: int
    tax_minor: int
    gross_minor: int


class PointsFigure(msgspec.Struct, frozen=True, omit_defaults=True):
    """One program's points in the shift, in thousandths, each of them positive."""

    issued_milli: int = 0
    spent_milli: int = 0
    taken_back_milli: int = 0
    given_back_milli: int = 0
    granted_milli: int = 0


class Takings(msgspec.Struct, frozen=True, omit_defaults=True):
    """Receipts and money of an hour, or of somebody on the staff: sales as they were made, nothing taken off."""

    receipts: int = 0
    total_minor: int = 0


class CashCount(msgspec.Struct, frozen=True, omit_defaults=True):
    """The drawer, counted by somebody who was not told what to expect.

    Attributes:
        pieces: How many of each coin and note, by its value in minor units; empty where only a sum was typed.
    """

    counted_minor: int
    staff: str
    at: int
    pieces: dict[int, int] = {}


class CashFigures(msgspec.Struct, frozen=True, omit_defaults=True):
    """What should lie in the drawer, and why.

    Attributes:
        float_minor: In the drawer when the shift began; `float_counted` whether somebody counted it.
        sales_minor, refunds_minor: Cash that sales brought and that went back, both positive.
        corrected_minor: What corrected tenders changed (signed).
        in_minor, out_minor: Put in and taken out by hand, both positive.
    """

    float_minor: int = 0
    float_counted: bool = False
    sales_minor: int = 0
    refunds_minor: int = 0
    corrected_minor: int = 0
    in_minor: int = 0
    out_minor: int = 0

    @property
    def expected_minor(self) -> int:
        """What should be in the drawer now."""
        taken = self.sales_minor - self.refunds_minor + self.corrected_minor
        return self.float_minor + taken + self.in_minor - self.out_minor


class ShiftReport(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything an X or Z report says.

    Attributes:
        gross_minor: Goods sold at the prices asked; `discount_minor` what reductions took off, by kind in
            `discounts_minor` (`offers`, `rewards`, `manual`).
        sales_minor: What the sales came to. voids_minor, refunds_minor: What of it was cancelled or went back.
        net_minor: `sales_minor - voids_minor - refunds_minor`.
        tenders_minor: What paid, less what went back the same way, by kind.
        manual: Reductions by hand: how many lines or receipts carried one; `approvals` how many things a second
            person allowed.
        drawer_opens: Times the drawer was opened without a sale.
        hours: By the hour of the shop's wall clock (0 to 23); `staff` by staff id.
    """

    currency: str
    first_number: str = ""
    last_number: str = ""
    receipts: int = 0
    returns: int = 0
    voids: int = 0
    corrections: int = 0
    gross_minor: int = 0
    discount_minor: int = 0
    discounts_minor: dict[str, int] = {}
    sales_minor: int = 0
    voids_minor: int = 0
    refunds_minor: int = 0
    rounding_minor: int = 0
    tenders_minor: dict[str, int] = {}
    taxes: tuple[TaxFigure, ...] = ()
    points: dict[str, PointsFigure] = {}
    cash: CashFigures = CashFigures()
    manual: int = 0
    approvals: int = 0
    drawer_opens: int = 0
    new_members: int = 0
    wrong_pins: int = 0
    hours: dict[int, Takings] = {}
    staff: dict[str, Takings] = {}

    @property
    def net_minor(self) -> int:
        """What the shift came to after everything that went back."""
        return self.sales_minor - self.voids_minor - self.refunds_minor


class ShiftEnd(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a shift was closed.

    Attributes:
        number: Of the Z report, from 1 in each life of the till.
        counts: The first count and, where there was one, the second; both are kept. Empty: nobody counted.
        reason, note: Why counted and expected differ, as far as anybody knows.
        left_minor: What stays in the drawer for the next shift; the rest goes into `bag`.
        card_slip_minor: The total of the card terminal's own slip, where somebody typed it; None where not.
        forgotten: Closed by the first sale of a later day, because nobody did.
    """

    number: int
    report: ShiftReport
    counts: tuple[CashCount, ...] = ()
    reason: str = ""
    note: str = ""
    left_minor: int = 0
    bag: str = ""
    card_slip_minor: int | None = None
    forgotten: bool = False

    @property
    def counted_minor(self) -> int | None:
        """The last count; None where nobody counted."""
        return self.counts[-1].counted_minor if self.counts else None

    @property
    def difference_minor(self) -> int | None:
        """Counted less expected: below zero, money is missing; None where nobody counted."""
        return self.counts[-1].counted_minor - self.report.cash.expected_minor if self.counts else None
