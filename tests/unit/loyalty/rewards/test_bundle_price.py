"""Bundle price: groups of units, cheapest first, only where that is cheaper."""

from app.loyalty.rewards.bundle_price import BundlePrice
from tests.unit.loyalty.shop import NEUTRAL, basket, goods, off, offer, quote


def three_for_20(**terms):
    return offer("bundle_price", group_size=3, value_minor=2000, **terms)


def test_only_if_cheaper():
    assert quote(basket((goods("p", 600), "3")), three_for_20()).discount_minor == 0
    assert quote(basket((goods("p", 800), "4")), three_for_20()).discount_minor == 400
    assert quote(basket((goods("p", 800), "2")), three_for_20()).discount_minor == 0


def test_as_many_bundles_as_there_are_and_as_allowed():
    assert quote(basket((goods("p", 800), "6")), three_for_20()).discount_minor == 800
    assert quote(basket((goods("p", 800), "6")), three_for_20(limits={"per_receipt": 1})).discount_minor == 400


def test_cheapest_units_first():
    rows = [(goods("a", 900), "3"), (goods("b", 700), "3")]
    assert off(quote(basket(*rows), three_for_20(limits={"per_receipt": 1}))) == {"a": 0, "b": 100}


def test_dear_units_that_pay_are_found_behind_cheap_ones_that_do_not():
    rows = [(goods("a", 100), "3"), (goods("b", 900), "3")]
    assert quote(basket(*rows), three_for_20()).discount_minor == 0
    dear = three_for_20(unit_order="expensive_first")
    assert off(quote(basket(*rows), dear)) == {"a": 0, "b": 700}


def test_a_cap_and_many_units():
    assert quote(basket((goods("p", 800), "6")), three_for_20(max_amount_minor=500)).discount_minor == 500
    assert quote(basket((goods("p", 800), "300")), three_for_20(), policies=NEUTRAL).discount_minor == 40_000


def test_units_of_a_bundle_that_get_no_cent_are_used_up_too():
    rows = [(goods("a", 667), "1"), (goods("b", 667), "1"), (goods("c", 667), "1")]
    other = offer("amount_off_each", value_minor=1, id="one")
    assert quote(basket(*rows), three_for_20(), other).discount_minor == 3


def test_what_it_says():
    assert BundlePrice(id="r", value_minor=2000, group_size=3).effect("EUR").english() == "3 units for 20.00 EUR"
