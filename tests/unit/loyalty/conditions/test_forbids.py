"""Forbidden goods: no line may match."""

from app.loyalty.conditions.forbids import Forbids
from app.loyalty.selector import Selector
from tests.unit.loyalty.judging import judged
from tests.unit.loyalty.shop import basket, goods

REDUCED = goods("hat", 500, on_sale=True)


def test_a_line_that_matches_bars_the_offer():
    none = Forbids(products=Selector(on_sale=True))
    assert judged(none, basket((goods("a", 100), "1"))) is None
    assert judged(none, basket((goods("a", 100), "1"), (REDUCED, "1"))).about == ("hat",)


def test_it_names_what_stands_in_the_way(said):
    assert said(Forbids(products=Selector(skus=("hat",))), basket((REDUCED, "1"))) == "not together with hat"
