"""Points per money: floors, fractions, decimals, money carried over; what earns and what does not."""

import msgspec
import pytest

from app.loyalty.accruals.per_money import PerMoney
from app.loyalty.standing import Standing
from tests.unit.loyalty.shop import (
    NEUTRAL,
    SHOP,
    VAT,
    ask,
    basket,
    goods,
    holding,
    offer,
    points_program,
    quote,
)  # fmt: skip

OUTSIDE = msgspec.structs.replace(VAT, prices_include=False)


def earned(what, *others, policies=SHOP, standing=None, **terms):
    accrual = {"type": "per_money", "points_milli": 1000, "per_minor": 100, **terms}
    program = points_program(rules=[{"earn": accrual}])
    (change,) = quote(what, program, *others, policies=policies, standing=standing).points
    return change.earned_milli


def member(*rows, **terms):
    return basket(*rows, member="m1", proof="card", **terms)


@pytest.mark.parametrize(("price", "terms", "points"), [
    (1020, {}, 10_200), (2688, {"rounding": "floor", "points_milli": 2000, "per_minor": 1000}, 4000),
    (1050, {"rounding": "half_up"}, 11_000), (1055, {"rounding": "half_up", "decimals": 1}, 10_600),
    (100, {"points_milli": 10}, 10), (99, {"rounding": "floor"}, 0),
])  # fmt: skip
def test_steps_and_rounding(price, terms, points):
    assert earned(member((goods("a", price), "1")), **terms) == points


def test_money_that_made_no_step_is_carried():
    program = points_program(rules=[{"earn": {"type": "per_money", "points_milli": 1000, "per_minor": 1000,
                                              "rounding": "floor", "carry": True}}])  # fmt: skip
    first = quote(member((goods("a", 2688), "1")), program).points[0]
    assert (first.earned_milli, first.remainder_minor) == (2000, 688)
    standing = Standing(member="m1", remainders_minor={"points": 688})
    second = quote(member((goods("a", 312), "1")), program, standing=standing).points[0]
    assert (second.earned_milli, second.remainder_minor) == (1000, 0)


@pytest.mark.parametrize(("basis", "points"), [("paid", 12_000), ("gross", 12_000), ("net", 10_000), ("list", 10_000)])
def test_on_the_amount_with_or_without_tax(basis, points):
    policies = msgspec.structs.replace(SHOP, earn_basis=basis)
    assert earned(member((goods("a", 1000, taxes=("full",)), "1"), taxes=OUTSIDE), policies=policies) == points


def test_after_discounts_or_before():
    ten = offer("percent_off", percent="10", id="ten")
    before = msgspec.structs.replace(SHOP, earn_discounts="before")
    assert earned(member((goods("a", 1000), "1")), ten) == 9000
    assert earned(member((goods("a", 1000), "1")), ten, policies=before) == 10_000


def test_order_offers_may_be_left_out_for_named_goods():
    ignore = msgspec.structs.replace(NEUTRAL, earn_allocation="ignore_order_discounts")
    program = points_program(rules=[{"products": {"skus": ["a"]}, "earn": {"type": "per_money", "points_milli": 1000}}])
    ten = offer("percent_off", percent="10", id="ten")
    what = member((goods("a", 10_000), "1"), (goods("b", 5000), "1"))
    assert quote(what, program, ten, policies=ignore).points[0].earned_milli == 100_000
    assert quote(what, program, ten, policies=NEUTRAL).points[0].earned_milli == 90_000


def test_a_discount_bought_with_its_own_points_may_count():
    what = member((goods("a", 10_000), "1"), asked=[ask()])
    before = msgspec.structs.replace(SHOP, earn_own_reward="before")
    program = points_program()
    assert quote(what, program, standing=holding(100)).points[0].earned_milli == 95_000
    assert quote(what, program, standing=holding(100), policies=before).points[0].earned_milli == 100_000


def test_gift_cards_sold_earn_nothing():
    assert earned(member((goods("card", 5000, kind="gift_card"), "1"), (goods("a", 1000), "1"))) == 10_000


def test_nobody_earns_without_a_member():
    assert quote(basket((goods("a", 1000), "1")), points_program()).points == ()


def test_what_it_says():
    assert PerMoney(points_milli=1500, per_minor=1000).says("EUR").english() == "1.5 points per 10.00 EUR"
