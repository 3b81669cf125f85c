"""Free units: the n-th free, buy X get Y, the cheapest first; each unit counts once."""

import msgspec
import pytest

from app.loyalty.rewards.free_units import FreeUnits
from tests.unit.loyalty.shop import NEUTRAL, ask, basket, goods, holding, off, offer, points_program, quote

TEA, JAM = goods("tea", 250, category="food"), goods("jam", 400, category="food")


def three_for_two(**terms):
    return offer("free_units", every_units=3, kind="buy_x_get_y", **terms)


@pytest.mark.parametrize(("count", "free"), [("2", 0), ("3", 1), ("5", 1), ("7", 2)])
def test_the_third_is_free(count, free):
    assert quote(basket((TEA, count)), three_for_two()).discount_minor == 250 * free


def test_the_cheapest_are_free():
    assert off(quote(basket((JAM, "2"), (TEA, "1")), three_for_two())) == {"jam": 0, "tea": 250}
    dear = three_for_two(unit_order="expensive_first")
    assert off(quote(basket((JAM, "2"), (TEA, "1")), dear)) == {"jam": 400, "tea": 0}


@pytest.mark.parametrize(("choice", "wanted"), [("line", {"jam": 400, "tea": 0}), ("cheapest", {"jam": 0, "tea": 250}),
                                                ("expensive_first", {"jam": 400, "tea": 0})])  # fmt: skip
def test_where_the_offer_is_silent_the_shop_chooses(choice, wanted):
    policies = msgspec.structs.replace(NEUTRAL, free_unit_choice=choice)
    assert off(quote(basket((JAM, "2"), (TEA, "1")), three_for_two(), policies=policies)) == wanted


def test_paid_units_of_a_group_take_no_other_line_offer():
    half = offer("percent_off", percent="30", scope="lines", id="half")
    found = quote(basket((TEA, "4")), three_for_two(), half)
    assert found.discount_minor == 250 + 75
    assert [use.program for use in found.uses] == ["free_units", "half"]


def test_paid_units_of_other_goods_count_once_too():
    program = offer("free_units", every_units=2, kind="buy_x_get_y", rules=[{"products": {"skus": ["jam"]}}],
                    products={"skus": ["tea"]})  # fmt: skip
    other = offer("percent_off", percent="10", scope="lines", id="ten", products={"skus": ["jam"]})
    assert off(quote(basket((JAM, "3"), (TEA, "2")), program, other)) == {"jam": 40, "tea": 250}


def test_at_most_so_many():
    assert quote(basket((TEA, "9")), three_for_two(max_units=1)).discount_minor == 250
    assert quote(basket((TEA, "9")), three_for_two(limits={"per_receipt": 2})).discount_minor == 500
    assert quote(basket((TEA, "9")), three_for_two(max_amount_minor=600)).discount_minor == 600
    assert quote(basket((TEA, "9")), three_for_two(limits={"budget_minor": 300})).discount_minor == 300


def test_once_a_sale():
    program = offer("free_units", quantity=2, kind="buy_x_get_y")
    assert quote(basket((TEA, "5")), program).discount_minor == 500
    assert quote(basket((TEA, "1")), program).discount_minor == 250
    strict = msgspec.structs.replace(NEUTRAL, partial_free_group="none")
    assert quote(basket((TEA, "1")), program, policies=strict).discount_minor == 0


def test_partial_groups_of_a_larger_reward():
    program = offer("free_units", quantity=2, every_units=1, kind="buy_x_get_y")
    strict = msgspec.structs.replace(NEUTRAL, partial_free_group="none")
    assert quote(basket((TEA, "3")), program, policies=strict).discount_minor == 500


def test_as_a_reward_for_points_as_often_as_useful():
    program = points_program(rewards=[{"id": "free", "type": "free_units", "cost_milli": 4000, "quantity": 1,
                                       "products": {"skus": ["tea"]}}])  # fmt: skip
    found = quote(basket((TEA, "2"), member="m1", proof="card", asked=[ask("free", times=0)]), program,
                  standing=holding(50))  # fmt: skip
    assert (found.discount_minor, found.points[0].spent_milli) == (500, 8000)


def test_what_it_says():
    assert FreeUnits(id="r", every_units=3).effect("EUR").english() == "1 free of every 3"
    assert FreeUnits(id="r", quantity=2).effect("EUR").english() == "2 units free"


@pytest.mark.parametrize(("batches", "times"), [("exact", 1), ("round_up", 2)])
def test_a_started_batch_may_cost_a_full_one(batches, times):
    policies = msgspec.structs.replace(NEUTRAL, free_units_batches=batches)
    program = points_program(rewards=[{"id": "free", "type": "free_units", "cost_milli": 1000, "quantity": 2}])
    found = quote(basket((TEA, "3"), member="m1", asked=[ask("free", times=0)]), program, standing=holding(50),
                  policies=policies)  # fmt: skip
    assert found.points[0].spent_milli == 1000 * times
