"""Points per receipt: once a sale in which the rule holds."""

import pytest

from app.loyalty.accruals.per_receipt import PerReceipt
from tests.unit.loyalty.shop import basket, goods, points_program, quote


@pytest.mark.parametrize(("terms", "points"), [({"points_milli": 1000}, 1000),
                                               ({"points_milli": 20_987, "rounding": "half_up", "decimals": 2}, 20_990),
                                               ({"points_milli": 20_987, "rounding": "floor"}, 20_000)])  # fmt: skip
def test_once_a_sale(terms, points):
    program = points_program(rules=[{"earn": {"type": "per_receipt", **terms}}])
    assert quote(basket((goods("a", 100), "5"), member="m1"), program).points[0].earned_milli == points


def test_only_where_the_rule_holds():
    rule = {"conditions": [{"type": "min_quantity", "quantity_milli": 2000}],
            "earn": {"type": "per_receipt", "points_milli": 1000}}  # fmt: skip
    assert quote(basket((goods("a", 100), "1"), member="m1"), points_program(rules=[rule])).points[0].earned_milli == 0


def test_what_it_says():
    assert PerReceipt(points_milli=1000).says("EUR").english() == "1 points a receipt"
