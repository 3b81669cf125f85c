"""No sequence by which a customer gains: tricks that were found by hand, each with the sums it came to."""

from __future__ import annotations

import msgspec
import pytest

from app.sales.basket import Goods
from app.values.errors import Refusal
from app.workflows import members
from app.workflows.complete_sale import Paid
from app.workflows.exchange import Exchanged, exchange, preview_exchange
from app.workflows.shop_now import moment_of
from app.workflows.tokens_now import card_balance
from app.workflows.void_sale import void_sale
from tests.unit.workflows.selling import CLUB, Till, code, reward, stored

CARDS = '{"id": "cards", "kind": "gift_card", "trigger": "card", "names": {"en": "Gift card"}}'
STAMPS = """{"id": "stamps", "names": {"en": "Stamps"}, "kind": "points", "trigger": "claim",
 "rules": [{"earn": {"type": "per_money", "points_milli": 1000, "per_minor": 1000, "rounding": "floor",
  "carry": true}}],
 "rewards": [{"type": "amount_off", "id": "five", "cost_milli": 5000, "value_minor": 500}]}"""
TENTH = """{"id": "tenth", "kind": "next_order", "applies": "future", "names": {"en": "10 % next time"},
 "rules": [{"conditions": [{"type": "min_amount", "amount_minor": 1000}]}],
 "rewards": [{"type": "percent_off", "id": "ten", "percent": "10"}]}"""


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(CLUB, CARDS, STAMPS)
    till.stock(Goods("gift50", "Gift card 50", 5000, kind="gift_card", program="cards"))
    return till


@pytest.fixture
def anna(till) -> str:
    return till.join(name="Anna K")


def swap(till, sale: str, back: tuple[str, float], *what: tuple[str, float], paid: tuple[Paid, ...] = ()) -> Exchanged:
    request, new = till.asking(sale, back), till.request(*what, given=0)
    with till.books.reads() as reads:
        shown = preview_exchange(reads, request, new, till.cashier)
    return exchange(till.books, request, msgspec.structs.replace(new, paid=paid), till.cashier, shown=shown)


def refunds(till, sale: str, *lines: tuple[str, float]) -> list[tuple[str, int]]:
    return [(each.kind, each.amount_minor) for each in till.take_back(sale, *lines).document.refunds]


def balance(till, card: str) -> int:
    with till.books.reads() as reads:
        return card_balance(reads, card, till.acting().business_on).balance_minor


def test_a_gift_card_does_not_become_cash_by_way_of_exchanges(till):
    """A mug paid by gift card, exchanged, and what was taken instead returned: 8.50 of the card were cash.

    3.40 of the card go back with the second exchange, 5.10 with the return.
    """
    card = till.sell(("gift50", 1)).receipt.tokens[0].code
    sale = till.sell(("mug", 1), asked=(stored(card),)).receipt
    first = swap(till, sale.sale, ("1", 1), ("coffee", 1), paid=(Paid("cash", 340),)).sale.receipt
    again = swap(till, first.sale, ("1", 1), ("mug", 1)).sale.receipt
    assert refunds(till, again.sale, ("1", 1)) == [("gift_card", 510), ("cash", 340)]
    assert balance(till, card) == 5000


def test_a_card_payment_does_not_become_cash_by_way_of_an_exchange(till):
    sale = till.sell(("mug", 1), card=-1).receipt
    new = swap(till, sale.sale, ("1", 1), ("coffee", 1), paid=(Paid("cash", 340),)).sale.receipt
    assert refunds(till, new.sale, ("1", 1)) == [("card", 850), ("cash", 340)]


