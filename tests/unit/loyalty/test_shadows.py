"""Offers that another one always outdoes are left out of the search, and nothing changes by it."""

import json
import random

import pytest

from app.loyalty.book import Book
from app.loyalty.compile import compile_programs
from app.loyalty.program import read_program
from tests.unit.loyalty.shop import NEUTRAL, SHOP, ask, basket, goods, offer, points_program, quote
from tests.unit.loyalty.slow_engine import most_saved
from tests.unit.loyalty.test_best_combination import priced, random_lines

A = goods("a", 1000, category="c")
NAMED = {"products": {"categories": ["c"]}}


def looked_at(*programs, policies=SHOP):
    compiled = compile_programs(programs, policies)
    return [one.id for one in compiled.concerning(Book(basket((A, "1")), policies), shadows=False)]


def percent(value, name, **terms):
    return offer("percent_off", percent=str(value), scope="lines", id=name, **{**NAMED, **terms})


def two(type_):
    """A weaker and a stronger (or a lower and a higher price)."""
    return [offer(type_, id=name, value_minor=value, **NAMED) for name, value in (("x", 5), ("y", 9))]


@pytest.mark.parametrize(("programs", "left"), [
    ([percent(10, "x"), percent(20, "y"), percent(5, "z")], ["y"]),
    ([percent(10, "b"), percent(10, "a"), percent(10, "c", priority=1)], ["c"]),
    ([percent(10, "b"), percent(10, "a")], ["a"]),
    ([percent(10, "x"), percent(20, "y", audience={"who": "members"})], ["x", "y"]),
    ([percent(10, "x"), percent(20, "y", limits={"total": 9})], ["x", "y"]),
    ([percent(10, "x"), percent(20, "y", combination={"group": "g"})], ["x", "y"]),
    ([percent(10, "x"), percent(20, "y", max_units=1)], ["x", "y"]),
    ([percent(10, "x"), percent(20, "y", rules=[{"conditions": []}])], ["x", "y"]),
    ([percent(10, "x"), percent(20, "y"), offer("amount_off", id="n", value_minor=1, combination={"not_with": ["y"]},
                                                **NAMED)], ["x", "y", "n"]),
    (two("amount_off_each"), ["y"]), (two("fixed_price"), ["x"]), (two("amount_off_line"), ["x", "y"]),
    ([percent(10, "x"), offer("amount_off_each", id="y", value_minor=9, **NAMED)], ["x", "y"]),
])  # fmt: skip
def test_who_stands_in_whose_shadow(programs, left):
    assert looked_at(*programs) == left


def test_where_all_act_there_are_no_shadows():
    assert looked_at(percent(10, "x"), percent(20, "y"), policies=NEUTRAL) == ["x", "y"]
    assert quote(basket((A, "1")), percent(10, "x"), percent(20, "y"), policies=NEUTRAL).discount_minor == 280


def test_what_stood_in_the_shadow_acts_when_the_better_one_is_switched_off():
    programs = [percent(10, "x"), percent(20, "y")]
    assert quote(basket((A, "1")), *programs).discount_minor == 200
    assert quote(basket((A, "1"), refused=["y"]), *programs).discount_minor == 100


def test_a_claim_is_no_shadow():
    points = points_program(rewards=[{"id": "five", "type": "percent_off", "scope": "lines", "percent": "50",
                                      "cost_milli": 1, **NAMED}])  # fmt: skip
    assert quote(basket((A, "1"), member="m1", asked=[ask()]), points, percent(10, "x")).discount_minor == 100


@pytest.mark.parametrize("block", range(4))
def test_nothing_is_lost_by_it(block):
    for seed in range(block * 50, block * 50 + 50):
        chance = random.Random(seed)
        lines, dicts = random_lines(chance), []
        for n in range(chance.randrange(2, 6)):
            kind = chance.choice(("percent_off", "amount_off_each", "fixed_price"))
            value = (
                {"percent": str(chance.choice((5, 10, 33)))} if kind == "percent_off" else {"value_minor": 20 * (n + 1)}
            )
            scope = {} if kind == "amount_off_each" else {"scope": "lines"}
            products = {"products": {"skus": [chance.choice(("ale", "bun"))]}}
            dicts.append({"id": f"p{n}", "rewards": [{"id": "r", "type": kind, **value, **scope, **products}]})
        assert priced(lines, dicts).discount_minor == most_saved(lines, dicts)
        assert [read_program(json.dumps(one)).id for one in dicts]
