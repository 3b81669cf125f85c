"""Minimum quantity on a single line: units of other lines do not help."""

from app.loyalty.conditions.line_min_quantity import LineMinQuantity
from tests.unit.loyalty.judging import judged
from tests.unit.loyalty.shop import basket, goods

GREEN, BLACK = goods("green", 250), goods("black", 250)


def test_three_of_one_article():
    three = LineMinQuantity(quantity_milli=3000)
    assert judged(three, basket((GREEN, "3"))) is None
    assert judged(three, basket((GREEN, "2"), (BLACK, "2"))).has == 2000
    assert judged(three, basket()).has == 0


def test_it_says_what_is_missing(said):
    assert said(LineMinQuantity(quantity_milli=3000), basket((GREEN, "2"))) == "needs 3 of one article: 2 here"


def test_it_needs_goods():
    assert LineMinQuantity(quantity_milli=1).needs_goods()
