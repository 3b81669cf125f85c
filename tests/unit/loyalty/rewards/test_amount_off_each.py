"""Amount off each unit: at most its price; weighed goods by weight; limited units; tax included."""

import msgspec
import pytest

from app.loyalty.rewards.amount_off_each import AmountOffEach
from tests.unit.loyalty.shop import NEUTRAL, VAT, basket, goods, off, offer, quote

OUTSIDE = msgspec.structs.replace(VAT, prices_include=False)


def each(value, **terms):
    return offer("amount_off_each", value_minor=value, **terms)


@pytest.mark.parametrize(("value", "wanted"), [(10, 30), (40, 120), (50, 120)])
def test_off_each_and_at_most_the_price(value, wanted):
    assert quote(basket((goods("pen", 40), "3")), each(value)).discount_minor == wanted


def test_weighed_goods_by_weight():
    assert quote(basket((goods("apples", 249, unit="kg"), "1.235")), each(50)).discount_minor == 62


def test_limited_units_dearest_first():
    rows = [(goods("p1", 180), "5"), (goods("p2", 1395), "3")]
    found = quote(basket(*rows), each(1000, max_units=5, unit_order="expensive_first"))
    assert off(found) == {"p1": 360, "p2": 3000}


def test_units_an_earlier_offer_made_free_have_nothing_left():
    free = offer("free_units", id="f", quantity=1, priority=2, kind="buy_x_get_y")
    found = quote(basket((goods("pen", 1000), "3")), free, each(700, id="e"), policies=NEUTRAL)
    assert found.discount_minor == 1000 + 1400


def test_a_cap():
    assert quote(basket((goods("pen", 40), "3")), each(40, max_amount_minor=100)).discount_minor == 100


def test_a_floor():
    assert quote(basket((goods("pen", 40, min_price_minor=35), "3")), each(10)).discount_minor == 15


def test_tax_included():
    found = quote(basket((goods("a", 1000, taxes=("full",)), "2"), taxes=OUTSIDE), each(120, gross=True))
    assert found.discount_minor == 200


def test_nothing_to_take():
    assert quote(basket((goods("a", 0), "2")), each(10)).discount_minor == 0


def test_what_it_says():
    assert AmountOffEach(id="r", value_minor=50).effect("EUR").english() == "0.50 EUR off each"
