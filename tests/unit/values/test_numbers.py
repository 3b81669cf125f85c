"""Exact arithmetic keeps its laws for any numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.numbers import (
    decimal_text,
    divide_half_up,
    line_amount,
    parse_decimal,
    round_half_up,
    share_out,
)

amounts = st.integers(-(10**13), 10**13)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40)


@given(amounts, st.integers(-(10**6), 10**6).filter(bool))
def test_a_division_is_rounded_to_the_nearest_and_halves_go_away_from_zero(numerator, denominator):
    exact = Fraction(numerator, denominator)
    rounded = divide_half_up(numerator, denominator)
    assert abs(rounded - exact) <= Fraction(1, 2)
    if abs(rounded - exact) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


@given(amounts, st.integers(1, 10**6))
def test_rounding_looks_the_same_from_both_sides_of_zero(numerator, denominator):
    assert divide_half_up(-numerator, denominator) == -divide_half_up(numerator, denominator)


@pytest.mark.parametrize(("value", "rounded"), [("5/2", 3), ("-5/2", -3), ("12/5", 2), ("13/5", 3), ("0", 0)])
def test_a_fraction_is_rounded_half_up(value, rounded):
    assert round_half_up(Fraction(value)) == rounded


@pytest.mark.parametrize(
    ("price", "quantity", "costs"),
    [(249, 1235, 308), (1190, 2000, 2380), (1, 500, 1), (1, 499, 0), (0, 1234, 0), (999, 1000, 999)],
)
def test_a_line_costs_its_price_times_its_quantity(price, quantity, costs):
    assert line_amount(price, quantity) == costs


@given(amounts, weights)
def test_shares_sum_to_the_amount(amount, parts):
    shares = share_out(amount, parts)
    assert len(shares) == len(parts)
    assert sum(shares) == amount


@given(amounts, weights.filter(any))
def test_no_share_is_a_unit_away_from_its_exact_part(amount, parts):
    total = sum(parts)
    for share, part in zip(share_out(amount, parts), parts, strict=True):
        assert abs(share - Fraction(amount * part, total)) < 1


@given(amounts, weights.filter(any))
def test_a_share_without_weight_is_nothing_and_none_has_the_wrong_sign(amount, parts):
    for share, part in zip(share_out(amount, parts), parts, strict=True):
        assert share == 0 or (part > 0 and (share > 0) == (amount > 0))


@given(amounts, weights)
def test_what_is_given_back_is_shared_like_what_was_taken(amount, parts):
    assert share_out(-amount, parts) == [-share for share in share_out(amount, parts)]


def test_spare_units_go_to_the_largest_remainders_and_ties_to_the_earlier():
    assert share_out(100, [1, 1, 1]) == [34, 33, 33]
    assert share_out(5, [10, 20, 30]) == [1, 2, 2]
    assert share_out(10, [1, 4, 2]) == [1, 6, 3]


def test_without_weights_the_first_takes_everything():
    assert share_out(7, [0, 0, 0]) == [7, 0, 0]


def test_nothing_is_shared_among_nobody_and_something_cannot_be():
    assert share_out(0, []) == []
    with pytest.raises(ValueError, match="nothing to share among"):
        share_out(1, [])


@pytest.mark.parametrize(
    ("text", "digits", "value"),
    [
        ("31.63", 2, 3163),
        ("31,63", 2, 3163),
        (" 7 ", 2, 700),
        ("+1.5", 3, 1500),
        ("-0.05", 2, -5),
        (".5", 1, 5),
        ("5.", 2, 500),
        ("1.2350", 3, 1235),
        ("007", 0, 7),
    ],
)
def test_a_typed_decimal_is_read(text, digits, value):
    assert parse_decimal(text, digits) == value


@pytest.mark.parametrize(
    "text",
    ["", ".", ",", "1e9", "1.2.3", "1,000.00", "1 000", "٣٤", "１２", "0x10", "NaN", "inf", "--1", "1.005", "9" * 25],
)  # fmt: skip
def test_what_is_no_plain_decimal_is_not_read(text):
    assert parse_decimal(text, 2) is None


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_what_is_written_is_read_back(value, digits):
    assert parse_decimal(decimal_text(value, digits), digits) == value


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_a_decimal_is_written_exactly(value, digits):
    assert Decimal(decimal_text(value, digits)) == Decimal(value).scaleb(-digits)


def test_thousandths_are_written_without_trailing_zeros_and_money_with_them():
    assert decimal_text(1500, 3) == "1.5"
    assert decimal_text(12000, 3) == "12"
    assert decimal_text(-5, 3) == "-0.005"
    assert decimal_text(1500, 2) == "15.00"
    assert decimal_text(-7, 0) == "-7"
