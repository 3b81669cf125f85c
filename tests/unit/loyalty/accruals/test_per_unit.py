"""Points per unit: only units that were paid for, unless free ones count."""

import msgspec

from app.loyalty.accruals.per_unit import PerUnit
from tests.unit.loyalty.shop import NEUTRAL, basket, goods, offer, points_program, quote

PEN = goods("pen", 320)


def stamps(what, *others, policies=NEUTRAL):
    program = points_program(
        rules=[{"products": {"skus": ["pen"]}, "earn": {"type": "per_unit", "points_milli": 1000}}]
    )
    return quote(what, program, *others, policies=policies).points[0].earned_milli // 1000


def test_one_for_each_unit_named():
    assert stamps(basket((PEN, "3"), (goods("ink", 100), "2"), member="m1")) == 3


def test_free_units_earn_nothing_unless_they_count():
    free = offer("free_units", kind="buy_x_get_y", id="f")
    assert stamps(basket((PEN, "3"), member="m1"), free) == 2
    count = msgspec.structs.replace(NEUTRAL, earn_free_units="count")
    assert stamps(basket((PEN, "3"), member="m1"), free, policies=count) == 3


def test_what_it_says():
    assert PerUnit(points_milli=1000).says("EUR").english() == "1 points a unit"
