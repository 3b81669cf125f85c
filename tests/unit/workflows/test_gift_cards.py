"""Gift cards, store credit, coupons of a receipt and of an occasion: worth something exactly once."""

from __future__ import annotations

import datetime as dt

import pytest

from app.sales.basket import Goods
from app.values.errors import Refusal
from app.workflows import members
from app.workflows.complete_sale import SaleChanged, complete_sale
from app.workflows.members import Joining
from app.workflows.promises import make_referral
from app.workflows.shop_now import moment_of
from app.workflows.tokens_now import card_balance, held_coupons
from app.workflows.void_sale import void_sale
from tests.unit.workflows.selling import CLUB, Till, code, stored

CARDS = """{"id": "cards", "kind": "gift_card", "trigger": "card", "names": {"en": "Gift card"},
 "points": {"expiry": {"after_months": 12}}}"""
NEXT = """{"id": "next", "kind": "next_order", "applies": "future", "names": {"en": "2.00 off next time"},
 "rules": [{"conditions": [{"type": "min_amount", "amount_minor": 1000}]}],
 "rewards": [{"type": "amount_off", "id": "two", "value_minor": 200}]}"""
OCCASION = """{{"id": "{on}", "applies": "future", "names": {{"en": "3.00 off"}},
 "occasion": {{"on": "{on}", {more}}}, "rewards": [{{"type": "amount_off", "id": "three", "value_minor": 300}}]}}"""


def occasion(on: str, more: str = '"after_days": 6') -> str:
    return OCCASION.format(on=on, more=more)


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(CLUB, CARDS, NEXT)
    till.stock(Goods("gift50", "Gift card 50", 5000, kind="gift_card", program="cards"))
    return till


@pytest.fixture
def anna(till) -> str:
    return till.join(name="Anna K", birthday=dt.date(1990, 11, 25))


def balance(till, card: str) -> int:
    with till.books.reads() as reads:
        return card_balance(reads, card, till.acting().business_on).balance_minor


def coupons(till, member: str) -> list[str]:
    shop, at = till.acting().shop, till.counter.clock.now()
    with till.books.reads() as reads:
        moment = moment_of(shop, at)
        return [held.code for held in held_coupons(reads, reads.standing(member, moment), shop, moment)]


def test_a_gift_card_is_worth_something_when_it_is_paid_and_pays_until_it_is_empty(till, anna):
    token = till.sell(("gift50", 1), member=anna).receipt.tokens[0]
    assert (token.amount_minor, str(token.last_valid_on), till.points(anna)) == (5000, "2027-11-20", 0)
    first = till.sell(("mug", 2), asked=(stored(token.code),)).receipt
    assert [(t.kind, t.amount_minor) for t in first.tenders] == [("gift_card", 1700)]
    assert balance(till, token.code) == 3300
    last = till.sell(("mug", 5), asked=(stored(token.code),)).receipt
    assert [(t.kind, t.amount_minor) for t in last.tenders] == [("gift_card", 3300), ("cash", 950)]
    assert balance(till, token.code) == 0


def test_a_gift_card_is_not_used_twice(till):
    """A second sale that was shown with the same balance is refused, even after money was taken."""
    card = till.sell(("gift50", 1)).receipt.tokens[0].code
    first = till.request(("mug", 5), asked=(stored(card),))
    second = till.request(("mug", 5), asked=(stored(card),))
    complete_sale(till.books, first)
    with pytest.raises(SaleChanged):
        complete_sale(till.books, second)
    import msgspec

    with pytest.raises(Refusal, match=r"stored\.short"):
        complete_sale(till.books, msgspec.structs.replace(second, money_taken=True))
    assert balance(till, card) == 750


def test_a_card_that_is_active_is_not_activated_again(till):
    card = till.sell(("gift50", 1)).receipt.tokens[0].code
    with pytest.raises(Refusal, match=r"gift\.active"):
        till.sell(("gift50", 1), blank_cards={"1": (card,)})


def test_what_a_gift_card_paid_goes_back_on_it_first(till):
    card = till.sell(("gift50", 1)).receipt.tokens[0].code
    sale = till.sell(("mug", 7), asked=(stored(card),)).receipt
    back = till.take_back(sale.sale, ("1", 6)).document
    assert [(t.kind, t.amount_minor) for t in back.refunds] == [("gift_card", 5000), ("cash", 100)]
    assert balance(till, card) == 5000


def test_a_gift_card_that_is_partly_spent_is_not_taken_back(till):
    sale = till.sell(("gift50", 1)).receipt
    till.sell(("mug", 1), asked=(stored(sale.tokens[0].code),))
    with pytest.raises(Refusal, match=r"41\.50"):
        till.take_back(sale.sale, ("1", 1))


def test_a_returned_gift_card_is_dead(till):
    """odoo 256896: a refunded gift card stayed usable."""
    sale = till.sell(("gift50", 1)).receipt
    till.take_back(sale.sale, ("1", 1))
    assert balance(till, sale.tokens[0].code) == 0
    assert till.request(("mug", 1), asked=(stored(sale.tokens[0].code),)).shown.tenders == ()


