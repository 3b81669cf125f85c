"""Money knows its currency and loses nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.values.money import Money, currency_digits

minors = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("RUB", 2), ("JPY", 0), ("KWD", 3)])
def test_a_currency_has_the_decimals_of_cldr(currency, digits):
    assert currency_digits(currency) == digits


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(3163, "EUR"), "31.63 EUR"),
        (Money(-5, "EUR"), "-0.05 EUR"),
        (Money(1234, "JPY"), "1234 JPY"),
        (Money(1500, "KWD"), "1.5 KWD"),
    ],
)
def test_money_is_written_with_its_currency(money, text):
    assert str(money) == text


@given(minors, minors)
def test_money_adds_up(one, two):
    assert Money(one, "EUR") + Money(two, "EUR") == Money(one + two, "EUR")
    assert Money(one, "EUR") - Money(two, "EUR") == Money(one, "EUR") + -Money(two, "EUR")
    assert (Money(one, "EUR") < Money(two, "EUR")) == (one < two)


@pytest.mark.parametrize("mixed", [lambda a, b: a + b, lambda a, b: a - b])
def test_two_currencies_do_not_add_up(mixed):
    with pytest.raises(ValueError, match="RUB and EUR do not add up"):
        mixed(Money(1, "RUB"), Money(1, "EUR"))


@given(minors, st.lists(st.integers(0, 1000), min_size=1, max_size=20))
def test_parts_of_money_sum_to_it(minor, weights):
    parts = Money(minor, "EUR").split(weights)
    assert sum(part.minor for part in parts) == minor
    assert {part.currency for part in parts} == {"EUR"}
