"""Maximum amount: for small baskets only."""

import pytest

from app.loyalty.conditions.max_amount import MaxAmount
from tests.unit.loyalty.judging import judged
from tests.unit.loyalty.shop import basket, goods


@pytest.mark.parametrize(("price", "strict", "holds"), [(6000, False, True), (6001, False, False), (6000, True, False)])
def test_up_to_and_including(price, strict, holds):
    reason = judged(MaxAmount(amount_minor=6000, strict=strict), basket((goods("a", price), "1")))
    assert (reason is None) is holds


def test_it_says_so(said):
    assert said(MaxAmount(amount_minor=100), basket((goods("a", 150), "1"))) == "only up to 1.00 EUR: 1.50 EUR here"


def test_an_empty_basket_is_small():
    assert not MaxAmount(amount_minor=1).needs_goods()
