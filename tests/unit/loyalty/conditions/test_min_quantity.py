"""Minimum quantity: over all lines the rule names, weighed goods by weight."""

import pytest

from app.loyalty.conditions.min_quantity import MinQuantity
from tests.unit.loyalty.judging import judged
from tests.unit.loyalty.shop import basket, goods

TEA, JAM = goods("tea", 250, category="food"), goods("jam", 400, category="food")


@pytest.mark.parametrize(("rows", "short"), [
    ([(TEA, "2"), (JAM, "1")], None), ([(TEA, "2")], (3000, 2000)), ([], (3000, 0)),
])  # fmt: skip
def test_over_all_lines(rows, short):
    reason = judged(MinQuantity(quantity_milli=3000), basket(*rows), categories=("food",))
    assert (reason and (reason.needed, reason.has)) == short


def test_weighed_goods_count_by_weight():
    apples = goods("apples", 249, unit="kg")
    assert judged(MinQuantity(quantity_milli=1500), basket((apples, "1.2"))).has == 1200
    assert judged(MinQuantity(quantity_milli=1200), basket((apples, "1.2"))) is None


def test_it_says_what_is_missing(said):
    assert said(MinQuantity(quantity_milli=3000), basket((TEA, "2"))) == "needs 3 units: 2 here"
    assert said(MinQuantity(quantity_milli=3000), basket((TEA, "2")), skus=("tea",)) == "needs 3 of tea: 2 here"


def test_it_needs_goods():
    assert MinQuantity(quantity_milli=1).needs_goods()
    assert not MinQuantity(quantity_milli=0).needs_goods()
