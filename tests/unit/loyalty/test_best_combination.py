"""The best combination against trying everything, on random small cases, by code that shares nothing."""

import json
import random

import pytest

from app.loyalty.program import read_program
from tests.unit.loyalty.shop import NEUTRAL, basket, goods, quote
from tests.unit.loyalty.slow_engine import most_saved, saved_in_order

SKUS = {"ale": "drink", "bun": "bread", "cod": "fish", "dip": "bread", "egg": "fish"}


def random_lines(chance, most=3):
    skus = chance.sample(sorted(SKUS), chance.randrange(1, 5))
    return [(sku, SKUS[sku], chance.choice((0, 1, 33, 99, 100, 250, 333, 1000)), chance.randrange(1, most + 1))
            for sku in skus]  # fmt: skip


def some_goods(chance):
    pick = chance.random()
    if pick < 0.3:
        return {}
    if pick < 0.65:
        return {"products": {"skus": chance.sample(sorted(SKUS), chance.randrange(1, 3))}}
    return {"products": {"categories": [chance.choice(("drink", "bread", "fish"))]}}


def random_reward(chance, kinds):
    kind = chance.choice(kinds)
    percent, value = str(chance.choice((5, 10, 12.5, 33, 50, 100))), chance.choice((1, 20, 50, 100, 299))
    match kind:
        case "percent":
            return {"type": "percent_off", "scope": "lines", "percent": percent, **some_goods(chance)}
        case "each":
            return {"type": "amount_off_each", "value_minor": value, **some_goods(chance)}
        case "line":
            return {"type": "amount_off_line", "value_minor": value, **some_goods(chance)}
        case "price":
            return {"type": "fixed_price", "scope": "lines", "value_minor": value, **some_goods(chance)}
        case "limited":
            return {"type": "percent_off", "scope": "lines", "percent": percent,
                    "max_units": chance.randrange(1, 4), **some_goods(chance)}  # fmt: skip
        case "cheapest":
            return {"type": "percent_off", "scope": "cheapest", "percent": percent, **some_goods(chance)}
        case "sum":
            return {"type": "amount_off", "scope": "lines", "value_minor": value, **some_goods(chance)}
        case "free":
            group = chance.randrange(2, 4)
            return {"type": "free_units", "every_units": group, "quantity": 1, **some_goods(chance)}
        case "bundle":
            return {"type": "bundle_price", "group_size": chance.randrange(2, 4), "value_minor": value * 2,
                    **some_goods(chance)}  # fmt: skip
        case "order percent":
            return {"type": "percent_off", "scope": "order", "percent": percent}
        case "order sum":
            return {"type": "amount_off", "scope": "order", "value_minor": value * 3}
        case _:
            return {"type": "fixed_price", "scope": "order", "value_minor": value * 4}


ALL = ["percent", "percent", "each", "line", "price", "limited", "cheapest", "sum", "free", "free", "bundle",
       "bundle", "order percent", "order percent", "order sum", "order price"]  # fmt: skip
EVEN = ["percent", "each", "price", "order percent", "order sum"]


def random_programmes(chance, kinds, most):
    out = []
    names = [f"p{n}" for n in range(chance.randrange(1, most + 1))]
    for name in names:
        reward = {"id": "r", **random_reward(chance, kinds)}
        programme = {"id": name, "priority": chance.randrange(3), "rewards": [reward]}
        if reward["type"] == "free_units":
            counted = reward if chance.random() < 0.6 else some_goods(chance)
            programme["rules"] = [{"conditions": [], "products": counted.get("products", {})}]
        if chance.random() < 0.3:
            condition = chance.choice(({"type": "min_quantity", "quantity_milli": chance.randrange(1, 6) * 1000},
                                       {"type": "min_amount", "amount_minor": chance.choice((100, 500))}))  # fmt: skip
            programme["rules"] = [{"products": reward.get("products", {}), "conditions": [condition]}]
        combination = {}
        if chance.random() < 0.15:
            combination["group"] = chance.choice("xy")
        if chance.random() < 0.1:
            combination["exclusive"] = True
        if chance.random() < 0.1:
            combination["not_with"] = [chance.choice(names)]
        if chance.random() < 0.4:
            combination["combines_with"] = names
        if combination and kinds is ALL:
            programme["combination"] = combination
        out.append(programme)
    return out


def priced(lines, programmes, **terms):
    rows = [(goods(sku, price, category=category), str(count)) for sku, category, price, count in lines]
    read = [read_program(json.dumps(programme)) for programme in programmes]
    return quote(basket(*rows), *read, **terms)


def check_best(seed):
    chance = random.Random(seed)
    lines = random_lines(chance)
    programmes = random_programmes(chance, ALL, 5)
    found = priced(lines, programmes)
    assert found.proven_best
    assert found.discount_minor == most_saved(lines, programmes), (lines, programmes)


def check_in_order(seed):
    chance = random.Random(seed)
    lines = sorted(random_lines(chance, most=5))
    programmes = random_programmes(chance, EVEN, 6)
    found = priced(lines, programmes, policies=NEUTRAL)
    assert [line.total_minor for line in found.lines] == saved_in_order(lines, programmes), (lines, programmes)


@pytest.mark.parametrize("block", range(6))
def test_no_combination_saves_more(block):
    for seed in range(block * 100, block * 100 + 100):
        check_best(seed)


@pytest.mark.nightly
@pytest.mark.parametrize("block", range(100))
def test_no_combination_saves_more_in_ten_thousand_cases(block):
    for seed in range(10_000 + block * 100, 10_000 + block * 100 + 100):
        check_best(seed)


@pytest.mark.parametrize("block", range(10))
def test_all_in_order_is_what_the_slow_engine_says(block):
    for seed in range(block * 100, block * 100 + 100):
        check_in_order(seed)


@pytest.mark.nightly
@pytest.mark.parametrize("block", range(100))
def test_all_in_order_is_what_the_slow_engine_says_in_a_hundred_thousand_cases(block):
    for seed in range(10_000 + block * 1000, 10_000 + block * 1000 + 1000):
        check_in_order(seed)
