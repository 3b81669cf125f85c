"""Card numbers are random, checked, and told from everything else that is scanned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.cards import is_card_number, looks_like_card, new_card_number
from app.values.barcodes import is_gtin


@given(st.integers(0, 10**10 - 1))
def test_a_new_number_is_a_whole_card_number(drawn):
    number = new_card_number(lambda _: False, draw=lambda limit: drawn % limit)
    assert number.startswith("29")
    assert number[2:12] == f"{drawn:010d}"
    assert is_gtin(number)
    assert is_card_number(number)


def test_a_taken_number_is_drawn_again():
    drawn = iter([7, 7, 8])
    taken = {new_card_number(lambda _: False, draw=lambda _: 7)}
    assert new_card_number(taken.__contains__, draw=lambda _: next(drawn))[2:12] == "0000000008"


def test_numbers_come_from_the_systems_randomness():
    assert len({new_card_number(lambda _: False) for _ in range(200)}) == 200


@pytest.mark.parametrize(
    ("code", "looks", "whole"),
    [
        ("2912345678906", True, True),
        ("2912345678907", True, False),
        ("4006381333931", False, False),
        ("291234567890", False, False),
        ("29123456789O6", False, False),
        ("", False, False),
    ],
)
def test_a_misread_card_still_looks_like_one(code, looks, whole):
    assert looks_like_card(code) is looks
    assert is_card_number(code) is whole
