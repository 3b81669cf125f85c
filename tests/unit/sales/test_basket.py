"""The basket: joining lines, changing quantities, keys that are never reused."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from app.sales.basket import Basket, CodeIntent, Goods, RewardIntent
from app.sales.tax import TaxProfile

MILK = Goods(sku="milk", name="Milk", price_minor=119)
APPLES = Goods(sku="apples", name="Apples", price_minor=249, unit="kg")
BILL = Goods(sku="bill", name="", price_minor=3163, kind="bill")


def empty() -> Basket:
    return Basket(id="b", currency="EUR", taxes=TaxProfile())


def test_the_same_piece_joins_its_line():
    basket, first = empty().joined(MILK, 1000)
    basket, second = basket.joined(MILK, 2000)
    assert first == second
    assert [(line.key, line.quantity_milli) for line in basket.lines] == [("1", 3000)]


def test_weighed_goods_and_bills_keep_lines_of_their_own():
    basket, _ = empty().joined(APPLES, 1235)
    basket, _ = basket.joined(APPLES, 500)
    basket, _ = basket.joined(BILL, 1000)
    basket, _ = basket.joined(BILL, 1000)
    assert [line.key for line in basket.lines] == ["1", "2", "3", "4"]


def test_a_line_with_its_own_reduction_or_price_is_not_joined():
    basket, key = empty().joined(MILK, 1000)
    basket = basket.with_line(key, price_minor=100)
    basket, other = basket.joined(MILK, 1000)
    assert other != key


def test_quantity_zero_takes_the_line_out_and_its_key_is_not_used_again():
    basket, key = empty().joined(MILK, 1000)
    basket = basket.with_quantity(key, 0)
    assert basket.is_empty
    assert basket.joined(MILK, 1000)[1] != key


def test_an_unknown_code_stays_until_it_is_resolved():
    basket = empty().with_unresolved("4601234567893")
    assert not basket.is_empty
    assert basket.without(basket.unresolved[0].key).is_empty


def test_detaching_forgets_how_the_member_was_identified():
    basket = empty().identified("m", "card")
    assert (basket.member, basket.proof) == ("m", "card")
    assert basket.identified("", "card").proof == "none"


def test_units_of_a_weighed_line_are_one():
    basket, key = empty().joined(APPLES, 1235)
    line = basket.line(key)
    assert line is not None
    assert line.units == 1


@given(st.lists(st.tuples(st.sampled_from([MILK, APPLES, BILL]), st.integers(1, 5)), max_size=12))
def test_a_basket_survives_being_kept_as_a_draft(added):
    basket = empty()
    for goods, pieces in added:
        basket, _ = basket.joined(goods, pieces * 1000)
    basket = basket.wishing(asked=(CodeIntent("SAVE10"), RewardIntent("club", "five", times=0)))
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(basket), type=Basket) == basket
    assert len({line.key for line in basket.lines}) == len(basket.lines)
