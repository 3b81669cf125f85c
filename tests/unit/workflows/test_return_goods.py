"""Taking goods back: money, points and coupons return to where they were, once, and never more."""

from __future__ import annotations

import re

import pytest

from app.values.errors import Refusal
from app.workflows.return_goods import return_goods
from tests.unit.workflows.selling import CLUB, Till, reward


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(CLUB)
    return till


@pytest.fixture
def anna(till) -> str:
    return till.join(name="Anna K")


def money(document) -> list[tuple[str, int]]:
    return [(tender.kind, tender.amount_minor) for tender in document.refunds]


def test_one_of_two_units_gives_back_what_was_paid_for_it_and_its_points(till, anna):
    sale = till.sell(("coffee", 2), member=anna).receipt
    assert till.points(anna) == 23000
    done = till.take_back(sale.sale, ("1", 1))
    assert (done.document.refund_minor, money(done.document)) == (1190, [("cash", 1190)])
    assert [(back.taken_milli, back.after_milli) for back in done.document.points] == [(12000, 11000)]
    assert till.points(anna) == 11000


def test_a_return_has_the_next_number_of_the_one_series(till, anna):
    sale = till.sell(("coffee", 1), member=anna).receipt
    back = till.take_back(sale.sale, ("1", 1)).document
    after = till.sell(("mug", 1)).receipt
    assert (sale.number, back.number, after.number) == ("02-000001", "02-000002", "02-000003")


def test_refund_keeps_no_points(till, anna):
    """odoo 257854, erpnext 32951: refunded sales kept their points, for ever and endlessly."""
    sale = till.sell(("coffee", 2), member=anna).receipt
    till.take_back(sale.sale, ("1", 2))
    assert till.points(anna) == 0


def test_points_are_not_charged_twice_on_a_refund(till, anna):
    """odoo 212922, 221928: the points of a reward were taken again by the refund."""
    till.sell(("mug", 2), member=anna)
    sale = till.sell(("mug", 1), member=anna, asked=(reward("five"),)).receipt
    before = till.points(anna)
    till.take_back(sale.sale, ("1", 1))
    assert till.points(anna) == before + 10000 - 3000


def test_five_small_refunds_take_back_what_one_would(till, anna):
    """Five returns of 0.95 each gave 0 points back every time where each was rounded by itself."""
    from app.sales.basket import Goods

    till.stock(Goods("gum", "Gum", 95, taxes=("food",)))
    sale = till.sell(("gum", 5), member=anna).receipt
    assert till.points(anna) == 4000
    backs = [till.take_back(sale.sale, ("1", 1)).document for _ in range(5)]
    assert till.points(anna) == 0
    assert sum(back.refund_minor for back in backs) == 475
    assert sum(tender.amount_minor for back in backs for tender in back.refunds) == sale.tenders[0].amount_minor


def test_cash_rounding_over_many_returns_gives_no_cent_away(till):
    from app.sales.basket import Goods

    till.stock(Goods("pin", "Pin", 3))
    sale = till.sell(("pin", 10)).receipt
    given = [sum(t.amount_minor for t in till.take_back(sale.sale, ("1", 1)).document.refunds) for _ in range(10)]
    assert sum(given) == sale.tenders[0].amount_minor == 30


def test_a_reward_that_was_spent_is_restored_with_its_own_last_day(till, anna):
    till.sell(("mug", 2), member=anna)
    till.later(10)
    sale = till.sell(("mug", 1), member=anna, asked=(reward("five"),)).receipt
    till.take_back(sale.sale, ("1", 1))
    with till.books.reads() as reads:
        from app.workflows.shop_now import moment_of

        rows = reads.points(anna, moment_of(till.acting().shop, till.counter.clock.now()))
    assert [(lot.left_milli, str(lot.last_valid_on)) for lot in rows[0].lots] == [(17000, "2027-05-19")]


def test_a_full_return_in_any_split_brings_everything_back(till, anna):
    till.sell(("mug", 2), member=anna)
    before = till.points(anna)
    sale = till.sell(("coffee", 2), ("mug", 1), member=anna, asked=(reward("five"), reward("pay", points_milli=3000)))
    sale = sale.receipt
    backs = [till.take_back(sale.sale, *lines).document for lines in ([("2", 1)], [("1", 1)], [("1", 1)])]
    assert till.points(anna) == before
    paid = sum(tender.amount_minor for tender in sale.tenders if tender.kind == "cash")
    assert sum(t.amount_minor for back in backs for t in back.refunds) == paid
    assert backs[-1].whole
    with till.books.reads() as reads:
        view = reads.member(anna)
    assert (view.visits, view.spent_minor) == (1, 1700)


def test_the_balance_goes_below_zero_and_says_so(till, anna):
    sale = till.sell(("mug", 2), member=anna).receipt
    till.sell(("mug", 1), member=anna, asked=(reward("five"),))
    shown = till.preview(till.asking(sale.sale, ("1", 2)))
    assert shown.document.points[0].after_milli == 17000 - 10000 + 3000 - 17000
    assert any("below zero by 7" in notice.english() for notice in shown.notices)
    till.take_back(sale.sale, ("1", 2))
    assert till.points(anna) == -7000


