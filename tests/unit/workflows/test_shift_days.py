"""Reports agree with the books: random days, each report worked out a second time from the raw facts.

The second way knows nothing of the program: it decodes the bytes of the facts and adds up whole numbers.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter as Sums
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from app.facts.bodies import ShiftClosed
from app.facts.upcast import read_body
from app.sales.shift import CashCount, ShiftReport
from app.storage.store import Store
from app.values.clock import SetClock
from app.values.errors import Refusal
from app.workflows.correct_tender import correct_tender
from app.workflows.drawer import CashMove, move_cash, open_drawer
from app.workflows.shift_papers import x_report, z_report
from app.workflows.shift_report import shift_report
from app.workflows.shifts import Closing, count_drawer, end_shift, totals_of
from app.workflows.void_sale import void_sale
from tests.unit.workflows.conftest import NOON, Counter
from tests.unit.workflows.selling import CLUB, Till, reward

HOUR = 3_600_000
RATES = {"A": 21, "B": 9}
KNOWN = {"return", "void", "tender", "shift", "right", "refund"}
TAX_OF = {"standard": "A", "food": "B"}


class RandomShop:
    """A shop in which anything happens, from one seed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.draw = random.Random(seed)
        self.clock = SetClock(NOON)
        self.books = Store.create(folder, self.clock, till=2)
        self.till = Till(Counter(self.books, self.clock))
        self.till.publish(CLUB)
        self.members = [self.till.join(f"06123444{n}1") for n in range(3)]
        self.sales: list[str] = []

    def day(self) -> None:
        """Some deeds, then a close or none."""
        deeds = (self.sell, self.sell, self.sell, self.take_back, self.void, self.correct, self.move, self.open)
        for _ in range(self.draw.randrange(3, 9)):
            self.clock.advance(self.draw.randrange(1, 40) * 60_000)
            try:
                self.draw.choice(deeds)()
            except Refusal as refused:
                assert refused.code.split(".")[0] in KNOWN  # noqa: PT017 - any deed may be refused
        with self.books.reads() as reads:
            is_open = reads.open_shift() is not None
        if is_open and self.draw.random() < 0.85:
            self.close()
        self.clock.advance(24 * HOUR)

    def sell(self) -> None:
        goods = self.draw.sample((("coffee", 1), ("mug", self.draw.randrange(1, 4)), ("apples", 0.735)), 2)
        member = self.draw.choice((*self.members, ""))
        asked = (reward("five"),) if member and self.till.points(member) >= 10_000 else ()
        if asked and self.draw.random() < 0.5:
            asked = (reward("pay", points_milli=3000),)
        card = self.draw.choice((0, 0, 300, -1))
        self.sales.append(self.till.sell(*goods, member=member, asked=asked, card=card).receipt.sale)

    def take_back(self) -> None:
        if self.sales:
            sale = self.draw.choice(self.sales)
            self.till.take_back(sale, ("1", 1), approved_by=self.till.counter.owner)

    def void(self) -> None:
        if self.sales:
            void_sale(self.books, self.sales[-1], "mistake", self.till.cashier, approved_by=self.till.counter.owner)

    def correct(self) -> None:
        if self.sales:
            paid_by = self.draw.choice(("cash", "card"))
            owner = self.till.counter.owner
            correct_tender(
                self.books, self.sales[-1], paid_by, self.till.cashier, reason="typed_wrongly", approved_by=owner
            )

    def move(self) -> None:
        amount = self.draw.choice((-5000, -1234, 2000, 50_000))
        move_cash(self.books, CashMove(amount, "other"), self.till.cashier)

    def open(self) -> None:
        open_drawer(self.books, "change", self.till.cashier)

    def close(self) -> None:
        if self.draw.random() < 0.7:
            for _ in range(self.draw.randrange(1, 3)):
                count_drawer(self.books, self.till.cashier, CashCount(self.draw.randrange(90_000), "", 0))
        end_shift(self.books, self.till.cashier, Closing("unknown", left_minor=self.draw.choice((None, 10_000))))


