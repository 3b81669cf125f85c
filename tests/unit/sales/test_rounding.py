"""Cash rounding with any step: it touches cash only, and says by how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sales.rounding import cash_rounded


@pytest.mark.parametrize(("amount", "step", "how", "wanted"), [
    (1232, 5, "nearest", 1230), (1233, 5, "nearest", 1235), (1250, 100, "nearest", 1300), (-1233, 5, "nearest", -1235),
    (1239, 10, "down", 1230), (1231, 10, "up", 1240), (-1231, 10, "up", -1240), (1230, 10, "up", 1230),
    (1233, 1, "nearest", 1233), (1233, 0, "down", 1233), (0, 5, "up", 0),
])  # fmt: skip
def test_to_the_smallest_coin(amount, step, how, wanted):
    assert cash_rounded(amount, step, how) == wanted


@given(st.integers(-(10**9), 10**9), st.integers(2, 1000), st.sampled_from(["nearest", "down", "up"]))
def test_a_multiple_of_the_step_less_than_a_step_away(amount, step, how):
    rounded = cash_rounded(amount, step, how)
    assert rounded % step == 0
    assert abs(rounded - amount) < step
    assert how != "nearest" or abs(rounded - amount) * 2 <= step
