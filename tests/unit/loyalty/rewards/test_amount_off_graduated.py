"""Graduated amount: so much off the first unit, so much off each further one."""

import pytest

from app.loyalty.rewards.amount_off_graduated import AmountOffGraduated
from tests.unit.loyalty.shop import NEUTRAL, SHOP, basket, goods, offer, quote


def graduated(**terms):
    return offer("amount_off_graduated", first_minor=113, additional_minor=211, **terms)


@pytest.mark.parametrize("policies", [SHOP, NEUTRAL], ids=["best", "in order"])
@pytest.mark.parametrize(("count", "terms", "wanted"), [
    ("1", {}, 113), ("2", {}, 324), ("10", {"max_units": 5}, 957), ("10", {"max_amount_minor": 100}, 100),
])  # fmt: skip
def test_first_and_further_units(count, terms, wanted, policies):
    assert quote(basket((goods("p", 5000), count)), graduated(**terms), policies=policies).discount_minor == wanted


def test_never_more_than_a_unit_costs():
    assert quote(basket((goods("p", 100), "3")), graduated()).discount_minor == 300


def test_a_line_whose_units_differ():
    program = [offer("percent_off", id="a", percent="10", scope="lines", priority=1), graduated(id="b")]
    assert quote(basket((goods("p", 999), "3")), *program, policies=NEUTRAL).discount_minor == 300 + 113 + 422


def test_nothing_there_nothing_off():
    assert quote(basket((goods("p", 0), "3")), graduated()).discount_minor == 0


def test_what_it_says():
    words = AmountOffGraduated(id="r", first_minor=100, additional_minor=200).effect("EUR").english()
    assert words == "1.00 EUR off the first, 2.00 EUR off each further one"
