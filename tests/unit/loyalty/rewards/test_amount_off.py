"""Amount off: receipt, lines, cheapest; never more than is there; whole, per point, tax included."""

import msgspec
import pytest

from app.loyalty.rewards.amount_off import AmountOff
from tests.unit.loyalty.shop import (
    NEUTRAL,
    SHOP,
    VAT,
    ask,
    basket,
    goods,
    holding,
    off,
    offer,
    points_program,
    quote,
)  # fmt: skip

OUTSIDE = msgspec.structs.replace(VAT, prices_include=False)


def amount(value, **terms):
    return offer("amount_off", value_minor=value, **terms)


def test_shared_by_what_is_left():
    assert off(quote(basket((goods("a", 1200), "1"), (goods("b", 800), "1")), amount(500))) == {"a": 300, "b": 200}


def test_never_more_than_is_there():
    assert quote(basket((goods("a", 300), "1")), amount(500)).discount_minor == 300


def test_of_some_lines_together():
    found = quote(basket((goods("a", 1200), "1"), (goods("b", 800), "1")),
                  amount(1000, scope="lines", products={"skus": ["b"]}))  # fmt: skip
    assert off(found) == {"a": 0, "b": 800}


def test_of_one_unit_of_the_cheapest():
    assert off(quote(basket((goods("a", 1333), "2"), (goods("b", 1666), "1")), amount(444, scope="cheapest"))) == {
        "a": 444, "b": 0}  # fmt: skip


def test_at_most_so_many_units_and_so_much():
    assert quote(basket((goods("a", 200), "6")), amount(300, scope="lines", max_units=1)).discount_minor == 200
    assert quote(basket((goods("a", 200), "6")), amount(300, max_units=1)).discount_minor == 200
    assert quote(basket((goods("a", 200), "6")), amount(900, max_amount_minor=700)).discount_minor == 700


@pytest.mark.parametrize(("policy", "cuts"), [
    ("largest_remainder", [334, 333, 333]), ("last", [333, 333, 334]), ("first_units", [334, 333, 333]),
])  # fmt: skip
def test_odd_cents_fall_as_the_shop_says(policy, cuts):
    policies = msgspec.structs.replace(NEUTRAL, remainder=policy)
    found = quote(basket(*[(goods(sku, 5000), "1") for sku in "abc"]), amount(1000), policies=policies)
    assert [line.discount_minor for line in found.lines] == cuts


@pytest.mark.parametrize(("policy", "cuts"), [
    ("by_amount", {"a": 100, "b": 300}), ("by_quantity", {"a": 200, "b": 200}),
    ("by_amount_gross", {"a": 114, "b": 286}),
])  # fmt: skip
def test_shared_as_the_shop_says(policy, cuts):
    policies = msgspec.structs.replace(NEUTRAL, fixed_split=policy)
    rows = [(goods("a", 1000, taxes=("full",)), "1"), (goods("b", 3000), "1")]
    assert off(quote(basket(*rows, taxes=OUTSIDE), amount(400), policies=policies)) == cuts
    of_lines = amount(400, scope="lines")
    assert off(quote(basket(*rows, taxes=OUTSIDE), of_lines, policies=policies)) == cuts


def test_shared_so_that_later_offers_find_the_most():
    policies = msgspec.structs.replace(NEUTRAL, fixed_split="customer_favourable")
    rows = [(goods("a", 600), "1"), (goods("b", 400), "1"), (goods("c", 1000), "1")]
    both = amount(500, id="m5", scope="lines", products={"skus": ["a", "b"]})
    one = amount(1000, id="m10", scope="lines", products={"skus": ["a"]})
    whole = offer("percent_off", id="t10", percent="10")
    found = quote(basket(*rows), both, one, whole, policies=policies)
    assert [r.amount_minor for r in found.lines[0].reductions] == [100, 500]
    assert found.total_minor == 900
    order = amount(500, id="m5", priority=1)
    assert off(quote(basket(*rows), order, one, policies=policies)) == {"a": 600, "b": 143, "c": 357}


def test_tax_included_it_is_what_the_customer_saves():
    found = quote(basket((goods("a", 1000, taxes=("full",)), "1"), taxes=OUTSIDE), amount(500, gross=True))
    assert (found.total_minor, found.discount_minor) == (700, 417)
    nothing = quote(basket((goods("a", 0, taxes=("full",)), "1"), taxes=OUTSIDE), amount(500, gross=True))
    assert nothing.discount_minor == 0


def test_tax_included_with_later_offers_in_mind():
    policies = msgspec.structs.replace(NEUTRAL, fixed_split="customer_favourable", remainder="last")
    rows = [(goods("a", 1000, taxes=("full",)), "1"), (goods("b", 0), "1")]
    found = quote(basket(*rows, taxes=OUTSIDE), amount(600, gross=True, id="a"), amount(100, id="b"), policies=policies)
    assert found.discount_minor == 600


def test_a_whole_reward_is_given_in_full_or_kept():
    program = points_program(rewards=[{"id": "five", "type": "amount_off", "cost_milli": 100_000, "value_minor": 500,
                                       "whole": True}])  # fmt: skip
    standing = holding(250)
    found = quote(basket((goods("a", 400), "1"), member="m1", proof="card", asked=[ask()]), program, standing=standing,
                  policies=msgspec.structs.replace(SHOP, spend_waste="allow"))  # fmt: skip
    assert found.discount_minor == 0
    assert found.notices[0].code == "reward.nothing"


def test_per_point_it_burns_what_it_grants():
    program = points_program(rewards=[{"id": "one", "type": "amount_off", "cost_milli": 1000, "value_minor": 100,
                                       "per_point": True}])  # fmt: skip
    found = quote(basket((goods("a", 16540), "1"), member="m1", proof="card", asked=[ask("one", times=0)]), program,
                  standing=holding(265))  # fmt: skip
    assert (found.discount_minor, found.points[0].spent_milli) == (16540, 166_000)


def test_what_it_says():
    assert AmountOff(id="r", value_minor=500).effect("EUR").english() == "5.00 EUR off"
    assert AmountOff(id="r", value_minor=500, scope="cheapest").effect("EUR").english() == "5.00 EUR off the cheapest"


def test_a_sum_for_the_cheapest_is_not_given_twice():
    assert not AmountOff(id="r", value_minor=1, scope="cheapest").divisible


@pytest.mark.parametrize(("count", "wanted"), [("1", 0), ("2", 100), ("5", 200)])
def test_so_much_for_every_two_units(count, wanted):
    program = amount(100, every_units=2, rules=[{"products": {"skus": ["a"]}}])
    assert quote(basket((goods("a", 1000), count)), program).discount_minor == wanted
    of_lines = amount(100, every_units=2, scope="lines", rules=[{"products": {"skus": ["a"]}}])
    assert quote(basket((goods("a", 1000), count)), of_lines).discount_minor == wanted
