"""Exchange, return without a receipt, goodwill, promises, held baskets, and tiers on the till."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from app.sales.basket import Goods
from app.storage.store import Store
from app.values.errors import Refusal
from app.workflows import ring_up
from app.workflows.audit import AuditQuery, read_audit
from app.workflows.complete_sale import Paid
from app.workflows.exchange import exchange, preview_exchange
from app.workflows.goodwill import Goodwill, grant_goodwill, preview_goodwill
from app.workflows.hold_basket import (
    discard_held,
    hold_basket,
    list_held,
    put_back,
    resume_basket,
    with_new_prices,
)
from app.workflows.no_receipt import NoReceiptRequest, return_without_receipt
from app.workflows.promises import find_promises, register_promise
from app.workflows.return_rules import find_sale
from app.workflows.shop_now import moment_of
from tests.unit.workflows.selling import CLUB, Till, reward, stored

TIERS = """{"id": "levels", "kind": "tier", "tiers": [{"name": "silver", "min_spent_minor": 1000},
 {"name": "gold", "min_spent_minor": 3000}], "tiering": {"days": 30}}"""

SORRY = """{"id": "sorry", "kind": "next_order", "applies": "future", "names": {"en": "3.00 off"},
 "rules": [{"conditions": [{"type": "min_amount", "amount_minor": 1000000}]}],
 "rewards": [{"type": "amount_off", "id": "three", "value_minor": 300}]}"""


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(CLUB)
    return till


@pytest.fixture
def anna(till) -> str:
    return till.join(name="Anna K")


def trade(till, sale, back, *what, member="", paid=()):
    request = till.asking(sale, *back)
    new = till.request(*what, member=member, given=0)
    with till.books.reads() as reads:
        shown = preview_exchange(reads, request, new, till.cashier)
    new = msgspec.structs.replace(new, paid=paid)
    return shown, request, new


def test_an_exchange_has_one_net_amount_to_pay(till, anna):
    sale = till.sell(("mug", 1), member=anna).receipt
    shown, request, new = trade(till, sale.sale, [("1", 1)], ("coffee", 1), member=anna, paid=(Paid("cash", 340),))
    assert (shown.net_minor, shown.traded_minor) == (340, 850)
    done = exchange(till.books, request, new, till.cashier, shown=shown)
    assert [(t.kind, t.amount_minor) for t in done.sale.receipt.tenders] == [("exchange", 850), ("cash", 340)]
    assert [(t.kind, t.amount_minor) for t in done.returned.document.refunds] == [("exchange", 850)]
    assert done.returned.document.exchange == done.sale.receipt.sale
    assert done.sale.receipt.exchange == done.returned.document.id
    assert till.points(anna) == 11000
    assert exchange(till.books, request, new, till.cashier, shown=shown).sale.again


def test_an_exchange_may_give_money_back(till):
    sale = till.sell(("coffee", 1), card=-1, given=0).receipt
    shown, request, new = trade(till, sale.sale, [("1", 1)], ("mug", 1))
    assert shown.net_minor == -340
    done = exchange(till.books, request, new, till.cashier, shown=shown)
    refunds = [(t.kind, t.amount_minor) for t in done.returned.document.refunds]
    assert refunds == [("exchange", 850), ("card", 340)]


def test_an_exchange_that_is_not_paid_leaves_nothing(till):
    sale = till.sell(("mug", 1)).receipt
    shown, request, new = trade(till, sale.sale, [("1", 1)], ("coffee", 1))
    with pytest.raises(Refusal, match=r"sale\.short"):
        exchange(till.books, request, new, till.cashier, shown=shown)
    with till.books.reads() as reads:
        assert reads.returns_of_sale(sale.sale) == ()


def test_without_a_receipt_a_manager_gives_store_credit_at_the_lowest_price(till):
    with till.books.unit_of_work() as unit:
        request = NoReceiptRequest(unit.new_id(), (("mug", 2000),))
    with pytest.raises(Refusal, match=r"return\.approval"):
        return_without_receipt(till.books, request, till.cashier)
    approved = msgspec.structs.replace(request, approved_by=till.counter.owner)
    done = return_without_receipt(till.books, approved, till.cashier).document
    assert (done.refund_minor, [(t.kind, t.amount_minor) for t in done.tokens]) == (1700, [("store_credit", 1700)])
    paid = till.sell(("mug", 1), asked=(stored(done.tokens[0].code),)).receipt
    assert [(t.kind, t.amount_minor) for t in paid.tenders] == [("store_credit", 850)]


def test_goodwill_has_a_reason_a_limit_and_a_budget(till, anna):
    till.settle(goodwill_points_month=300)
    gift = Goodwill("points", anna, "faulty", "club", 200_000)
    with pytest.raises(Refusal, match=r"goodwill\.reason"):
        grant_goodwill(till.books, msgspec.structs.replace(gift, reason="because"), till.cashier)
    grant_goodwill(till.books, gift, till.cashier)
    assert till.points(anna) == 200_000
    with till.books.reads() as reads:
        assert preview_goodwill(reads, gift, till.cashier).left_milli == 100_000
    with pytest.raises(Refusal, match=r"goodwill\.budget"):
        grant_goodwill(till.books, gift, till.cashier)
    grant_goodwill(till.books, msgspec.structs.replace(gift, approved_by=till.counter.owner), till.cashier)
    assert till.points(anna) == 400_000


def test_a_coupon_as_goodwill_has_a_limit_and_takes_from_the_budget(till, anna):
    """A cashier could give any number of coupons: only points and store credit asked for anybody."""
    till.publish(SORRY)
    till.settle(goodwill_points_month=300, goodwill_coupon_points=120)
    boris, clara, dan = (till.join(f"061234447{n}", name="Member") for n in (2, 3, 4))
    grant_goodwill(till.books, Goodwill("coupon", anna, "waited", "sorry"), till.cashier)
    with pytest.raises(Refusal, match=r"goodwill\.again"):
        grant_goodwill(till.books, Goodwill("coupon", anna, "faulty", "sorry"), till.cashier)
    grant_goodwill(till.books, Goodwill("coupon", boris, "waited", "sorry"), till.cashier)
    with till.books.reads() as reads:
        assert preview_goodwill(reads, Goodwill("points", clara, "other", "club", 1), till.cashier).left_milli == 60_000
    with pytest.raises(Refusal, match=r"goodwill\.budget"):
        grant_goodwill(till.books, Goodwill("coupon", clara, "waited", "sorry"), till.cashier)
    allowed = Goodwill("coupon", clara, "waited", "sorry", approved_by=till.counter.owner)
    assert grant_goodwill(till.books, allowed, till.cashier).code
    with till.books.reads() as reads:
        rows = read_audit(reads, AuditQuery(till.cashier.business_on, till.cashier.business_on), till.acting())
        told = [row for row in rows if row.said.text.startswith("A coupon as a gift")]
    assert [row.approved_by for row in told] == [till.counter.owner, "", ""]
    till.settle(goodwill_points_month=5000, goodwill_coupon_points=201)
    with pytest.raises(Refusal, match=r"goodwill\.limit"):
        grant_goodwill(till.books, Goodwill("coupon", dan, "waited", "sorry"), till.cashier)
    till.settle(goodwill_points_month=300, goodwill_coupon_points=120)
    till.later(10)
    assert grant_goodwill(till.books, Goodwill("coupon", anna, "waited", "sorry"), till.cashier).code


def test_a_promise_is_on_the_receipt_and_found_again_by_its_code(till, anna):
    from app.people.codes import receipt_code

    till.stock(Goods("drill", "Drill", 9900, warranty_months=24, trial_days=30))
    receipt = till.sell(("drill", 1), member=anna).receipt
    assert [(p.kind, str(p.until)) for p in receipt.lines[0].promises] == [
        ("warranty", "2028-11-21"),
        ("trial", "2026-12-21"),
    ]
    number = receipt_code(receipt.till, receipt.epoch, receipt.sequence)
    register_promise(
        till.books, receipt.sale, "1", till.cashier, kind="warranty", until=dt.date(2029, 1, 1), serial="SN-77"
    )
    with till.books.reads() as reads:
        by_code = find_promises(reads, number, till.cashier)
        by_serial = find_promises(reads, "SN-77", till.cashier)
    assert [(row.kind, str(row.until)) for row in by_code] == [("trial", "2026-12-21"), ("warranty", "2029-01-01")]
    assert [row.number for row in by_serial] == [receipt.number]


def test_a_trial_is_taken_back_after_the_window_of_other_goods(till):
    till.stock(Goods("drill", "Drill", 9900, trial_days=30))
    sale = till.sell(("drill", 1)).receipt
    till.later(20)
    assert till.take_back(sale.sale, ("1", 1)).document.refund_minor == 9900


def test_a_receipt_of_nowhere_is_refused_with_what_to_do(till):
    with till.books.reads() as reads:
        with pytest.raises(Refusal, match="There is no receipt 02-000099"):
            find_sale(reads, "02-000099", till.cashier)
        with pytest.raises(Refusal, match="from till 07, or from another shop"):
            find_sale(reads, "07-000001", till.cashier)


def open_basket(till, member=""):
    shop = till.acting().shop
    with till.books.unit_of_work() as unit:
        basket = ring_up.new_basket(unit.new_id(), shop, "basket", till.counter.clock.now())
    with till.books.reads() as reads:
        basket, _ = ring_up.add(basket, reads.product("mug").goods, 2000)
    return basket.identified(member, "card").wishing(asked=(reward("five"),)).with_unresolved("4600000000000")


def test_a_held_basket_keeps_member_wishes_and_red_lines_over_a_crash(till, anna):
    """CORE-POS 307: the member was lost on resuming."""
    basket = open_basket(till, anna)
    hold_basket(till.books, basket, till.cashier, note="forgot wallet")
    till.books.close()
    till.books = till.counter.books = Store.open(till.books.folder.root, till.counter.clock)
    with till.books.reads() as reads:
        rows = list_held(reads, till.cashier)
    assert [(row.label, row.items, row.held.note, row.out_of_date) for row in rows] == [
        ("Anna K", 3, "forgot wallet", False)
    ]
    assert resume_basket(till.books, basket.id, till.cashier).basket == basket
    with till.books.reads() as reads:
        assert (list_held(reads, till.cashier), reads.draft()) == ((), basket)


def test_resuming_swaps_the_open_basket_and_says_what_costs_something_else(till):
    held, other = open_basket(till), open_basket(till)
    hold_basket(till.books, held, till.cashier)
    till.stock(Goods(sku="mug", name="Mug", price_minor=900, barcode="2000000000022", taxes=("standard",)))
    done = resume_basket(till.books, held.id, till.cashier, open_basket=other)
    assert [(change.old_minor, change.new_minor) for change in done.changed] == [(850, 900)]
    with till.books.reads() as reads:
        assert [row.held.basket.id for row in list_held(reads, till.cashier)] == [other.id]
        assert with_new_prices(reads, done.basket).lines[0].price_minor == 900


def test_a_held_basket_of_another_day_says_so_and_a_discard_can_be_undone(till):
    basket = open_basket(till)
    hold_basket(till.books, basket, till.cashier)
    till.later(1)
    with till.books.reads() as reads:
        rows = list_held(reads, till.cashier)
    assert rows[0].out_of_date
    assert "before this trading day" in rows[0].warning.english()
    row = discard_held(till.books, basket.id, till.cashier)
    with pytest.raises(Refusal, match=r"hold\.unknown"):
        resume_basket(till.books, basket.id, till.cashier)
    put_back(till.books, row)
    assert resume_basket(till.books, basket.id, till.cashier).basket == basket


def tier(till, member) -> str:
    with till.books.reads() as reads:
        return reads.standing(member, moment_of(till.acting().shop, till.counter.clock.now())).tiers.get("levels", "")


def test_a_tier_comes_at_once_goes_by_one_level_and_never_by_spending_points(till, anna):
    till.publish(TIERS)
    sale = till.sell(("mug", 4), member=anna).receipt
    assert tier(till, anna) == "gold"
    till.sell(("mug", 1), member=anna, asked=(reward("five"),))
    assert tier(till, anna) == "gold"
    shown = till.preview(till.asking(sale.sale, ("1", 1)))
    assert [(row.before, row.after) for row in shown.tiers] == [("gold", "silver")]
    till.later(20)
    assert tier(till, anna) == "gold"
    till.later(11)
    assert tier(till, anna) == "gold"
    till.later(10)
    assert tier(till, anna) == "silver"