def test_a_voided_sale_takes_its_gift_card_with_it_unless_it_was_used(till):
    sale = till.sell(("gift50", 1)).receipt
    void_sale(till.books, sale.sale, "mistake", till.cashier)
    assert balance(till, sale.tokens[0].code) == 0
    other = till.sell(("gift50", 1)).receipt
    till.sell(("mug", 1), asked=(stored(other.tokens[0].code),))
    with pytest.raises(Refusal, match=r"void\.used"):
        void_sale(till.books, other.sale, "mistake", till.cashier)


def test_a_coupon_of_a_receipt_is_used_once_from_the_next_sale_on(till, anna):
    token = till.sell(("mug", 2), member=anna).receipt.tokens[0]
    assert coupons(till, anna) == [token.code]
    assert till.sell(("mug", 1), member=anna, asked=(code(token.code),)).receipt.discount_minor == 200
    assert till.request(("mug", 1), member=anna, asked=(code(token.code),)).shown.discount_minor == 0


def test_a_coupon_that_gives_nothing_is_not_burned(till, anna):
    token = till.sell(("mug", 2), member=anna).receipt.tokens[0]
    till.sell(("gift50", 1), member=anna, asked=(code(token.code),))
    assert coupons(till, anna) == [token.code]


def test_a_coupon_comes_back_with_the_goods_it_was_used_for(till, anna):
    token = till.sell(("mug", 2), member=anna).receipt.tokens[0]
    sale = till.sell(("mug", 1), member=anna, asked=(code(token.code),)).receipt
    assert till.take_back(sale.sale, ("1", 1)).document.coupons == (token.code,)
    assert coupons(till, anna) == [token.code]


def test_a_coupon_ends_with_the_sale_that_gave_it(till, anna):
    sale = till.sell(("mug", 2), member=anna).receipt
    back = till.take_back(sale.sale, ("1", 1)).document
    assert [token.code for token in back.revoked] == [sale.tokens[0].code]
    assert coupons(till, anna) == []


def test_a_used_coupon_of_a_returned_sale_lowers_the_refund_once(till, anna):
    sale = till.sell(("mug", 2), member=anna).receipt
    till.sell(("mug", 1), member=anna, asked=(code(sale.tokens[0].code),))
    first = till.take_back(sale.sale, ("1", 1)).document
    second = till.take_back(sale.sale, ("1", 1)).document
    assert [(back.value_minor, back.withheld_minor) for back in (first, second)] == [(850, 200), (850, 0)]


def test_a_birthday_gives_one_coupon_a_year_and_the_day_is_locked(till, anna):
    till.publish(occasion("birthday", '"before_days": 7, "after_days": 6, "joined_days_before": 3'))
    held = coupons(till, anna)
    assert len(held) == 1
    till.sell(("mug", 1), member=anna, asked=(code(held[0]),))
    assert coupons(till, anna) == []
    with pytest.raises(Refusal, match=r"birthday\.locked"):
        members.change_member(
            till.books, anna, Joining(phone="0612344471", name="Anna", birthday=dt.date(1990, 12, 1)), till.cashier
        )
    till.publish(occasion("birthday", '"before_days": 7, "after_days": 7, "joined_days_before": 3'))
    assert coupons(till, anna) == []
    till.later(365)
    assert len(coupons(till, anna)) == 1


def test_nobody_joins_for_the_birthday(till, anna):
    till.publish(occasion("birthday", '"before_days": 7, "after_days": 6'))
    assert coupons(till, anna) == []


def test_a_welcome_ends_after_its_window_and_an_anniversary_comes_each_year(till, anna):
    till.publish(occasion("joined"), occasion("anniversary"))
    assert len(coupons(till, anna)) == 1
    till.later(7)
    assert coupons(till, anna) == []
    till.later(359)
    assert len(coupons(till, anna)) == 1


def test_both_are_rewarded_after_the_friends_first_paid_visit_and_the_hold(till, anna):
    till.publish(occasion("referrer", '"hold_days": 14, "after_days": 30'), occasion("referred", '"hold_days": 14'))
    boris = till.join("0612344472", name="Boris")
    make_referral(till.books, boris, anna, till.cashier)
    sale = till.sell(("mug", 1), member=boris).receipt
    assert (coupons(till, anna), coupons(till, boris)) == ([], [])
    till.later(14)
    assert (len(coupons(till, anna)), len(coupons(till, boris))) == (1, 1)
    till.take_back(sale.sale, ("1", 1))
    assert (coupons(till, anna), coupons(till, boris)) == ([], [])


def test_a_member_who_has_bought_before_was_not_brought_along(till, anna):
    boris = till.join("0612344472", name="Boris")
    till.sell(("mug", 1), member=boris)
    with pytest.raises(Refusal, match=r"referral\.late"):
        make_referral(till.books, boris, anna, till.cashier)
