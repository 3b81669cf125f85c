"""A condition that is none decides nothing and says so loudly."""

import pytest

from app.loyalty.conditions.base import Condition
from app.loyalty.selector import EVERYTHING
from tests.unit.loyalty.judging import situation
from tests.unit.loyalty.shop import basket


def test_the_base_is_not_a_condition():
    assert not Condition().needs_goods()
    with pytest.raises(AssertionError, match="decides nothing"):
        Condition().missing(EVERYTHING, situation(basket()))
