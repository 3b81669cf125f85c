"""A coupon given to one member: nobody else uses it, it acts once, and two who are one person both have it."""

from __future__ import annotations

import pytest

from app.workflows.goodwill import Goodwill, grant_goodwill
from app.workflows.merge_members import merge_members
from tests.unit.workflows.selling import CLUB, Till, code

SORRY = """{"id": "sorry", "kind": "next_order", "applies": "future", "names": {"en": "3.00 off"},
 "rules": [{"conditions": [{"type": "min_amount", "amount_minor": 1000000}]}],
 "rewards": [{"type": "amount_off", "id": "three", "value_minor": 300}]}"""


@pytest.fixture
def till(counter) -> Till:
    till = Till(counter)
    till.publish(CLUB, SORRY)
    return till


@pytest.fixture
def anna(till) -> str:
    return till.join(name="Anna K")


@pytest.fixture
def coupon(till, anna) -> str:
    return grant_goodwill(till.books, Goodwill("coupon", anna, "waited", "sorry"), till.cashier).code


def total(till, coupon: str, member: str) -> int:
    return till.request(("mug", 1), member=member, asked=(code(coupon),)).shown.total_minor


def test_it_is_the_members_own(till, anna, coupon):
    boris = till.join("0612344472", name="Boris")
    assert (total(till, coupon, anna), total(till, coupon, boris), total(till, coupon, "")) == (550, 850, 850)


def test_it_acts_once_and_again_when_its_goods_came_back(till, anna, coupon):
    sale = till.sell(("mug", 1), member=anna, asked=(code(coupon),)).receipt
    assert total(till, coupon, anna) == 850
    assert till.take_back(sale.sale, ("1", 1)).document.refund_minor == 550
    assert total(till, coupon, anna) == 550


def test_who_turns_out_to_be_the_same_person_has_it(till, anna, coupon):
    boris = till.join("0612344472", name="Anna Kowalska")
    merge_members(till.books, anna, boris, till.acting())
    assert total(till, coupon, boris) == 550
