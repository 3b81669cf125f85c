"""An accrual that is none earns nothing and says so loudly."""

import pytest

from app.loyalty.accruals.base import Accrual
from app.loyalty.selector import EVERYTHING


def test_the_base_is_not_an_accrual():
    bare = Accrual(points_milli=1)
    with pytest.raises(AssertionError, match="earns nothing"):
        bare.earned(EVERYTHING, None)
    with pytest.raises(AssertionError, match="has no words"):
        bare.says("EUR")
