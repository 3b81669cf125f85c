"""The X and Z report: everything a shift did, worked out from the facts that the till recorded in it.

Each thing counts in the shift in which it happened: a tender that is corrected later changes the shift of the
correction, never the one that was closed. So the reports of all shifts add up to the books, to the cent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from app.facts.bodies import (
    ApprovalGiven,
    Body,
    CashMoved,
    DrawerOpened,
    GoodsReturned,
    MemberEnrolled,
    PointsGranted,
    SaleAttached,
    SaleCompleted,
    SaleVoided,
    ShiftOpened,
    SignInFailed,
    TenderCorrected,
)
from app.facts.envelope import Fact
from app.facts.upcast import read_body
from app.sales.receipt import Receipt, Tender
from app.sales.returned import ReturnDocument
from app.sales.shift import CashFigures, PointsFigure, ShiftReport, Takings, TaxFigure
from app.sales.tax import TaxProfile, TaxRow
from app.sales.tax_split import tax_table
from app.settings.shop import ShopSettings
from app.values.clock import local
from app.workflows.ports import Reads

TaxKey = tuple[str, str]


def shift_report(reads: Reads, shift: str) -> ShiftReport:
    """The report of a shift as it stands now; of a closed one, as it was at its end."""
    report = _Report(reads, reads.shop_settings())
    for fact in reads.shift_facts(shift):
        report.take(fact, read_body(fact))
    return report.made()


class _Report:
    """Adds up facts, one after the other."""

    def __init__(self, reads: Reads, settings: ShopSettings) -> None:
        self._reads, self._settings = reads, settings
        self._sums: Counter[str] = Counter()
        self._tenders: Counter[str] = Counter()
        self._discounts: Counter[str] = Counter()
        self._cash: Counter[str] = Counter()
        self._taxes: dict[TaxKey, list[int]] = {}
        self._points: dict[str, Counter[str]] = {}
        self._hours: dict[int, Counter[str]] = {}
        self._staff: dict[str, Counter[str]] = {}
        self._paid: dict[str, tuple[Tender, ...]] = {}
        self._numbers: list[str] = []
        self._float_counted = False

    def take(self, fact: Fact, body: Body) -> None:
        """Add one fact of the shift."""
        match body:
            case ShiftOpened():
                self._cash["float"], self._float_counted = body.float_minor, body.float_counted
            case SaleCompleted():
                self._sale(fact, body.receipt)
            case GoodsReturned():
                self._returned(body.document)
            case SaleVoided():
                self._voided(body)
            case TenderCorrected():
                self._corrected(fact, body)
            case CashMoved():
                self._cash["in" if body.amount_minor > 0 else "out"] += abs(body.amount_minor)
            case PointsGranted():
                self._moved(body.program, granted=body.points_milli)
            case SaleAttached():
                for change in body.points:
                    self._moved(change.program, issued=change.earned_milli)
            case _:
                self._sums[_COUNTED.get(type(body), "")] += 1

    def made(self) -> ShiftReport:
        """What was added up."""
        sums, cash = self._sums, self._cash
        return ShiftReport(
            currency=self._settings.currency,
            first_number=min(self._numbers, default=""),
            last_number=max(self._numbers, default=""),
            discounts_minor=_plain(self._discounts),
            tenders_minor=_plain(self._tenders),
            taxes=tuple(TaxFigure(*key, *amounts) for key, amounts in sorted(self._taxes.items()) if any(amounts)),
            points={
                program: PointsFigure(**{f"{name}_milli": amount for name, amount in figures.items()})
                for program, figures in sorted(self._points.items())
                if any(figures.values())
            },
            cash=CashFigures(
                float_counted=self._float_counted, **{f"{name}_minor": amount for name, amount in cash.items()}
            ),
            hours={hour: Takings(**figures) for hour, figures in sorted(self._hours.items())},
            staff={who: Takings(**figures) for who, figures in sorted(self._staff.items())},
            **{name: sums[name] for name in _SUMS},
        )

    def _sale(self, fact: Fact, receipt: Receipt) -> None:
        self._sums.update(
            receipts=1,
            gross_minor=receipt.subtotal_minor,
            discount_minor=receipt.discount_minor,
            sales_minor=receipt.total_minor,
            rounding_minor=receipt.rounding_minor,
        )
        self._numbers.append(receipt.number)
        self._paid[receipt.sale] = receipt.tenders
        self._pay(receipt.tenders, 1, "sales")
        self._tax(receipt.taxes, 1)
        spending = {change.program for change in receipt.points if change.spent_milli}
        for line in receipt.lines:
            for each in line.reductions:
                kind = "manual" if each.lane == "manual" else "rewards" if each.program in spending else "offers"
                self._discounts[kind] += each.amount_minor
                self._sums["manual"] += kind == "manual"
        for change in receipt.points:
            self._moved(change.program, issued=change.earned_milli, spent=change.spent_milli)
        hour = local(fact.at, self._settings.zone).hour
        for takings in (self._hours.setdefault(hour, Counter()), self._staff.setdefault(fact.staff, Counter())):
            takings.update(receipts=1, total_minor=receipt.total_minor)

    def _returned(self, document: ReturnDocument) -> None:
        self._sums.update(returns=1, refunds_minor=document.refund_minor, rounding_minor=-document.rounding_minor)
        self._numbers.append(document.number)
        self._pay(document.refunds, -1, "refunds")
        found = self._reads.receipt(document.sale) if document.sale else None
        self._tax(_taxes_back(document, found[0].tax_profile if found else None, self._settings), -1)
        for back in document.points:
            self._moved(back.program, taken_back=back.taken_milli, given_back=back.restored_milli)

    def _voided(self, body: SaleVoided) -> None:
        self._sums.update(voids=1, voids_minor=body.total_minor)
        found = self._reads.receipt(body.sale)
        if found is not None:
            self._tax(found[0].taxes, -1)
            points = tuple(tender for tender in found[0].tenders if tender.kind == "points")
            self._pay(points, -1, "refunds")
            self._sums["rounding_minor"] -= self._rounding_of(found[0])
        self._pay(body.refunds, -1, "refunds")
        for back in body.points:
            self._moved(back.program, taken_back=back.taken_milli, given_back=back.restored_milli)

    def _rounding_of(self, receipt: Receipt) -> int:
        correction = self._reads.tender_correction(receipt.sale)
        return receipt.rounding_minor if correction is None else correction.rounding_minor

    def _corrected(self, fact: Fact, body: TenderCorrected) -> None:
        """Other tenders than before: the difference counts now, whichever shift the sale was in."""
        before, rounding = self._before(fact, body.sale)
        points = tuple(tender for tender in before if tender.kind == "points")
        after = (*points, *(tender for tender in body.tenders if tender.kind != "points"))
        self._sums.update(corrections=1, rounding_minor=body.rounding_minor - rounding)
        for tenders, sign in ((before, -1), (after, 1)):
            for tender in tenders:
                self._tenders[tender.kind] += sign * tender.amount_minor
                if tender.kind == "cash":
                    self._cash["corrected"] += sign * tender.amount_minor
        self._paid[body.sale] = after

    def _before(self, fact: Fact, sale: str) -> tuple[tuple[Tender, ...], int]:
        """What paid for a sale just before this fact, and its rounding."""
        found = self._reads.receipt(sale)
        if found is None:
            return (), 0
        receipt, sold = found
        tenders, rounding = receipt.tenders, receipt.rounding_minor
        points = tuple(tender for tender in tenders if tender.kind == "points")
        earlier = self._reads.facts_of(("TenderCorrected",), sold.business_on, fact.business_on)
        for other in sorted(earlier, key=lambda each: each.stamp):
            body = read_body(other)
            if other.stamp < fact.stamp and isinstance(body, TenderCorrected) and body.sale == sale:
                tenders = (*points, *(tender for tender in body.tenders if tender.kind != "points"))
                rounding = body.rounding_minor
        return tenders, rounding

    def _pay(self, tenders: Iterable[Tender], sign: int, way: str) -> None:
        for tender in tenders:
            self._tenders[tender.kind] += sign * tender.amount_minor
            if tender.kind == "cash":
                self._cash[way] += tender.amount_minor

    def _tax(self, rows: Iterable[TaxRow], sign: int) -> None:
        for row in rows:
            sums = self._taxes.setdefault((row.label or row.tax, format(row.rate.normalize(), "f")), [0, 0, 0])
            for place, amount in enumerate((row.net_minor, row.tax_minor, row.gross_minor)):
                sums[place] += sign * amount

    def _moved(self, program: str, **figures: int) -> None:
        self._points.setdefault(program, Counter()).update(figures)


_SUMS = (
    "receipts", "returns", "voids", "corrections", "gross_minor", "discount_minor", "sales_minor", "voids_minor",
    "refunds_minor", "rounding_minor", "manual", "approvals", "drawer_opens", "new_members", "wrong_pins",
)  # fmt: skip
_COUNTED: dict[type[Body], str] = {
    ApprovalGiven: "approvals",
    DrawerOpened: "drawer_opens",
    MemberEnrolled: "new_members",
    SignInFailed: "wrong_pins",
}


def _plain(counted: Counter[str]) -> dict[str, int]:
    return {name: amount for name, amount in sorted(counted.items()) if amount}


def _taxes_back(document: ReturnDocument, profile: TaxProfile | None, settings: ShopSettings) -> tuple[TaxRow, ...]:
    """The tax in what went back: each line's amount holds its taxes as the sale's did."""
    from app.sales.terms import tax_profile

    known = msgspec.structs.replace(profile or tax_profile(settings), rounding="line")
    table = tax_table(known)
    lines: list[Any] = []
    for line in document.lines:
        plan = table.plan(line.goods.taxes)
        listed = plan.listed(line.amount_minor)
        lines.append((plan, listed, ((1, listed),), line.quantity_milli))
    return table.rows(table.split(lines))