def test_an_exchange_hands_on_so_much_of_each_tender_as_is_left(till):
    """17.00: 5.00 by gift card, 12.00 in cash; one mug is traded (cash first), the other returned, all ends where
    it came from."""
    card = till.sell(("gift50", 1)).receipt.tokens[0].code
    sale = till.sell(("mug", 2), asked=(stored(card, 500),)).receipt
    new = swap(till, sale.sale, ("1", 1), ("coffee", 1), paid=(Paid("cash", 340),)).sale.receipt
    assert refunds(till, sale.sale, ("1", 1)) == [("gift_card", 500), ("cash", 350)]
    assert refunds(till, new.sale, ("1", 1)) == [("cash", 1190)]
    assert balance(till, card) == 5000


def carried(till, member: str) -> int:
    with till.books.reads() as reads:
        moment = moment_of(till.acting().shop, till.counter.clock.now())
        return reads.standing(member, moment).remainders_minor.get("stamps", 0)


@pytest.mark.parametrize("how", ["void", "return", "parts"])
def test_a_card_shown_late_leaves_no_money_carried_when_the_sale_is_gone(till, anna, how):
    """8.50 without a stamp were carried on, although all of it went back: a stamp for every second void."""
    sale = till.sell(("mug", 3)).receipt
    members.attach_to_sale(till.books, sale.sale, anna, till.cashier)
    assert (till.points(anna, "stamps"), carried(till, anna)) == (2000, 550)
    if how == "void":
        void_sale(till.books, sale.sale, "mistake", till.cashier)
    else:
        for units in [3] if how == "return" else [1, 2]:
            till.take_back(sale.sale, ("1", units))
    assert (till.points(anna, "stamps"), carried(till, anna)) == (0, 0)


def test_points_do_not_buy_a_gift_card_whose_spending_earns_points_again(till, anna):
    """500 points became a gift card of 50.00, and what that paid for earned 50 points anew."""
    till.sell(("mug", 70), member=anna)
    assert till.points(anna) == 595_000
    asked = (reward("pay", points_milli=500_000),)
    assert till.request(("gift50", 1), member=anna, asked=asked).shown.tenders == ()
    mixed = till.sell(("gift50", 1), ("mug", 1), member=anna, asked=asked).receipt
    assert [(each.kind, each.amount_minor) for each in mixed.tenders] == [("points", 850), ("cash", 5000)]
    assert till.points(anna) == 595_000 - 85_000


def test_a_coupon_whose_sale_came_back_is_not_made_good_by_returning_what_it_was_used_for(till, anna):
    """Ten percent, kept back as 0.85, counted again after the small purchase was returned, for a large one."""
    till.publish(TENTH)
    first = till.sell(("mug", 2), member=anna).receipt
    coupon = first.tokens[0].code
    second = till.sell(("mug", 1), member=anna, asked=(code(coupon),)).receipt
    backs = [till.take_back(first.sale, ("1", 2)).document, till.take_back(second.sale, ("1", 1)).document]
    assert [(back.value_minor, back.withheld_minor) for back in backs] == [(1700, 85), (765, -85)]
    assert sum(back.refund_minor for back in backs) == first.total_minor + second.total_minor
    assert till.request(("mug", 10), member=anna, asked=(code(coupon),)).shown.discount_minor == 0


def test_nor_by_cancelling_it(till, anna):
    till.publish(TENTH)
    first = till.sell(("mug", 2), member=anna).receipt
    second = till.sell(("mug", 1), member=anna, asked=(code(first.tokens[0].code),)).receipt
    till.take_back(first.sale, ("1", 2))
    with pytest.raises(Refusal, match=r"void\.coupon"):
        void_sale(till.books, second.sale, "mistake", till.cashier)


def test_a_coupon_that_is_returned_before_its_sale_ends_with_it(till, anna):
    till.publish(TENTH)
    first = till.sell(("mug", 2), member=anna).receipt
    second = till.sell(("mug", 1), member=anna, asked=(code(first.tokens[0].code),)).receipt
    assert till.take_back(second.sale, ("1", 1)).document.refund_minor == 765
    assert till.take_back(first.sale, ("1", 2)).document.refund_minor == 1700
    assert till.request(("mug", 1), member=anna, asked=(code(first.tokens[0].code),)).shown.discount_minor == 0
