"""Percent off: receipt, lines, cheapest; steps, limits, caps, stacking and rounding policies."""

from decimal import Decimal

import msgspec
import pytest

from app.loyalty.rewards.percent_off import PercentOff, PercentStep
from tests.unit.loyalty.shop import NEUTRAL, VAT, basket, goods, off, offer, quote

PEN, INK = goods("pen", 320), goods("ink", 1000, category="office")


def percent(value, **terms):
    return offer("percent_off", percent=str(value), **terms)


def test_of_the_receipt_it_is_rounded_once_and_shared_by_amount():
    found = quote(basket((goods("a", 3333), "1"), (goods("b", 2810), "1")), percent(10))
    assert found.discount_minor == 614
    assert off(found) == {"a": 333, "b": 281}


def test_of_lines_it_is_rounded_once_a_line():
    found = quote(basket((goods("a", 35), "3"), (INK, "1")), percent(20, scope="lines", products={"skus": ["a"]}))
    assert off(found) == {"a": 21, "ink": 0}


def test_rounded_by_the_unit_it_is_multiplied():
    policies = msgspec.structs.replace(NEUTRAL, percent_rounding_unit="unit")
    assert quote(basket((goods("a", 33), "3")), percent(10, scope="lines"), policies=policies).discount_minor == 9
    assert quote(basket((goods("a", 33), "3")), percent(10, scope="lines"), policies=NEUTRAL).discount_minor == 10


def test_of_the_cheapest_article_one_unit():
    assert off(quote(basket((PEN, "5"), (INK, "1")), percent(90, scope="cheapest"))) == {"pen": 288, "ink": 0}


def test_at_most_so_many_units():
    assert quote(basket((PEN, "5")), percent(50, scope="lines", max_units=2)).discount_minor == 320
    assert off(quote(basket((PEN, "5"), (INK, "5")), percent(50, scope="lines", per_line_max_units=1))) == {
        "pen": 160, "ink": 500}  # fmt: skip
    assert quote(basket((PEN, "5")), percent(50, scope="lines", group_size=2)).discount_minor == 640


def test_limited_units_of_the_whole_receipt():
    assert quote(basket((PEN, "5")), percent(50, max_units=2)).discount_minor == 320


def test_a_cap_is_shared_by_amount():
    found = quote(basket((goods("a", 3000), "1"), (goods("b", 2500), "1")),
                  percent(100, scope="lines", max_amount_minor=4000))  # fmt: skip
    assert off(found) == {"a": 2182, "b": 1818}
    assert quote(basket((goods("a", 65000), "1")), percent(15, max_amount_minor=5000)).discount_minor == 5000


def test_a_cap_may_count_what_is_saved_with_tax():
    taxed = goods("a", 10000, taxes=("full",))
    outside = msgspec.structs.replace(VAT, prices_include=False)
    found = quote(basket((taxed, "1"), taxes=outside), percent(10, scope="lines", max_amount_minor=900, gross_cap=True))
    assert (found.discount_minor, found.total_minor) == (750, 11100)


@pytest.mark.parametrize(("count", "wanted"), [(1, 0), (2, 64), (4, 192)])
def test_the_highest_step_reached_counts(count, wanted):
    steps = [{"percent": "10", "from_amount_minor": 500}, {"percent": "15", "from_amount_minor": 1000}]
    assert quote(basket((PEN, str(count))), offer("percent_off", steps=steps)).discount_minor == wanted


def test_percentages_stack_one_after_the_other_or_add_up():
    programs = [percent(10, id="a", priority=2), percent(20, id="b", priority=1)]
    added = msgspec.structs.replace(NEUTRAL, percent_stacking="additive")
    assert quote(basket((goods("a", 10000), "1")), *programs, policies=NEUTRAL).total_minor == 7200
    assert quote(basket((goods("a", 10000), "1")), *programs, policies=added).total_minor == 7000
    assert (
        quote(basket((goods("a", 10000), "1")), percent(60, id="a"), percent(60, id="b"), policies=added).total_minor
        == 0
    )


def test_added_up_on_lines_and_weighed_goods():
    added = msgspec.structs.replace(NEUTRAL, percent_stacking="additive")
    apples = goods("apples", 249, unit="kg")
    programs = [percent(10, id="a", scope="lines"), percent(20, id="b", scope="lines")]
    assert (
        quote(basket((apples, "1.235"), (goods("p", 100), "2")), *programs, policies=added).discount_minor
        == 31 + 62 + 60
    )


@pytest.mark.parametrize(("how", "wanted"), [("half_up", 3), ("half_down", 2), ("down", 2)])
def test_discounts_are_rounded_as_the_shop_says(how, wanted):
    policies = msgspec.structs.replace(NEUTRAL, discount_rounding=how)
    assert quote(basket((goods("a", 25), "1")), percent(10), policies=policies).discount_minor == wanted


def test_a_floor_gives_its_part_to_the_others_or_keeps_it():
    mug, shirt = goods("mug", 2000), goods("shirt", 5000, min_price_minor=4500)
    assert off(quote(basket((mug, "1"), (shirt, "1")), percent(20))) == {"mug": 900, "shirt": 500}
    kept = msgspec.structs.replace(NEUTRAL, min_price_distribution="kept")
    assert off(quote(basket((mug, "1"), (shirt, "1")), percent(20), policies=kept)) == {"mug": 400, "shirt": 500}


def test_what_it_says():
    assert PercentOff(id="r", percent=Decimal("12.50")).effect("EUR").english() == "12.5 % off"
    assert PercentOff(id="r", percent=Decimal(90), scope="cheapest").effect("EUR").english() == "90 % off the cheapest"
    steps = (PercentStep(percent=Decimal(5)), PercentStep(percent=Decimal(10)))
    assert PercentOff(id="r", steps=steps).effect("EUR").english() == "up to 10 % off"


def test_its_ceiling_is_never_below_what_it_takes():
    added = msgspec.structs.replace(NEUTRAL, percent_stacking="additive", combination="best", order_offers="all")
    found = quote(basket((goods("a", 999), "3")), percent(33, id="a"), percent(50, id="b"), policies=added)
    assert found.discount_minor == 989 + 1499
    by_unit = msgspec.structs.replace(added, percent_rounding_unit="unit", percent_stacking="sequential")
    assert quote(basket((goods("a", 5), "3")), percent(10, scope="lines"), policies=by_unit).discount_minor == 3


@pytest.mark.parametrize(("count", "wanted"), [("1", 0), ("2", 160), ("5", 320)])
def test_the_second_at_half_price(count, wanted):
    second = percent(50, scope="cheapest", every_units=2, rules=[{"products": {"skus": ["pen"]}}], kind="buy_x_get_y")
    assert quote(basket((PEN, count)), second).discount_minor == wanted


def test_steps_on_what_earlier_offers_left_where_the_shop_says_so():
    discounted = msgspec.structs.replace(NEUTRAL, threshold_basis="discounted")
    steps = offer("percent_off", steps=[{"percent": "10", "from_amount_minor": 1000}], id="steps")
    first = offer("amount_off", value_minor=100, id="first", priority=1)
    assert quote(basket((INK, "1")), first, steps, policies=NEUTRAL).discount_minor == 190
    assert quote(basket((INK, "1")), first, steps, policies=discounted).discount_minor == 100
