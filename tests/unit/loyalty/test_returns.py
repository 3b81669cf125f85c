"""Returns: priced anew, in parts or at once, by sum or by goods; points taken and given back; policies."""

import msgspec
import pytest

from app.loyalty.compile import compile_programs
from app.loyalty.price import price
from app.loyalty.returns import GivenBack, Sold, added, kept_after, money_paid, preview_return
from app.loyalty.standing import Standing
from app.sales.basket import ManualReduction
from tests.unit.loyalty.shop import NOW, SHOP, ask, basket, goods, holding, offer, points_program, program

A, B = goods("a", 1000), goods("b", 500)


def sold(what, *programs, standing=None, policies=SHOP):
    compiled = compile_programs(programs, policies)
    who = standing or Standing(member=what.member)
    return Sold(what, who, compiled, policies, NOW, price(what, who, compiled, policies, NOW))


def back(sale, so_far=None, amount=0, **skus):
    so_far = so_far or GivenBack(sale.basket)
    kept = kept_after(so_far.kept, {sku: count * 1000 for sku, count in skus.items()})
    return preview_return(sale, so_far, kept, amount)


def member(*rows, **terms):
    return basket(*rows, member="m1", proof="card", **terms)


def test_one_of_two_units():
    found = back(sold(member((A, "2")), points_program()), a=1)
    assert (found.refund_minor, found.taken_milli, found.restored_milli) == (1000, {"points": 10_000}, {})


def test_a_discount_that_falls_away_stays_with_the_shop():
    off = program(id="o", rewards=[{"id": "r", "type": "amount_off", "value_minor": 500}],
                  rules=[{"conditions": [{"type": "min_amount", "amount_minor": 1500}]}])  # fmt: skip
    sale = sold(member((A, "2")), off)
    first = back(sale, a=1)
    assert (money_paid(sale.quote), first.refund_minor) == (1500, 500)
    second = back(sale, first, a=1)
    assert second.refund_minor == 1000


def test_points_spent_come_back_when_their_reward_falls_away():
    sale = sold(member((A, "1"), (B, "1"), asked=[ask()]), points_program(), standing=holding(100))
    everything = back(sale, a=1, b=1)
    assert everything.restored_milli == {"points": 100_000}
    assert everything.taken_milli == {"points": 10_000}
    assert everything.refund_minor == 1000
    assert back(sale, b=1).restored_milli == {}


def test_points_that_paid_come_back_first_as_points():
    pays = points_program(rewards=[{"id": "pay", "type": "points_payment"}])
    sale = sold(member((A, "1"), asked=[ask("pay", times=0)]), pays, standing=holding(300))
    found = back(sale, a=1)
    assert (found.refund_minor, found.restored_milli) == (700, {"points": 300_000})


@pytest.mark.parametrize(("policy", "amount", "taken"), [
    ("recomputed", 100, 1000), ("recomputed", 550, 6000), ("floor_of_refund", 550, 5000), ("proportional", 550, 5500),
])  # fmt: skip
def test_a_sum_given_back(policy, amount, taken):
    policies = msgspec.structs.replace(SHOP, refund_points=policy)
    found = back(sold(member((A, "1")), points_program(), policies=policies), amount=amount)
    assert (found.refund_minor, found.taken_milli) == (amount, {"points": taken})


def test_a_sum_beside_a_reduction_by_hand_and_never_more_than_was_paid():
    whole = ManualReduction("amount", 300, "why", "staff")
    sale = sold(member((A, "1"), reduction=whole), points_program())
    first = back(sale, amount=200)
    assert (first.refund_minor, first.taken_milli) == (200, {"points": 2000})
    assert back(sale, first, amount=999).refund_minor == 500


def test_spent_points_may_come_back_in_proportion():
    policies = msgspec.structs.replace(SHOP, refund_spent_points="proportional")
    sale = sold(member((A, "2"), asked=[ask()]), points_program(), standing=holding(100), policies=policies)
    first = back(sale, a=1)
    assert first.restored_milli == {"points": 66_667}
    assert back(sale, first, a=1).restored_milli == {"points": 33_333}


def test_a_receipt_that_no_longer_prices_as_it_did_is_shared_in_proportion():
    half = offer("percent_off", percent="50", id="half")
    then = sold(member((A, "1"), (B, "2")), half, points_program())
    now = msgspec.structs.replace(then, programs=compile_programs([points_program()], SHOP))
    first = back(now, b=1)
    assert (first.proportional, first.refund_minor, first.taken_milli) == (True, 250, {"points": 2500})
    rest = back(now, first, a=1, b=1)
    assert first.refund_minor + rest.refund_minor == 1000
    assert added(first, rest).proportional


def test_free_lines_on_top_are_no_part_of_the_share():
    gift = offer("free_product", sku="pin", kind="buy_x_get_y", id="gift")
    then = sold(member((A, "1")), gift, points_program())
    changed = msgspec.structs.replace(then, programs=compile_programs([offer("percent_off", percent="5")], SHOP))
    assert back(changed, a=1).refund_minor == 1000


def test_nothing_paid_nothing_given():
    free = sold(member((goods("z", 0), "1")), points_program())
    assert back(free, z=1).refund_minor == 0
    assert back(free, amount=5).refund_minor == 0


def test_later_lines_give_first():
    kept = kept_after(basket((A, "2"), (goods("a", 1000), "3")), {"a": 4000})
    assert [(line.key, line.quantity_milli) for line in kept.lines] == [("1", 1000)]


def test_a_programme_that_is_gone_takes_nothing_back_by_floor():
    policies = msgspec.structs.replace(SHOP, refund_points="floor_of_refund")
    sale = sold(member((A, "1")), points_program(), policies=policies)
    gone = msgspec.structs.replace(sale, programs=compile_programs([], policies))
    assert back(gone, a=1).taken_milli == {}


def test_points_a_unit_earn_nothing_by_a_sum():
    policies = msgspec.structs.replace(SHOP, refund_points="floor_of_refund")
    stamps = points_program(rules=[{"earn": {"type": "per_unit", "points_milli": 1000}},
                                   {"earn": {"type": "per_money", "points_milli": 1000,
                                             "rounding": "floor"}}])  # fmt: skip
    assert back(sold(member((A, "1")), stamps, policies=policies), a=1).taken_milli == {"points": 10_000}
