"""An independent model of one member's points and money at one till, and the machine that plays against it.

The model is written for this test alone: a program of 1 point for each full 1.00 paid in money (points and
rewards earn nothing), a reward of 5.00 for 10 points, points that pay at 0.10 each, ended after 20 days. It
keeps a list of lots and knows nothing of entries, walks or quotes. After every step the till's balance must be
the model's, the statement must sum, and nobody may have more than before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.workflows.complete_sale import Paid
from app.workflows.exchange import exchange, preview_exchange
from app.workflows.goodwill import Goodwill, grant_goodwill
from app.workflows.shop_now import moment_of
from app.workflows.void_sale import void_sale
from tests.unit.workflows.selling import CLUB, Till, reward

PRICES = {"coffee": 1190, "mug": 850}
VALID_DAYS = 20
SHORT = CLUB.replace('"after_days": 180', f'"after_days": {VALID_DAYS}')
FIVE_COSTS, FIVE_GIVES, POINT_PAYS = 10, 500, 10


@dataclass
class ModelLot:
    """Points that came together; `left` may not go below zero."""

    left: int
    ends: int


@dataclass
class ModelSale:
    """What a sale did: which lot it made, which it drew from, and what is still with the customer."""

    id: str
    keys: list[str]
    prices: list[int]
    kept: list[int]
    five: bool
    asked: int
    usable: int
    earned: int
    spent: int
    paid: int
    made: ModelLot | None
    drawn: list[tuple[ModelLot, int]]
    touched: bool = False
    refunded: int = 0
    gone: bool = False
    on: int = 0


@dataclass
class Model:
    """One member: lots, debt, and all sales."""

    day: int = 0
    debt: int = 0
    lots: list[ModelLot] = field(default_factory=list)
    sales: list[ModelSale] = field(default_factory=list)

    def usable(self) -> int:
        return sum(lot.left for lot in self.lots if lot.ends >= self.day) - self.debt

    def gain(self, points: int) -> ModelLot | None:
        if not points:
            return None
        paid = min(self.debt, points)
        self.debt -= paid
        self.lots.append(ModelLot(points - paid, self.day + VALID_DAYS - 1))
        return self.lots[-1]

    def spend(self, points: int) -> list[tuple[ModelLot, int]]:
        drawn = []
        for lot in sorted((lot for lot in self.lots if lot.ends >= self.day), key=lambda lot: lot.ends):
            taken = min(lot.left, points)
            lot.left -= taken
            points -= taken
            if taken:
                drawn.append((lot, taken))
        self.debt += points
        return drawn

    def take_back(self, sale: ModelSale, points: int) -> None:
        own = min(sale.made.left, points) if sale.made else 0
        if sale.made:
            sale.made.left -= own
        if points > own:
            self.spend(points - own)

    def give_back(self, sale: ModelSale, points: int) -> None:
        paid = min(self.debt, points)
        self.debt -= paid
        points -= paid
        for place in range(len(sale.drawn) - 1, -1, -1):
            lot, taken = sale.drawn[place]
            back = min(taken, points)
            lot.left += back
            sale.drawn[place] = (lot, taken - back)
            points -= back


def priced(sale_kept: list[int], prices: list[int], *, five: bool, asked: int, usable: int) -> tuple[int, int, int]:
    """Money paid, points earned, points spent for what is kept, by the words of the program."""
    total = sum(units * price for units, price in zip(sale_kept, prices, strict=True))
    spent, left = 0, usable
    if five and left >= FIVE_COSTS and total >= FIVE_GIVES:
        total, spent, left = total - FIVE_GIVES, FIVE_COSTS, left - FIVE_COSTS
    if asked and left >= asked and total:
        points = min(asked, total // POINT_PAYS)
        return total - points * POINT_PAYS, (total - points * POINT_PAYS) // 100, spent + points
    return total, total // 100, spent


class PointsMachine(RuleBasedStateMachine):
    """Earn, spend, return in any order and split, exchange, expire, void, goodwill: till and model side by side."""

    make_till: object = None

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.till: Till = type(self).make_till()  # type: ignore[operator]
        self.till.publish(SHORT)
        self.till.settle(cash_step_minor=0, goodwill_points_limit=10_000, goodwill_points_month=1_000_000)
        self.member = self.till.join(name="Anna K")

    @initialize()
    def start(self) -> None:
        self.sale(coffee=1, mug=3, five=False, asked=0)

    @rule(coffee=st.integers(0, 3), mug=st.integers(0, 3), five=st.booleans(), asked=st.sampled_from((0, 0, 1, 7, 30)))
    def sale(self, coffee: int, mug: int, five: bool, asked: int) -> None:
        if not coffee + mug:
            return
        what = [(sku, units) for sku, units in (("coffee", coffee), ("mug", mug)) if units]
        wishes = (*((reward("five"),) if five else ()), *((reward("pay", points_milli=asked * 1000),) if asked else ()))
        done = self.till.sell(*what, member=self.member, asked=wishes).receipt
        self._remember(done, [units for _, units in what], [PRICES[sku] for sku, _ in what], five=five, asked=asked)

    def _remember(self, receipt, kept: list[int], prices: list[int], *, five: bool, asked: int) -> None:
        usable = self.model.usable()
        paid, earned, spent = priced(kept, prices, five=five, asked=asked, usable=usable)
        by_till = sum(t.amount_minor for t in receipt.tenders if t.kind != "points")
        change = receipt.points[0] if receipt.points else None
        told = (by_till, change.earned_milli if change else 0, change.spent_milli if change else 0)
        assert told == (paid, earned * 1000, spent * 1000)
        drawn = self.model.spend(spent)
        made = self.model.gain(earned)
        keys = [line.key for line in receipt.lines]
        self.model.sales.append(
            ModelSale(receipt.sale, keys, prices, list(kept), five, asked, usable, earned, spent, paid, made, drawn,
                      on=self.model.day)
        )  # fmt: skip

    @precondition(lambda self: any(sum(sale.kept) for sale in self.model.sales))
    @rule(pick=st.integers(0, 10_000), units=st.integers(1, 3), whole=st.booleans())
    def take_back(self, pick: int, units: int, whole: bool) -> None:
        sale, lines = self._chosen(pick, units, whole)
        document = self.till.take_back(sale.id, *lines, approved_by=self.till.counter.owner).document
        self._went_back(sale, lines, document)

    def _chosen(self, pick: int, units: int, whole: bool) -> tuple[ModelSale, list[tuple[str, float]]]:
        open_sales = [sale for sale in self.model.sales if sum(sale.kept)]
        sale = open_sales[pick % len(open_sales)]
        if whole:
            return sale, [(key, kept) for key, kept in zip(sale.keys, sale.kept, strict=True) if kept]
        places = [place for place, kept in enumerate(sale.kept) if kept]
        place = places[pick % len(places)]
        return sale, [(sale.keys[place], min(units, sale.kept[place]))]

    def _went_back(self, sale: ModelSale, lines: list[tuple[str, float]], document) -> None:
        before = (sale.earned, sale.spent, sale.refunded)
        sale.touched = True
        for key, units in lines:
            sale.kept[sale.keys.index(key)] -= int(units)
        paid, earned, spent = priced(sale.kept, sale.prices, five=sale.five, asked=sale.asked, usable=sale.usable)
        taken, restored = max(before[0] - earned, 0), max(before[1] - spent, 0)
        refund = max(min(sale.paid - paid, sale.paid) - sale.refunded, 0)
        assert document.refund_minor == refund
        self.model.give_back(sale, restored)
        self.model.take_back(sale, taken)
        sale.earned, sale.spent, sale.refunded = before[0] - taken, before[1] - restored, sale.refunded + refund
        if not sum(sale.kept):
            assert (sale.earned, sale.spent, sale.refunded) == (0, 0, sale.paid)

    @precondition(lambda self: any(sum(sale.kept) for sale in self.model.sales))
    @rule(pick=st.integers(0, 10_000), mug=st.integers(1, 3))
    def swap(self, pick: int, mug: int) -> None:
        """Exchange: the new sale first, then what comes back."""
        sale, lines = self._chosen(pick, 1, whole=False)
        till = self.till
        asked = till.asking(sale.id, *lines, approved_by=till.counter.owner)
        new = till.request(("mug", mug), member=self.member, given=0)
        with till.books.reads() as reads:
            shown = preview_exchange(reads, asked, new, till.cashier)
        paid = (Paid("cash", shown.net_minor),) if shown.net_minor > 0 else ()
        done = exchange(till.books, asked, msgspec.structs.replace(new, paid=paid), till.cashier, shown=shown)
        self._remember(done.sale.receipt, [mug], [PRICES["mug"]], five=False, asked=0)
        self.model.sales[-1].touched = True
        self._went_back(sale, lines, done.returned.document)

    @precondition(lambda self: any(sale.on == self.model.day and self._untouched(sale) for sale in self.model.sales))
    @rule(pick=st.integers(0, 10_000))
    def void(self, pick: int) -> None:
        fresh = [sale for sale in self.model.sales if sale.on == self.model.day and self._untouched(sale)]
        sale = fresh[pick % len(fresh)]
        void_sale(self.till.books, sale.id, "mistake", self.till.acting())
        self.model.give_back(sale, sale.spent)
        self.model.take_back(sale, sale.earned)
        sale.kept = [0] * len(sale.kept)
        sale.gone = True

    @staticmethod
    def _untouched(sale: ModelSale) -> bool:
        return not sale.gone and not sale.touched and sum(sale.kept) > 0

    @rule(points=st.integers(1, 40))
    def gift(self, points: int) -> None:
        grant_goodwill(
            self.till.books, Goodwill("points", self.member, "faulty", "club", points * 1000), self.till.acting()
        )
        self.model.gain(points)

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.till.later(days)
        self.model.day += days
        # The first sale of the day opens its shift; the model's day is the calendar's.

    @invariant()
    def balance_is_the_models(self) -> None:
        usable = sum(lot.left for lot in self.model.lots if lot.ends >= self.model.day) - self.model.debt
        assert self.till.points(self.member) == usable * 1000

    @invariant()
    def statement_sums(self) -> None:
        till = self.till
        with till.books.reads() as reads:
            moment = moment_of(till.acting().shop, till.counter.clock.now())
            for statement in reads.statements(self.member, moment):
                moved = sum(row.points_milli for row in statement.rows)
                assert statement.opening_milli + moved == statement.closing_milli
                assert statement.closing_milli == till.points(self.member)
            owed = reads.liability(moment.business_on + dt.timedelta(1))
        tomorrow = sum(lot.left for lot in self.model.lots if lot.ends > self.model.day) - self.model.debt
        assert sum(row.outstanding_milli - row.debt_milli for row in owed) == tomorrow * 1000

    def teardown(self) -> None:
        """Take everything back: only gifts may be left, and every cent is returned."""
        for sale in self.model.sales:
            lines = [(key, kept) for key, kept in zip(sale.keys, sale.kept, strict=True) if kept]
            if lines:
                document = self.till.take_back(sale.id, *lines, approved_by=self.till.counter.owner).document
                self._went_back(sale, lines, document)
        self.balance_is_the_models()
        self.till.books.close()
