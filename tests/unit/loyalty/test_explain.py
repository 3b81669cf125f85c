"""Every offer explained: acts, available, would lose, not available with all reasons; never against the decision."""

import json
import random

import pytest

from app.loyalty.compile import compile_programs
from app.loyalty.explain import explain
from app.loyalty.price import price
from app.loyalty.program import read_program
from app.loyalty.standing import Standing, Uses
from tests.unit.loyalty.shop import (
    NOW,
    SHOP,
    ask,
    basket,
    code,
    goods,
    holding,
    offer,
    points_program,
    program,
)  # fmt: skip
from tests.unit.loyalty.test_best_combination import ALL, priced, random_lines, random_programmes

A = goods("a", 1000)
TEN = {"id": "r", "type": "percent_off", "percent": "10"}


def told(what, *programs, standing=None, policies=SHOP):
    compiled = compile_programs(programs, policies)
    who = standing or Standing(member=what.member)
    quote = price(what, who, compiled, policies, NOW)
    return {(e.program, e.reward): e for e in explain(quote, what, who, compiled, policies, NOW)}


def member(*rows, **terms):
    return basket(*(rows or ((A, "2"),)), member="m1", proof=terms.pop("proof", "card"), **terms)


def reasons(explanation):
    return [why.code for why in explanation.reasons]


def test_what_acts_says_what_it_takes():
    found = told(basket((A, "1")), program(id="p", rewards=[TEN]))["p", "r"]
    assert (found.state, found.discount_minor, found.total_before_minor, found.total_after_minor) == (
        "acts",
        100,
        1000,
        900,
    )
    assert found.effect.english() == "10 % off"
    assert not found.by_intent


def test_what_is_missing_is_told_all_of_it():
    needy = program(id="p", rewards=[TEN], trigger="code", code="X", limits={"per_member": 1},
                    audience={"who": "members"}, schedule={"from_on": "2027-01-01"},
                    rules=[{"conditions": [{"type": "min_amount", "amount_minor": 1500},
                                           {"type": "min_quantity", "quantity_milli": 3000}]}])  # fmt: skip
    found = told(basket((A, "1")), needy, standing=Standing(uses={"p": Uses(by_member=1)}))["p", "r"]
    assert found.state == "not_available"
    assert reasons(found) == ["schedule.before", "audience.members", "limit.member", "code.needed", "amount.short",
                              "quantity.short"]  # fmt: skip
    short = found.reasons[4]
    assert (short.needed, short.has, short.message.english()) == (1500, 1000, "needs 15.00 EUR: short 5.00 EUR")


def test_of_alternative_rules_the_nearest_speaks():
    either = program(id="p", rewards=[TEN], rules=[
        {"conditions": [{"type": "min_amount", "amount_minor": 5000},
                        {"type": "min_quantity", "quantity_milli": 9000}]},
        {"conditions": [{"type": "min_amount", "amount_minor": 1500}]}])  # fmt: skip
    assert told(basket((A, "1")), either)["p", "r"].reasons[0].needed == 1500


def test_a_reward_that_could_be_taken_says_what_it_would_bring():
    found = told(member(), points_program(), standing=holding(250))["points", "five"]
    assert (found.state, found.by_intent, found.times) == ("available", True, 1)
    assert (found.discount_minor, found.cost_milli) == (500, 100_000)
    assert (found.total_before_minor, found.total_after_minor) == (2000, 1500)
    assert (found.points_before_milli, found.points_after_milli) == (250_000, 150_000)


def test_a_reward_that_was_taken_acts():
    found = told(member(asked=[ask(times=2)]), points_program(), standing=holding(250))["points", "five"]
    assert (found.state, found.times, found.cost_milli, found.points_after_milli) == ("acts", 2, 200_000, 50_000)
    assert (found.total_before_minor, found.total_after_minor) == (2000, 1000)


@pytest.mark.parametrize(("what", "standing", "wanted"), [
    (member(), holding(99), ["points.short"]), (member(proof="phone"), holding(500, proof="phone"), ["proof.card"]),
    (member(), holding(500, allowance_milli={"points": 0}), ["points.allowance"]),
    (basket((A, "1")), Standing(), ["audience.members"]),
    (member(refused=["points"]), holding(500), ["switched_off"]),
])  # fmt: skip
def test_a_reward_that_cannot_be_taken_says_why(what, standing, wanted):
    found = told(what, points_program(), standing=standing)["points", "five"]
    assert (found.state, reasons(found)) == ("not_available", wanted)


def test_a_reward_that_would_waste_points_would_lose():
    found = told(member((goods("s", 300), "1")), points_program(), standing=holding(500))["points", "five"]
    assert (found.state, reasons(found)) == ("would_lose", ["reward.waste"])


