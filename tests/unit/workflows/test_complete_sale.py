"""Completing a sale: all of it or none of it, once, at the price that was shown."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from app.loyalty.program import read_program
from app.sales.basket import Basket, ManualReduction, RewardIntent
from app.values.errors import Refusal
from app.workflows import members, ring_up
from app.workflows.complete_sale import Paid, SaleChanged, SaleRequest, complete_sale
from app.workflows.members import Joining
from app.workflows.programs import publish_program
from app.workflows.settings import save_shop_settings
from app.workflows.shifts import close_shift
from app.workflows.shop_now import moment_of

CLUB = """{"schema": 1, "id": "club", "names": {"en": "Sunny Club"}, "kind": "points", "trigger": "claim",
 "rules": [{"earn": {"type": "per_money", "points_milli": 1000, "per_minor": 100, "rounding": "floor"}}],
 "rewards": [
  {"type": "amount_off", "id": "five", "cost_milli": 10000, "value_minor": 500, "names": {"en": "5.00 off"}},
  {"type": "points_payment", "id": "pay", "value_minor": 10, "per_milli": 1000}],
 "points": {"expiry": {"after_days": 180}}}"""


class Sale:
    """One sale at the counter, step by step."""

    def __init__(self, counter, member="", proof="card"):
        self.counter, self.shop = counter, counter.acting().shop
        with counter.books.unit_of_work() as unit:
            sale_id = unit.new_id()
        self.basket = ring_up.new_basket(sale_id, self.shop, "basket", counter.clock.now()).identified(member, proof)

    def add(self, sku: str, quantity_milli: int = 1000) -> Sale:
        with self.counter.books.reads() as reads:
            row = reads.product(sku)
        self.basket, _ = ring_up.add(self.basket, row.goods, quantity_milli)
        return self

    def wish(self, reward: str, **how) -> Sale:
        self.basket = self.basket.wishing(asked=(RewardIntent("club", reward, **how),))
        return self

    def request(self, *paid: Paid, money_taken: bool = False) -> SaleRequest:
        at = self.counter.clock.now()
        with self.counter.books.reads() as reads:
            standing = reads.standing(self.basket.member, moment_of(self.shop, at))
        standing = ring_up.with_rights(standing, self.basket, self.shop.staff[self.counter.cashier])
        shown = ring_up.quote_now(self.basket, self.shop, standing, at)
        return SaleRequest(
            self.basket, paid, shown, standing, self.shop, self.counter.cashier, at, money_taken=money_taken
        )

    def pay(self, *paid: Paid):
        return complete_sale(self.counter.books, self.request(*paid))


def cash(minor: int) -> Paid:
    return Paid("cash", minor)


def usable(counter, member: str) -> int:
    with counter.books.reads() as reads:
        rows = reads.points(member, moment_of(counter.acting().shop, counter.clock.now()))
    return rows[0].usable_milli if rows else 0


@pytest.fixture
def anna(counter) -> str:
    publish_program(counter.books, read_program(CLUB), counter.acting())
    return members.enrol_member(counter.books, Joining(phone="0612344471", name="Anna K"), counter.acting()).id


def test_cash_is_rounded_on_its_own_line_and_change_is_given(counter):
    done = Sale(counter).add("coffee").add("apples", 1235).pay(cash(2000))
    receipt = done.receipt
    assert receipt.number == "02-000001"
    assert receipt.total_minor == 1190 + 308
    assert (receipt.rounding_minor, receipt.change_minor) == (2, 500)
    assert sum(row.gross_minor for row in receipt.taxes) == receipt.total_minor


def test_a_card_pays_to_the_cent_and_a_split_adds_up(counter):
    assert Sale(counter).add("apples", 1235).pay(Paid("card", 308)).receipt.rounding_minor == 0
    split = Sale(counter).add("coffee").add("apples", 1235).pay(Paid("card", 1000), cash(1000)).receipt
    assert [(t.kind, t.amount_minor) for t in split.tenders] == [("card", 1000), ("cash", 500)]
    assert (split.rounding_minor, split.change_minor) == (2, 500)


@pytest.mark.parametrize(
    ("paid", "code"),
    [((), "sale.short"), ((cash(1185),), "sale.short"), ((Paid("card", 1191),), "sale.overpaid")],
)
def test_a_sale_that_is_not_paid_right_keeps_nothing(counter, paid, code):
    with pytest.raises(Refusal) as refused:
        Sale(counter).add("coffee").pay(*paid)
    assert refused.value.code == code
    with counter.books.reads() as reads:
        assert reads.recent_receipts() == ()
        assert reads.open_shift() is None


def test_an_unknown_code_or_an_empty_basket_is_never_sold(counter):
    sale = Sale(counter).add("coffee")
    sale.basket = sale.basket.with_unresolved("4601234567893")
    with pytest.raises(Refusal) as refused:
        sale.pay(cash(2000))
    assert refused.value.code == "sale.unresolved"
    assert "Line 2" in refused.value.message.english()
    with pytest.raises(Refusal) as refused:
        Sale(counter).pay()
    assert refused.value.code == "sale.empty"


def test_completing_twice_gives_the_first_receipt_again(counter):
    request = Sale(counter).add("coffee").request(cash(1190))
    first = complete_sale(counter.books, request)
    again = complete_sale(counter.books, request)
    assert again.again
    assert again.receipt == first.receipt
    with counter.books.reads() as reads:
        assert len(reads.recent_receipts()) == 1


def test_numbers_have_no_gaps_also_after_a_refused_sale(counter):
    Sale(counter).add("coffee").pay(cash(1190))
    with pytest.raises(Refusal):
        Sale(counter).add("coffee").pay()
    assert Sale(counter).add("coffee").pay(cash(1190)).receipt.number == "02-000002"


def test_points_are_earned_and_cannot_be_spent_in_the_receipt_that_earned_them(counter, anna):
    done = Sale(counter, anna).add("coffee").wish("five").pay(cash(1190))
    assert done.receipt.total_minor == 1190
    assert done.receipt.points[0].earned_milli == 11_000
    assert usable(counter, anna) == 11_000


def test_a_reward_spends_points_and_the_rest_earns(counter, anna):
    Sale(counter, anna).add("coffee").pay(cash(1190))
    done = Sale(counter, anna).add("coffee").wish("five").pay(cash(690))
    assert done.receipt.total_minor == 690
    change = done.receipt.points[0]
    assert (change.before_milli, change.spent_milli, change.earned_milli) == (11_000, 10_000, 6_000)
    assert usable(counter, anna) == change.after_milli == 7_000


def test_points_pay_as_a_tender_and_the_price_stays(counter, anna):
    Sale(counter, anna).add("coffee").pay(cash(1190))
    receipt = Sale(counter, anna).add("mug").wish("pay", points_milli=11_000).pay(cash(740)).receipt
    assert receipt.total_minor == 850
    assert [(t.kind, t.amount_minor) for t in receipt.tenders] == [("points", 110), ("cash", 740)]


def test_a_phone_number_earns_but_never_spends(counter, anna):
    Sale(counter, anna).add("coffee").pay(cash(1190))
    receipt = Sale(counter, anna, proof="phone").add("coffee").wish("five").pay(cash(1190)).receipt
    assert receipt.points[0].spent_milli == 0
    assert receipt.points[0].earned_milli == 11_000


def test_points_gone_meanwhile_are_noticed_before_money_is_taken(counter, anna):
    Sale(counter, anna).add("coffee").pay(cash(1190))
    slow = Sale(counter, anna).add("coffee").wish("five").request(cash(690))
    Sale(counter, anna).add("mug").wish("pay", points_milli=11_000).pay(cash(740))
    with pytest.raises(SaleChanged) as changed:
        complete_sale(counter.books, slow)
    assert changed.value.quote.due_minor == 1190
    assert usable(counter, anna) == 7_000


def test_points_gone_after_money_was_taken_keep_what_was_shown_and_say_so(counter, anna):
    Sale(counter, anna).add("coffee").pay(cash(1190))
    slow = Sale(counter, anna).add("coffee").wish("five").request(cash(690), money_taken=True)
    Sale(counter, anna).add("mug").wish("pay", points_milli=11_000).pay(cash(740))
    done = complete_sale(counter.books, slow)
    assert done.receipt.total_minor == 690
    assert done.receipt.incident == "standing_changed"


def test_points_end_after_their_last_day(counter, anna):
    Sale(counter, anna).add("coffee").pay(cash(1190))
    counter.clock.advance(179 * 86_400_000)
    assert usable(counter, anna) == 11_000
    counter.clock.advance(86_400_000)
    assert usable(counter, anna) == 0


def test_a_late_card_earns_the_points_of_the_sale_just_made_at_the_price_paid(counter, anna):
    done = Sale(counter).add("coffee").add("mug").pay(cash(2040))
    counter.clock.advance(59_000)
    points = members.attach_to_sale(counter.books, done.receipt.sale, anna, counter.acting(counter.cashier))
    assert [change.earned_milli for change in points] == [20_000]
    assert usable(counter, anna) == 20_000
    with counter.books.reads() as reads:
        assert reads.receipt_member(done.receipt.sale) == anna
        assert [row.number for row in reads.receipts_of(anna)] == [done.receipt.number]


def test_too_late_or_twice_is_refused(counter, anna):
    done = Sale(counter).add("coffee").pay(cash(1190))
    members.attach_to_sale(counter.books, done.receipt.sale, anna, counter.acting())
    with pytest.raises(Refusal) as refused:
        members.attach_to_sale(counter.books, done.receipt.sale, anna, counter.acting())
    assert refused.value.code == "late.taken"
    second = Sale(counter).add("coffee").pay(cash(1190))
    counter.clock.advance(61_000)
    with pytest.raises(Refusal) as refused:
        members.attach_to_sale(counter.books, second.receipt.sale, anna, counter.acting())
    assert refused.value.code == "late.over"


def reduction(kind: str, value: str, **more: str) -> ManualReduction:
    return ManualReduction(kind, Decimal(value), more.pop("reason", "damaged"), "maria", **more)


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (reduction("percent", "101"), "reduction.range"),
        (reduction("percent", "-5"), "reduction.range"),
        (reduction("percent", "20"), "reduction.limit"),
        (reduction("amount", "500"), "reduction.limit"),
        (reduction("price", "1500"), "reduction.raises"),
        (reduction("percent", "5", reason="because"), "reduction.reason"),
    ],
)
def test_a_reduction_beyond_the_right_is_refused(counter, wish, code):
    sale = Sale(counter).add("coffee")
    with pytest.raises(Refusal) as refused:
        ring_up.reduce(sale.basket, sale.shop, sale.shop.staff[counter.cashier], key="1", wish=wish)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("key", "wish", "total"),
    [
        ("1", reduction("percent", "10"), 1071),
        ("1", reduction("amount", "100"), 1090),
        ("1", reduction("price", "1100"), 1100),
        ("", reduction("percent", "10"), 1071),
        ("1", reduction("percent", "50", approved_by="owner"), 595),
    ],
)
def test_a_reduction_within_the_right_takes_what_it_says(counter, key, wish, total):
    sale = Sale(counter).add("coffee")
    if wish.approved_by:
        wish = msgspec.structs.replace(wish, approved_by=counter.owner)
    sale.basket = ring_up.reduce(sale.basket, sale.shop, sale.shop.staff[counter.cashier], key=key, wish=wish)
    assert sale.pay(cash(1200)).receipt.total_minor == total


def test_a_bill_from_the_other_till_needs_no_tender(counter, anna):
    sale = Sale(counter, anna)
    sale.basket = msgspec.structs.replace(sale.basket, mode="amount")
    sale.basket, _ = ring_up.add_bill_line(sale.basket, 3163, "2")
    receipt = sale.pay().receipt
    assert [(t.kind, t.amount_minor) for t in receipt.tenders] == [("elsewhere", 3163)]
    assert receipt.points[0].earned_milli == 31_000


def test_the_first_sale_opens_the_day_and_a_command_closes_it(counter):
    Sale(counter).add("coffee").pay(cash(1190))
    Sale(counter).add("mug").pay(Paid("card", 850))
    shift, totals = close_shift(counter.books, counter.owner, counter.clock.now())
    assert shift.business_on.isoformat() == "2026-11-21"
    assert (totals.receipts, totals.total_minor) == (2, 2040)
    assert totals.tenders_minor == {"cash": 1190, "card": 850}
    with pytest.raises(Refusal):
        close_shift(counter.books, counter.owner, counter.clock.now())


def test_a_sale_after_midnight_belongs_to_the_open_day_and_a_forgotten_day_is_closed(counter):
    counter.clock.advance(11 * 3_600_000)
    Sale(counter).add("coffee").pay(cash(1190))
    counter.clock.advance(2 * 3_600_000)
    assert Sale(counter).add("coffee").pay(cash(1190)).fact.business_on.isoformat() == "2026-11-21"
    counter.clock.advance(20 * 3_600_000)
    assert Sale(counter).add("coffee").pay(cash(1190)).fact.business_on.isoformat() == "2026-11-22"


def test_a_clock_set_back_never_takes_the_business_date_back(counter):
    Sale(counter).add("coffee").pay(cash(1190))
    close_shift(counter.books, counter.owner, counter.clock.now())
    counter.clock.advance(-3 * 86_400_000)
    fact = Sale(counter).add("coffee").pay(cash(1190)).fact
    assert fact.business_on.isoformat() == "2026-11-21"


def test_the_currency_stays_once_something_was_sold(counter):
    Sale(counter).add("coffee").pay(cash(1190))
    settings = counter.acting().shop.settings
    changed = type(settings)(**{**{n: getattr(settings, n) for n in settings.__slots__}, "currency": "USD"})
    with pytest.raises(Refusal) as refused:
        save_shop_settings(counter.books, changed, counter.acting())
    assert refused.value.code == "settings.fixed"


def test_the_draft_goes_with_the_sale(counter):
    sale = Sale(counter).add("coffee")
    with counter.books.unit_of_work() as unit:
        unit.save_draft(sale.basket)
    with counter.books.reads() as reads:
        assert isinstance(reads.draft(), Basket)
    sale.pay(cash(1190))
    with counter.books.reads() as reads:
        assert reads.draft() is None


def test_publishing_the_same_program_twice_changes_nothing_and_a_change_is_a_new_version(counter, anna):
    same = publish_program(counter.books, read_program(CLUB), counter.acting())
    assert same.version == 1
    changed = read_program(CLUB.replace('"value_minor": 500', '"value_minor": 600'))
    assert publish_program(counter.books, changed, counter.acting()).version == 2
    with pytest.raises(Refusal) as refused:
        publish_program(counter.books, changed, counter.acting(), valid_from=counter.clock.now() - 1)
    assert refused.value.code == "program.past"
