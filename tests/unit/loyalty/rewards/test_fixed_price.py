"""Fixed price: each unit, all goods together; only if cheaper; a member price."""

import pytest

from app.loyalty.rewards.fixed_price import FixedPrice
from app.loyalty.standing import Standing
from tests.unit.loyalty.shop import NEUTRAL, SHOP, basket, goods, off, offer, quote

TEA = goods("tea", 249)


@pytest.mark.parametrize("policies", [SHOP, NEUTRAL], ids=["best", "in order"])
def test_each_unit_costs_so_much_only_if_cheaper(policies):
    found = quote(
        basket((TEA, "2"), (goods("mug", 150), "1")), offer("fixed_price", value_minor=179), policies=policies
    )
    assert off(found) == {"tea": 140, "mug": 0}


def test_a_member_price_is_for_members():
    program = offer("fixed_price", value_minor=179, products={"skus": ["tea"]}, audience={"who": "members"})
    assert quote(basket((TEA, "1")), program).discount_minor == 0
    assert quote(basket((TEA, "1"), member="m"), program, standing=Standing(member="m")).discount_minor == 70


def test_weighed_goods_by_the_unit_of_weight():
    apples = goods("apples", 249, unit="kg")
    assert quote(basket((apples, "1.235")), offer("fixed_price", value_minor=199)).total_minor == 246


def test_all_goods_together():
    found = quote(basket((TEA, "2"), (goods("mug", 502), "1")), offer("fixed_price", value_minor=420, scope="order"))
    assert found.total_minor == 420
    assert quote(basket((TEA, "1")), offer("fixed_price", value_minor=420, scope="order")).discount_minor == 0


def test_limited_and_capped():
    assert quote(basket((TEA, "3")), offer("fixed_price", value_minor=49, max_units=1)).discount_minor == 200
    assert quote(basket((TEA, "3")), offer("fixed_price", value_minor=49, max_amount_minor=500)).discount_minor == 500
    assert quote(basket((TEA, "3")), offer("fixed_price", value_minor=49, max_amount_minor=900)).discount_minor == 600


def test_a_line_whose_units_differ():
    first = offer("percent_off", id="a", percent="10", scope="lines", priority=1)
    found = quote(
        basket((goods("p", 999), "3")), first, offer("fixed_price", id="b", value_minor=899), policies=NEUTRAL
    )
    assert found.total_minor == 2697


def test_what_it_says():
    assert FixedPrice(id="r", value_minor=179).effect("EUR").english() == "for 1.79 EUR"
    assert FixedPrice(id="r", value_minor=179, scope="order").effect("EUR").english() == "everything for 1.79 EUR"