def decoded(books: Store) -> list[tuple[object, dict]]:
    """Every fact of the till with its body as plain data."""
    with books.reads() as reads:
        rows = reads.look.all(
            "SELECT seq, kind, business_on, staff, body FROM facts WHERE till = 2 ORDER BY epoch, seq"
        )
    return [(row, msgspec.msgpack.decode(row[4])) for row in rows]


def half_up(value: Fraction) -> int:
    sign = -1 if value < 0 else 1
    return sign * int((abs(value) * 2 + 1) // 2)


class Slow:
    """The figures of one shift, added up from plain data."""

    def __init__(self) -> None:
        self.sums: Sums[str] = Sums()
        self.tenders: Sums[str] = Sums()
        self.tax: Sums[tuple[str, str]] = Sums()
        self.cash: Sums[str] = Sums()
        self.points: Sums[str] = Sums()

    def compare(self, report: ShiftReport) -> None:
        own = {name: getattr(report, name) for name in self.sums}
        assert own == dict(self.sums)
        assert report.net_minor == self.sums["sales_minor"] - self.sums["voids_minor"] - self.sums["refunds_minor"]
        assert report.tenders_minor == {kind: amount for kind, amount in self.tenders.items() if amount}
        assert sum(report.tenders_minor.values()) == report.net_minor + report.rounding_minor
        taxes = {(row.label, part): getattr(row, f"{part}_minor") for row in report.taxes for part in ("tax", "gross")}
        assert taxes == {key: amount for key, amount in self.tax.items() if any(self.tax[key[0], p] for p in _PARTS)}
        cash = report.cash
        assert cash.expected_minor == sum(self.cash.values())
        moved = Sums()
        for figure in report.points.values():
            moved.update(issued=figure.issued_milli, spent=figure.spent_milli)
            moved.update(taken=figure.taken_back_milli, given=figure.given_back_milli)
        assert +moved == +self.points


_PARTS = ("tax", "gross")


def slowly(facts: list[tuple[object, dict]]) -> dict[str, Slow]:  # noqa: C901 - one branch for each kind
    """All shifts of the till, by id."""
    shifts: dict[str, Slow] = {}
    sold: dict[str, dict] = {}
    paid: dict[str, list[dict]] = {}
    rounding: dict[str, int] = {}
    now = Slow()
    for (_, kind, *_), body in facts:
        if kind == "ShiftOpened":
            now = shifts[body["shift"]] = Slow()
            now.cash["float"] = body.get("float_minor", 0)
        elif kind == "SaleCompleted":
            receipt = body["receipt"]
            sold[receipt["sale"]], paid[receipt["sale"]] = receipt, receipt["tenders"]
            rounding[receipt["sale"]] = receipt.get("rounding_minor", 0)
            now.sums.update(receipts=1, gross_minor=receipt["subtotal_minor"], sales_minor=receipt["total_minor"])
            now.sums.update(discount_minor=receipt["discount_minor"], rounding_minor=rounding[receipt["sale"]])
            move(now, receipt["tenders"], 1)
            for row in receipt["taxes"]:
                now.tax[row["label"], "tax"] += row["tax_minor"]
                now.tax[row["label"], "gross"] += row["gross_minor"]
            for change in receipt.get("points", ()):
                now.points.update(issued=change.get("earned_milli", 0), spent=change.get("spent_milli", 0))
        elif kind == "GoodsReturned":
            document = body["document"]
            now.sums.update(returns=1, refunds_minor=document.get("refund_minor", 0))
            now.sums["rounding_minor"] -= document.get("rounding_minor", 0)
            move(now, document.get("refunds", ()), -1)
            for line in document["lines"]:
                label = TAX_OF[line["goods"]["taxes"][0]]
                tax = half_up(Fraction(line["amount_minor"] * RATES[label], 100 + RATES[label]))
                now.tax[label, "tax"] -= tax
                now.tax[label, "gross"] -= line["amount_minor"]
            points_back(now, document)
        elif kind == "SaleVoided":
            receipt = sold[body["sale"]]
            now.sums.update(voids=1, voids_minor=receipt["total_minor"])
            now.sums["rounding_minor"] -= rounding[body["sale"]]
            move(now, paid[body["sale"]], -1)
            for row in receipt["taxes"]:
                now.tax[row["label"], "tax"] -= row["tax_minor"]
                now.tax[row["label"], "gross"] -= row["gross_minor"]
            points_back(now, body)
        elif kind == "TenderCorrected":
            sale = body["sale"]
            before = paid[sale]
            paid[sale] = [t for t in before if t["kind"] == "points"] + list(body["tenders"])
            now.sums["corrections"] += 1
            now.sums["rounding_minor"] += body.get("rounding_minor", 0) - rounding[sale]
            rounding[sale] = body.get("rounding_minor", 0)
            move(now, before, -1)
            move(now, paid[sale], 1)
        elif kind == "CashMoved":
            now.cash["moved"] += body["amount_minor"]
        elif kind == "DrawerOpened":
            now.sums["drawer_opens"] += 1
    return shifts


def move(now: Slow, tenders, sign: int) -> None:
    for tender in tenders:
        now.tenders[tender["kind"]] += sign * tender["amount_minor"]
        if tender["kind"] == "cash":
            now.cash["tender"] += sign * tender["amount_minor"]


def points_back(now: Slow, body: dict) -> None:
    for back in body.get("points", ()):
        now.points.update(taken=back.get("taken_milli", 0), given=back.get("restored_milli", 0))


def check(shop: RandomShop) -> int:
    """Compare every shift; returns how many."""
    slow = slowly(decoded(shop.books))
    with shop.books.reads() as reads:
        closed = {row.shift.id: read_body(row.closed) for row in reads.closed_shifts(10_000)}
        for shift, figures in slow.items():
            figures.compare(shift_report(reads, shift))
            if shift in closed:
                body = closed[shift]
                assert isinstance(body, ShiftClosed)
                assert body.end is not None
                figures.compare(body.end.report)
                totals = reads.shift_totals(shift)
                assert totals == totals_of(body.end.report)
        numbers = [body.end.number for body in reversed(closed.values())]
        assert numbers == list(range(1, len(numbers) + 1))
    return len(slow)


@pytest.fixture
def fast_disk(tmp_path: Path) -> Path:
    """Durability is tried elsewhere; a thousand days should not wait for a disk."""
    return tmp_path


def run(folder: Path, seed: int, days: int) -> RandomShop:
    shop = RandomShop(folder, seed)
    for _ in range(days):
        shop.day()
    return shop


def test_100_random_days_agree_to_the_cent(fast_disk: Path) -> None:
    shop = run(fast_disk / "shop", 20261121, 100)
    assert check(shop) >= 90
    shop.books.close()


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(10))
def test_1000_random_days_agree_to_the_cent(fast_disk: Path, seed: int) -> None:
    shop = run(fast_disk / "shop", seed, 100)
    assert check(shop) >= 85
    shop.books.close()


def test_the_x_report_is_numbered_and_the_z_report_is_the_same_years_later(tmp_path: Path) -> None:
    shop = run(tmp_path / "shop", 7, 2)
    shop.sell()
    owner = shop.till.acting()
    assert [x_report(shop.books, owner).number for _ in range(2)] == [1, 2]
    assert x_report(shop.books, owner).report.receipts == 1
    with pytest.raises(Refusal, match=r"right\.missing"):
        x_report(shop.books, shop.till.cashier)
    done = end_shift(shop.books, shop.till.cashier, Closing())
    shop.clock.advance(dt.timedelta(days=900) // dt.timedelta(milliseconds=1))
    paper = z_report(shop.books, shop.till.acting(), done.shift.id)
    assert paper.is_copy
    assert (paper.end, paper.report, paper.at) == (done.end, done.end.report, done.closed_at)
    shop.books.close()