def test_where_the_shop_says_so_missing_points_lower_the_refund(till, anna):
    till.settle(return_negative="reduce")
    sale = till.sell(("mug", 2), member=anna).receipt
    till.sell(("mug", 1), member=anna, asked=(reward("five"),))
    back = till.take_back(sale.sale, ("1", 2)).document
    assert (back.value_minor, back.withheld_minor, back.refund_minor) == (1700, 350, 1350)
    assert till.points(anna) == 0


def test_where_the_shop_says_so_a_manager_decides_about_missing_points(till, anna):
    till.settle(return_negative="manager")
    sale = till.sell(("mug", 2), member=anna).receipt
    till.sell(("mug", 1), member=anna, asked=(reward("five"),))
    with pytest.raises(Refusal, match=r"return\.negative"):
        till.take_back(sale.sale, ("1", 2))
    assert till.take_back(sale.sale, ("1", 2), approved_by=till.counter.owner).document.refund_minor == 1700


def test_the_same_return_twice_is_one_return(till, anna):
    """A double press redeems, and refunds, once."""
    sale = till.sell(("coffee", 2), member=anna).receipt
    request = till.asking(sale.sale, ("1", 1))
    shown = till.preview(request)
    first = return_goods(till.books, request, till.cashier, shown)
    second = return_goods(till.books, request, till.cashier, shown)
    assert (second.again, second.document) == (True, first.document)
    assert till.points(anna) == 11000


REFUSED = {
    "return.too_many": [("1", 3)],
    "return.no_line": [("9", 1)],
    "return.nothing": [],
    "return.fraction": [("1", 0.5)],
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_come_back_is_refused_with_its_words(till, code):
    sale = till.sell(("coffee", 2)).receipt
    with pytest.raises(Refusal, match=re.escape(code)):
        till.take_back(sale.sale, *REFUSED[code])


def test_a_line_does_not_come_back_twice(till):
    sale = till.sell(("coffee", 2)).receipt
    till.take_back(sale.sale, ("1", 2))
    with pytest.raises(Refusal, match="2 sold, 2 already returned"):
        till.take_back(sale.sale, ("1", 1))


def test_after_the_window_a_manager_decides(till):
    sale = till.sell(("coffee", 1)).receipt
    till.later(15)
    with pytest.raises(Refusal, match="Day 15 of 14"):
        till.take_back(sale.sale, ("1", 1))
    with pytest.raises(Refusal, match=r"return\.late"):
        till.take_back(sale.sale, ("1", 1), approved_by=till.counter.cashier)
    assert till.take_back(sale.sale, ("1", 1), approved_by=till.counter.owner).document.refund_minor == 1190


def test_a_clock_that_stands_before_the_sale_is_refused(till):
    sale = till.sell(("coffee", 1)).receipt
    till.later(-2)
    with pytest.raises(Refusal, match="clock stands before the sale"):
        till.take_back(sale.sale, ("1", 1))


def test_a_free_item_alone_gives_nothing_back(till):
    till.publish(
        """{"id": "gift", "rewards": [{"type": "free_product", "id": "m", "sku": "mug"}], "rules": [
        {"products": {"skus": ["coffee"]}, "conditions": [{"type": "min_quantity", "quantity_milli": 1000}]}]}"""
    )
    sale = till.sell(("coffee", 1)).receipt
    free = next(line for line in sale.lines if line.free_by)
    with pytest.raises(Refusal, match=r"return\.free_item"):
        till.take_back(sale.sale, (free.key, 1))
    shown = till.preview(till.asking(sale.sale, ("1", 1)))
    assert any("comes back too" in notice.english() for notice in shown.notices)


def test_another_tender_needs_a_reason(till):
    sale = till.sell(("coffee", 1)).receipt
    with pytest.raises(Refusal, match=r"return\.tender_reason"):
        till.take_back(sale.sale, ("1", 1), refund_as="card")
    back = till.take_back(sale.sale, ("1", 1), refund_as="card", tender_reason="no cash").document
    assert money(back) == [("card", 1190)]


def test_what_was_paid_by_card_goes_back_to_the_card(till):
    sale = till.sell(("coffee", 1), ("mug", 1), card=1000).receipt
    assert money(till.take_back(sale.sale, ("1", 1)).document) == [("card", 1000), ("cash", 190)]
    assert money(till.take_back(sale.sale, ("2", 1)).document) == [("cash", 850)]


def test_the_shift_counts_what_went_back(till):
    sale = till.sell(("coffee", 1)).receipt
    till.sell(("mug", 1))
    till.take_back(sale.sale, ("1", 1))
    with till.books.reads() as reads:
        totals = reads.shift_totals(reads.open_shift().id)
    assert (totals.receipts, totals.total_minor, totals.tenders_minor) == (2, 850, {"cash": 850})


def test_offers_of_the_day_of_the_sale_price_what_is_kept(till, anna):
    """A version published later does not touch a receipt that was made before it."""
    sale = till.sell(("coffee", 2), member=anna).receipt
    till.later(1)
    till.publish(CLUB.replace('"points_milli": 1000', '"points_milli": 9000'))
    back = till.take_back(sale.sale, ("1", 1)).document
    assert (back.proportional, back.points[0].taken_milli) == (False, 12000)
