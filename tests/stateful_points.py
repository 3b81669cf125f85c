"""An independent model of three members' points and money at one till, and the machine that plays against it.

The model is written for this test alone: a program of 1 point for each full 1.00 paid in money (points and
rewards earn nothing), a reward of 5.00 for 10 points, points that pay at 0.10 each, ended after 20 days. Members
may turn out to be one person, and two again. The model keeps a list of what happened and plays it again with the
merges that count; it knows nothing of entries, walks or quotes. After every step the till's balances must be the
model's, the statements must sum, and nobody may have more than before.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.workflows.acting import Acting
from app.workflows.complete_sale import Paid
from app.workflows.exchange import exchange, preview_exchange
from app.workflows.goodwill import Goodwill, grant_goodwill
from app.workflows.merge_members import merge_members, part_members
from app.workflows.shop_now import load_shop, moment_of
from app.workflows.void_sale import void_sale
from tests.unit.workflows.selling import CLUB, Till, reward

PRICES = {"coffee": 1190, "mug": 850}
VALID_DAYS = 20
SHORT = CLUB.replace('"after_days": 180', f'"after_days": {VALID_DAYS}')
FIVE_COSTS, FIVE_GIVES, POINT_PAYS = 10, 500, 10


MEMBERS = 3


@dataclass
class ModelLot:
    """Points that came together; `left` may not go below zero."""

    left: int
    ends: int
    made: int


@dataclass
class Purse:
    """What may be spent together."""

    lots: list[ModelLot] = field(default_factory=list)
    owed: list[list] = field(default_factory=list)

    @property
    def debt(self) -> int:
        """What was spent beyond what there was."""
        return sum(owed for _, owed in self.owed)

    def good(self, day: int) -> int:
        """What has not ended on a day, debts counted."""
        return sum(lot.left for lot in self.lots if lot.ends >= day) - self.debt

    def spend(self, points: int, day: int) -> list[tuple[ModelLot, int]]:
        drawn = []
        for lot in sorted((lot for lot in self.lots if lot.ends >= day), key=lambda lot: (lot.ends, lot.made)):
            taken = min(lot.left, points)
            lot.left -= taken
            points -= taken
            if taken:
                drawn.append((lot, taken))
        if points:
            self.owed.append([drawn, points])
        return drawn

    def settle(self, lot: ModelLot, points: int, only: list | None = None) -> int:
        """Pay debts, the oldest first, out of points of a lot, which they were drawn from then; returns the rest."""
        for owing in self.owed:
            if only is None or owing[0] is only:
                part = min(owing[1], points)
                owing[1] -= part
                points -= part
                if only is None and part:
                    owing[0].append((lot, part))
        self.owed = [owing for owing in self.owed if owing[1]]
        return points


@dataclass
class Event:
    """Something that happened to a member's points: `about` is the sale or gift whose points these were.

    A `merge` names both members; it may be struck out later.
    """

    kind: str
    who: int
    day: int
    points: int = 0
    about: str = ""
    other: int = 0
    is_struck: bool = False


@dataclass
class ModelSale:
    """What a sale did, and what is still with the customer."""

    id: str
    who: int
    keys: list[str]
    prices: list[int]
    kept: list[int]
    five: bool
    asked: int
    usable: int
    earned: int
    spent: int
    paid: int
    touched: bool = False
    refunded: int = 0
    gone: bool = False
    on: int = 0


@dataclass
class Model:
    """All that happened, and all sales."""

    day: int = 0
    events: list[Event] = field(default_factory=list)
    sales: list[ModelSale] = field(default_factory=list)
    purses: list[Purse] = field(default_factory=lambda: [Purse() for _ in range(MEMBERS)])

    def usable(self, who: int) -> int:
        return self.purses[who].good(self.day)

    def happen(self, kind: str, who: int, points: int = 0, about: str = "", other: int = 0) -> None:
        if points or kind == "merge":
            self.events.append(Event(kind, who, self.day, points, about, other))
            self.play()

    def merges(self) -> list[Event]:
        return [event for event in self.events if event.kind == "merge" and not event.is_struck]

    def strike(self, first: int, second: int) -> None:
        for event in self.merges():
            if (event.who, event.other) == (first, second):
                event.is_struck = True
        self.play()

    def play(self) -> None:
        """Everything again from the beginning, with the merges that count."""
        purses = [Purse() for _ in range(MEMBERS)]
        made: dict[tuple[str, str], ModelLot] = {}
        drawn: dict[str, list[tuple[ModelLot, int]]] = {}
        for place, event in enumerate(self.events):
            purse = purses[event.who]
            if event.kind == "merge":
                if not event.is_struck and purses[event.other] is not purse:
                    self._join(purses, event)
            elif event.kind == "gain":
                lot = ModelLot(0, event.day + VALID_DAYS - 1, place)
                lot.left = purse.settle(lot, event.points)
                purse.lots.append(lot)
                made["gain", event.about] = lot
            elif event.kind == "spend":
                drawn[event.about] = purse.spend(event.points, event.day)
            elif event.kind == "take_back":
                lot = made["gain", event.about]
                own = min(lot.left, event.points)
                lot.left -= own
                if event.points > own:
                    purse.spend(event.points - own, event.day)
            else:
                self._give_back(purse, drawn.get(event.about, []), event.points)
        self.purses = purses

    @staticmethod
    def _join(purses: list[Purse], event: Event) -> None:
        one, other = purses[event.who], purses[event.other]
        joined = Purse([*one.lots, *other.lots])
        for drawn, owed in [*one.owed, *other.owed]:
            taken = joined.spend(owed, event.day)
            drawn.extend(taken)
            joined.owed = [[drawn if whose is taken else whose, points] for whose, points in joined.owed]
        for who, purse in enumerate(purses):
            if purse is one or purse is other:
                purses[who] = joined

    @staticmethod
    def _give_back(purse: Purse, drawn: list[tuple[ModelLot, int]], points: int) -> None:
        points = purse.settle(ModelLot(0, 0, 0), points, only=drawn)
        for place in range(len(drawn) - 1, -1, -1):
            lot, taken = drawn[place]
            back = min(taken, points)
            lot.left += purse.settle(lot, back)
            drawn[place] = (lot, taken - back)
            points -= back
        assert not points, "what was spent was drawn from a lot, or is owed"


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
    """Earn, spend, return in any order and split, exchange, expire, void, goodwill, merge, part: till and model."""

    make_till: object = None
    joined: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.model = Model()
        self.till: Till = type(self).make_till()  # type: ignore[operator]
        self.members = self.joined

    @staticmethod
    def prepare(till: Till) -> tuple[str, ...]:
        """The shop with which every run begins; returns its members."""
        till.publish(SHORT)
        # Hundreds of sales within the hour are the point here: no rule against fraud holds them.
        till.settle(
            cash_step_minor=0, goodwill_points_limit=10_000, goodwill_points_month=1_000_000,
            review_limits=("F1.hold=0",),
        )  # fmt: skip
        return tuple(till.join(f"061234447{who}", name=f"Anna {who}") for who in range(MEMBERS))

    @property
    def cashier(self) -> Acting:
        return self.till.cashier

    @initialize()
    def start(self) -> None:
        self.sale(who=0, coffee=1, mug=3, five=False, asked=0)

    @rule(who=st.sampled_from((0, 0, 1, 2)), coffee=st.integers(0, 3), mug=st.integers(0, 3), five=st.booleans(),
          asked=st.sampled_from((0, 0, 1, 7, 30)))  # fmt: skip
    def sale(self, who: int, coffee: int, mug: int, five: bool, asked: int) -> None:
        if not coffee + mug:
            return
        what = [(sku, units) for sku, units in (("coffee", coffee), ("mug", mug)) if units]
        wishes = (*((reward("five"),) if five else ()), *((reward("pay", points_milli=asked * 1000),) if asked else ()))
        done = self.till.sell(*what, member=self.members[who], asked=wishes).receipt
        prices = [PRICES[sku] for sku, _ in what]
        self._remember(who, done, [units for _, units in what], prices, five=five, asked=asked)

    def _remember(self, who: int, receipt, kept: list[int], prices: list[int], *, five: bool, asked: int) -> None:
        usable = self.model.usable(who)
        paid, earned, spent = priced(kept, prices, five=five, asked=asked, usable=usable)
        by_till = sum(t.amount_minor for t in receipt.tenders if t.kind != "points")
        change = receipt.points[0] if receipt.points else None
        told = (by_till, change.earned_milli if change else 0, change.spent_milli if change else 0)
        assert told == (paid, earned * 1000, spent * 1000)
        self.model.happen("spend", who, spent, receipt.sale)
        self.model.happen("gain", who, earned, receipt.sale)
        keys = [line.key for line in receipt.lines]
        self.model.sales.append(
            ModelSale(receipt.sale, who, keys, prices, list(kept), five, asked, usable, earned, spent, paid,
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
        self.model.happen("give_back", sale.who, restored, sale.id)
        self.model.happen("take_back", sale.who, taken, sale.id)
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
        new = till.request(("mug", mug), member=self.members[sale.who], given=0)
        cashier = self.cashier
        with till.books.reads() as reads:
            shown = preview_exchange(reads, asked, new, cashier)
        paid = (Paid("cash", shown.net_minor),) if shown.net_minor > 0 else ()
        done = exchange(till.books, asked, msgspec.structs.replace(new, paid=paid), cashier, shown=shown)
        self._remember(sale.who, done.sale.receipt, [mug], [PRICES["mug"]], five=False, asked=0)
        self.model.sales[-1].touched = True
        self._went_back(sale, lines, done.returned.document)

    @precondition(lambda self: any(sale.on == self.model.day and self._untouched(sale) for sale in self.model.sales))
    @rule(pick=st.integers(0, 10_000))
    def void(self, pick: int) -> None:
        fresh = [sale for sale in self.model.sales if sale.on == self.model.day and self._untouched(sale)]
        sale = fresh[pick % len(fresh)]
        void_sale(self.till.books, sale.id, "mistake", self.till.acting())
        self.model.happen("give_back", sale.who, sale.spent, sale.id)
        self.model.happen("take_back", sale.who, sale.earned, sale.id)
        sale.kept = [0] * len(sale.kept)
        sale.gone = True

    @staticmethod
    def _untouched(sale: ModelSale) -> bool:
        return not sale.gone and not sale.touched and sum(sale.kept) > 0

    @rule(who=st.integers(0, MEMBERS - 1), points=st.integers(1, 40))
    def gift(self, who: int, points: int) -> None:
        gift = Goodwill("points", self.members[who], "faulty", "club", points * 1000)
        grant_goodwill(self.till.books, gift, self.till.acting())
        self.model.happen("gain", who, points, f"gift-{len(self.model.events)}")

    @rule(days=st.integers(1, 9))
    def days_pass(self, days: int) -> None:
        self.till.later(days)
        self.model.day += days
        # The first sale of the day opens its shift; the model's day is the calendar's.

    @precondition(lambda self: len({id(purse) for purse in self.model.purses}) > 1)
    @rule(pick=st.integers(0, 10_000), is_first_shown=st.booleans())
    def merge(self, pick: int, is_first_shown: bool) -> None:
        """The same person twice, whichever of the two was on the screen."""
        purses, ids = self.model.purses, range(MEMBERS)
        pairs = [(one, two) for one in ids for two in ids if one < two and purses[one] is not purses[two]]
        pair = pairs[pick % len(pairs)]
        shown = pair if is_first_shown else pair[::-1]
        merge_members(self.till.books, *(self.members[who] for who in shown), self.till.acting())
        # The till names those who stand for the two: the lowest of each.
        lowest = [min(who for who in ids if purses[who] is purses[one]) for one in pair]
        self.model.happen("merge", min(lowest), other=max(lowest))

    @precondition(lambda self: bool(self.model.merges()))
    @rule(pick=st.integers(0, 10_000))
    def part(self, pick: int) -> None:
        """They were two after all."""
        merges = self.model.merges()
        told = merges[pick % len(merges)]
        low, high = self.members[told.who], self.members[told.other]
        with self.till.books.reads() as reads:
            [merge, *_] = [row.id for row in reads.merges_of(high) if (row.low, row.high) == (low, high)]
        part_members(self.till.books, high, merge, self.till.acting())
        self.model.strike(told.who, told.other)

    @invariant()
    def balances_are_the_models_and_statements_sum(self) -> None:
        model, books, now = self.model, self.till.books, self.till.counter.clock.now()
        with books.reads() as reads:
            moment = moment_of(load_shop(reads, now), now)
            for who, member in enumerate(self.members):
                usable = model.usable(who) * 1000
                [row] = reads.points(member, moment)
                assert sum(lot.left_milli for lot in row.lots) == usable
                for statement in reads.statements(member, moment):
                    moved = sum(row.points_milli for row in statement.rows)
                    assert statement.opening_milli + moved == statement.closing_milli == usable
            owed = reads.liability(moment.business_on + dt.timedelta(1))
        purses = {id(purse): purse for purse in model.purses}.values()
        tomorrow = sum(purse.good(model.day + 1) for purse in purses)
        assert sum(row.outstanding_milli - row.debt_milli for row in owed) == tomorrow * 1000

    def teardown(self) -> None:
        """Take everything back: only gifts may be left, and every cent is returned."""
        for sale in self.model.sales:
            lines = [(key, kept) for key, kept in zip(sale.keys, sale.kept, strict=True) if kept]
            if lines:
                document = self.till.take_back(sale.id, *lines, approved_by=self.till.counter.owner).document
                self._went_back(sale, lines, document)
        self.balances_are_the_models_and_statements_sum()
        self.till.books.close()
