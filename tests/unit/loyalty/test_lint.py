"""Suspicious programmes: never act, always act, give more than they take, wait in vain, exclude each other."""

import datetime as dt

import pytest

from app.loyalty.lint import lint
from tests.unit.loyalty.shop import goods, points_program, program

TEN = {"id": "r", "type": "percent_off", "percent": "10"}
AMOUNT = {"id": "r", "type": "amount_off", "value_minor": 500}
FROM_5 = [{"conditions": [{"type": "min_amount", "amount_minor": 500}]}]
TIERS = program(id="club", kind="tier", tiers=[{"name": "Gold", "min_spent_minor": 5}])


def codes(*programs, **terms):
    return [(finding.program, finding.code) for finding in lint(programs, **terms)]


@pytest.mark.parametrize(("terms", "code"), [
    ({"rewards": [TEN], "rules": FROM_5, "enabled": False}, "never.disabled"),
    ({}, "never.nothing"),
    ({"rewards": [TEN], "audience": {"segments_any": ["a"], "segments_none": ["a"]}}, "never.audience"),
    ({"rewards": [TEN], "rules": [{"conditions": [{"type": "min_amount", "amount_minor": 5},
                                                  {"type": "max_amount", "amount_minor": 4}]}]}, "never.amounts"),
    ({"rewards": [TEN], "rules": [{"conditions": [{"type": "forbids", "products": {}}]}]}, "never.forbidden"),
    ({"rewards": [TEN], "rules": [{"products": {"skus": ["a"]},
                                   "conditions": [{"type": "forbids", "products": {"skus": ["a"]}}]}]},
     "never.forbidden"),
    ({"rewards": [TEN]}, "always.acts"),
    ({"rewards": [{**TEN, "percent": "100"}], "rules": FROM_5}, "gives.everything"),
    ({"rewards": [AMOUNT], "rules": FROM_5}, "gives.more"),
    ({"kind": "points_boost", "boost": {"target": "gone"}}, "never.target"),
    ({"rewards": [TEN], "audience": {"tiers": {"club": ["Platinum"]}}}, "never.tier"),
    ({"rewards": [TEN], "rules": FROM_5, "combination": {"not_with": ["gone"]}}, "combination.unknown"),
    ({"rewards": [TEN], "rules": FROM_5, "combination": {"combines_with": ["gone", "*"]}}, "combination.unknown"),
])  # fmt: skip
def test_one_programme(terms, code):
    assert codes(program(id="p", **terms), TIERS) == [("p", code)]


def test_nothing_to_say_about_a_plain_one():
    fine = program(id="p", rewards=[TEN], rules=FROM_5, audience={"tiers": {"club": ["Gold"]}})
    assert codes(fine, TIERS, points_program()) == []


def test_points_that_give_back_too_much():
    lavish = points_program(rewards=[{"id": "pay", "type": "points_payment", "value_minor": 60}])
    assert codes(lavish) == [("points", "gives.points")]
    assert lint([lavish])[0].message.english() == "points give back 60 % of what earns them"


def test_what_has_ended():
    over = program(id="p", rewards=[TEN], schedule={"to_on": "2026-01-31"})
    assert codes(over, today=dt.date(2026, 2, 1)) == [("p", "never.ended")]
    assert codes(over, today=dt.date(2026, 1, 31)) == []


def test_goods_nobody_sells():
    shoes = program(id="p", rewards=[{**TEN, "scope": "lines", "products": {"categories": ["shoes"]}}])
    assert codes(shoes, goods=[goods("a", 1)]) == [("p", "never.goods")]
    assert codes(shoes, goods=[goods("a", 1, category="shoes")]) == []


def test_two_that_want_to_act_alone():
    one = program(
        id="a", rewards=[TEN], rules=FROM_5, combination={"exclusive": True}, schedule={"to_on": "2026-01-31"}
    )
    two = program(
        id="b", rewards=[TEN], rules=FROM_5, combination={"exclusive": True}, schedule={"from_on": "2026-01-31"}
    )
    later = program(
        id="c", rewards=[TEN], rules=FROM_5, combination={"exclusive": True}, schedule={"from_on": "2026-02-01"}
    )
    assert codes(one, two) == [("a", "overlap.exclusive"), ("b", "overlap.exclusive")]
    assert codes(one, later) == []


def test_two_with_one_code():
    same = [program(id=name, trigger="code", code=text, rewards=[TEN]) for name, text in (("a", "x-1"), ("b", "X1"))]
    assert codes(*same) == [("a", "code.twice"), ("b", "code.twice")]
