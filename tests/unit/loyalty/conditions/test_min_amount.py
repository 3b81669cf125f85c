"""Minimum amount: with and without tax, strict or not, before or after earlier offers."""

import msgspec
import pytest

from app.loyalty.conditions.min_amount import MinAmount
from tests.unit.loyalty.judging import judged
from tests.unit.loyalty.shop import NEUTRAL, SHOP, VAT, basket, goods, offer, quote

OUTSIDE = msgspec.structs.replace(VAT, prices_include=False)
TAXED = goods("a", 1000, taxes=("full",))


@pytest.mark.parametrize(
    ("amount", "strict", "holds"), [(1000, False, True), (1000, True, False), (1001, False, False)]
)
def test_as_much_as_or_more_than(amount, strict, holds):
    assert (judged(MinAmount(amount_minor=amount, strict=strict), basket((TAXED, "1"))) is None) is holds


@pytest.mark.parametrize(("taxes", "tax", "has"), [
    (OUTSIDE, "list", 1000), (OUTSIDE, "net", 1000), (OUTSIDE, "gross", 1200), (VAT, "net", 833), (VAT, "gross", 1000),
])  # fmt: skip
def test_with_or_without_tax(taxes, tax, has):
    assert judged(MinAmount(amount_minor=9999, tax=tax), basket((TAXED, "1"), taxes=taxes)).has == has


def test_the_shop_says_what_an_offer_does_not():
    net = msgspec.structs.replace(SHOP, threshold_tax_basis="net")
    assert judged(MinAmount(amount_minor=9999), basket((TAXED, "1"), taxes=VAT), policies=net).has == 833


@pytest.mark.parametrize("tax", ["list", "net"])
def test_what_earlier_offers_left_counts_where_the_shop_says_so(tax):
    discounted = msgspec.structs.replace(NEUTRAL, threshold_basis="discounted")
    first = offer("percent_off", id="a", percent="50", priority=2)
    second = offer("amount_off", id="b", value_minor=100,
                   rules=[{"conditions": [{"type": "min_amount", "amount_minor": 600, "tax": tax}]}])  # fmt: skip
    what = basket((goods("x", 1000), "1"))
    assert quote(what, first, second, policies=NEUTRAL).discount_minor == 600
    assert quote(what, first, second, policies=discounted).discount_minor == 500


def test_it_says_what_is_short(said):
    assert said(MinAmount(amount_minor=1500), basket((goods("x", 1240), "1"))) == "needs 15.00 EUR: short 2.60 EUR"
    words = said(MinAmount(amount_minor=1500), basket((goods("x", 1240), "1")), skus=("x", "y", "z", "w"))
    assert words == "needs 15.00 EUR of x, y, z …: short 2.60 EUR"


def test_it_needs_goods():
    assert MinAmount(amount_minor=1).needs_goods()
    assert MinAmount(amount_minor=0, strict=True).needs_goods()
    assert not MinAmount(amount_minor=0).needs_goods()
