"""Amount off a line, once: steps by the line's amount or quantity, caps and limits."""

import msgspec
import pytest

from app.loyalty.rewards.amount_off_line import AmountOffLine, AmountStep
from tests.unit.loyalty.shop import NEUTRAL, VAT, basket, goods, off, offer, quote


def test_once_a_line_whatever_its_quantity():
    found = quote(basket((goods("a", 1000), "3"), (goods("b", 500), "1")), offer("amount_off_line", value_minor=700))
    assert off(found) == {"a": 700, "b": 500}


@pytest.mark.parametrize(("count", "wanted"), [(1, 0), (2, 1000), (4, 1500)])
def test_the_highest_step_of_the_line(count, wanted):
    steps = [{"value_minor": 1000, "from_amount_minor": 6000}, {"value_minor": 1500, "from_quantity_milli": 4000,
                                                                "from_amount_minor": 10000}]  # fmt: skip
    found = quote(basket((goods("a", 5000), str(count))), offer("amount_off_line", steps=steps))
    assert found.discount_minor == wanted


def test_a_cap_over_all_lines():
    program = offer("amount_off_line", value_minor=700, max_amount_minor=1000)
    assert (
        quote(basket((goods("a", 1000), "1"), (goods("b", 1000), "1")), program, policies=NEUTRAL).discount_minor
        == 1000
    )


def test_under_the_cap():
    program = offer("amount_off_line", value_minor=7, max_amount_minor=1000)
    assert quote(basket((goods("a", 1000), "1")), program, policies=NEUTRAL).discount_minor == 7


def test_what_it_says():
    assert AmountOffLine(id="r", value_minor=700).effect("EUR").english() == "7.00 EUR off the line"
    assert AmountOffLine(id="r", steps=(AmountStep(value_minor=5),)).effect("EUR").english() == "0.05 EUR off the line"


def test_tax_included_where_the_shop_says_so():
    policies = msgspec.structs.replace(NEUTRAL, value_tax_basis="gross")
    outside = msgspec.structs.replace(VAT, prices_include=False)
    what = basket((goods("a", 1000, taxes=("full",)), "3"), taxes=outside)
    assert quote(what, offer("amount_off_line", value_minor=600), policies=policies).total_minor == 3000
