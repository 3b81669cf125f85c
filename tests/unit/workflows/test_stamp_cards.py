"""A stamp card of a member at the till: a stamp for each coffee that is paid, the sixth cup free."""

from __future__ import annotations

import pytest

from app.sales.basket import Goods, RewardIntent
from app.workflows.void_sale import void_sale
from tests.unit.workflows.selling import Till

STAMPS = """{"id": "stamps", "names": {"en": "Coffee card"}, "kind": "points", "trigger": "claim",
 "rules": [{"products": {"skus": ["cup"]}, "earn": {"type": "per_unit", "points_milli": 1000}}],
 "rewards": [{"type": "free_units", "id": "free", "cost_milli": 5000, "quantity": 1,
  "products": {"skus": ["cup"]}, "names": {"en": "Free coffee"}}]}"""
FREE = RewardIntent("stamps", "free")


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.settle(cash_step_minor=0)
    till.publish(STAMPS)
    till.stock(Goods("cup", "Cup of coffee", 320))
    return till


@pytest.fixture
def anna(till) -> str:
    return till.join(name="Anna K")


def stamps(till, member: str) -> int:
    return till.points(member, "stamps") // 1000


def test_five_cups_and_the_sixth_is_free(till, anna):
    seen = []
    for _ in range(3):
        till.sell(("cup", 1), ("mug", 1), member=anna)
        seen.append(stamps(till, anna))
        till.later(1)
    assert seen == [1, 2, 3]
    till.sell(("cup", 2), member=anna)
    free = till.sell(("cup", 1), member=anna, asked=(FREE,)).receipt
    assert (free.total_minor, stamps(till, anna)) == (0, 0)


def test_a_free_cup_earns_no_stamp_and_the_others_of_its_receipt_do(till, anna):
    till.sell(("cup", 5), member=anna)
    receipt = till.sell(("cup", 3), member=anna, asked=(FREE,)).receipt
    assert (receipt.total_minor, stamps(till, anna)) == (640, 2)


def test_four_stamps_give_nothing_and_nobody_has_a_card_without_being_a_member(till, anna):
    till.sell(("cup", 4), member=anna)
    assert till.request(("cup", 1), member=anna, asked=(FREE,)).shown.total_minor == 320
    assert till.sell(("cup", 9)).receipt.points == ()


def test_a_cup_given_back_takes_its_stamp_and_a_free_one_gives_its_stamps_back(till, anna):
    first = till.sell(("cup", 5), member=anna).receipt
    free = till.sell(("cup", 1), member=anna, asked=(FREE,)).receipt
    back = till.take_back(free.sale, ("1", 1)).document
    assert (back.refund_minor, stamps(till, anna)) == (0, 5)
    back = till.take_back(first.sale, ("1", 2)).document
    assert (back.refund_minor, stamps(till, anna)) == (640, 3)
    again = till.sell(("cup", 2), member=anna).receipt
    void_sale(till.books, again.sale, "mistake", till.cashier)
    assert stamps(till, anna) == 3