def test_a_reward_with_nothing_to_take():
    named = points_program(rewards=[{"id": "five", "type": "amount_off", "scope": "lines", "cost_milli": 1000,
                                     "value_minor": 5, "products": {"skus": ["gold"]}}])  # fmt: skip
    found = told(member(), named, standing=holding(500))["points", "five"]
    assert (found.state, reasons(found)) == ("not_available", ["reward.nothing"])


def test_points_as_money():
    pays = points_program(rewards=[{"id": "pay", "type": "points_payment", "min_points_milli": 100_000}])
    found = told(member(), pays, standing=holding(300))["points", "pay"]
    assert (found.state, found.discount_minor, found.cost_milli) == ("available", 300, 300_000)
    taken = told(member(asked=[ask("pay", times=0)]), pays, standing=holding(300))["points", "pay"]
    assert (taken.state, taken.discount_minor, taken.cost_milli) == ("acts", 300, 300_000)
    assert (taken.total_before_minor, taken.total_after_minor) == (2000, 1700)
    assert reasons(told(member(), pays, standing=holding(50))["points", "pay"]) == ["points.short"]


def test_a_better_combination_stands_in_its_place():
    five = offer("amount_off", value_minor=500, id="five")
    found = told(basket((goods("x", 3660), "1")), five, program(id="ten", rewards=[TEN]))["ten", "r"]
    assert (found.state, reasons(found)) == ("would_lose", ["combination.less"])
    assert found.reasons[0].message.english() == "what acts now saves 5.00 EUR; this alone would save 3.66 EUR"


def test_an_offer_that_finds_nothing():
    shoes = offer("percent_off", percent="10", scope="lines", products={"skus": ["shoe"]}, id="shoes")
    found = told(basket((A, "1")), shoes)["shoes", "r"]
    assert (found.state, reasons(found)) == ("not_available", ["reward.nothing"])


def test_a_reward_that_was_switched_off():
    found = told(basket((A, "1"), refused=["p/r"]), program(id="p", rewards=[TEN]))["p", "r"]
    assert reasons(found) == ["switched_off"]


def test_a_gift_on_top_acts():
    gift = offer("free_product", sku="pin", kind="buy_x_get_y", id="gift")
    assert told(basket((A, "1")), gift)["gift", "r"].state == "acts"
    chosen = program(id="g", trigger="claim", rewards=[{"id": "r", "type": "free_product", "sku": "pin"}])
    assert told(basket((A, "1")), chosen)["g", "r"].state == "available"
    assert told(basket((A, "1"), asked=[ask("r", "g")]), chosen)["g", "r"].state == "acts"


def test_what_earns_is_explained_too():
    earning = told(member(), points_program())["points", ""]
    assert (earning.state, earning.points_before_milli, earning.points_after_milli) == ("acts", 0, 20_000)
    assert earning.effect.english() == "1 points per 1.00 EUR"
    assert reasons(told(basket((A, "1")), points_program())["points", ""]) == ["audience.members"]
    assert reasons(told(member((goods("s", 50), "1")), points_program())["points", ""]) == ["earns.nothing"]
    needs = points_program(rules=[{"conditions": [{"type": "min_amount", "amount_minor": 9999}],
                                   "earn": {"type": "per_receipt", "points_milli": 1000}}])  # fmt: skip
    assert reasons(told(member(), needs)["points", ""]) == ["amount.short"]


def test_offers_of_other_groups_are_no_concern_of_this_customer():
    vip = program(id="p", rewards=[TEN], audience={"segments_any": ["vip"]})
    disabled = program(id="q", rewards=[TEN], enabled=False)
    later = program(id="later", applies="future", rewards=[TEN])
    assert told(basket((A, "1")), vip, disabled, later) == {}


def test_a_code_that_was_entered():
    coupon = program(id="c", trigger="code", code="X", rewards=[TEN])
    assert told(basket((A, "1"), asked=[code("x")]), coupon)["c", "r"].state == "acts"
    assert reasons(told(basket((A, "1")), coupon)["c", "r"]) == ["code.needed"]


@pytest.mark.parametrize("block", range(5))
def test_explanations_never_disagree_with_the_decision(block):
    for seed in range(block * 40, block * 40 + 40):
        chance = random.Random(seed)
        lines, dicts = random_lines(chance), random_programmes(chance, ALL, 5)
        quote = priced(lines, dicts)
        rows = [(goods(sku, amount, category=category), str(count)) for sku, category, amount, count in lines]
        told_all = told(basket(*rows), *[read_program(json.dumps(one)) for one in dicts])
        acting = {use.program for use in quote.uses}
        assert {key[0] for key, e in told_all.items() if e.state == "acts"} == acting
        assert sum(e.discount_minor for e in told_all.values()) == quote.discount_minor
        assert all(bool(e.reasons) is (e.state != "acts") for e in told_all.values())
