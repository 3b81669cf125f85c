"""A reward that is none: the base gives nothing and says so loudly."""

import pytest

from app.loyalty.book import Book
from app.loyalty.rewards.base import Reward, Turn
from app.loyalty.selector import EVERYTHING
from tests.unit.loyalty.shop import SHOP, basket


def test_the_base_is_not_a_reward():
    bare = Reward(id="r")
    assert (bare.lane, bare.products_meant, bare.divisible, bare.worth_minor()) == ("line", EVERYTHING, False, 0)
    assert bare.ceiling(Book(basket(), SHOP), 5) == 5
    with pytest.raises(AssertionError, match="gives nothing"):
        bare.outcome(Book(basket(), SHOP), Turn(SHOP))
    with pytest.raises(AssertionError, match="has no words"):
        bare.effect("EUR")
