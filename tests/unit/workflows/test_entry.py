"""The entry line's grammar, and everything that people and stuck scanners type into it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.workflows.entry import AddCode, BillLine, NothingTyped, SearchFor, SetQuantity, Wrong, parse_entry


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("4601234567893", AddCode("4601234567893")),
        ("3*4601234567893", AddCode("4601234567893", 3000)),
        ("1.235*APPLE", AddCode("APPLE", 1235)),
        ("1,235*APPLE", AddCode("APPLE", 1235)),
        ("3*", SetQuantity(3000)),
        ("0,5*", SetQuantity(500)),
        ("dish soap", SearchFor("dish soap")),
        ("кофе", AddCode("кофе")),
        ("", NothingTyped()),
        (" \t\r\n", NothingTyped()),
        ("\u200b\u202e", NothingTyped()),
        ("\ufeff 4601234567893 \u00a0", AddCode("4601234567893")),
        ("'; DROP TABLE facts; --", SearchFor("'; DROP TABLE facts; --")),
        ('NEAR("a" AND b)', SearchFor('NEAR("a" AND b)')),
    ],
)
def test_basket_mode_reads_what_was_meant(typed, meant):
    assert parse_entry(typed, "basket", 2) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "0*",
        "-3*",
        "1e9*",
        "1000000000*",
        "99999*4601234567893",
        "1.2345*",
        "x*5",
        "*",
        "٣*",
        "４60",
        "5" * 5000,
        "a" * 65,
    ],
)
def test_what_cannot_be_meant_is_answered_in_words(typed):
    entry = parse_entry(typed, "basket", 2)
    assert isinstance(entry, Wrong)
    assert len(entry.message.english()) < 200


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("31.63", BillLine(3163)),
        ("31,63", BillLine(3163)),
        ("31", BillLine(3100, code="31")),
        ("2*31.63", BillLine(3163, "2")),
        ("2912345678906", AddCode("2912345678906")),
        ("Anna K", SearchFor("Anna K")),
        ("SAVE10", AddCode("SAVE10")),
    ],
)
def test_amount_mode_reads_bills_and_still_knows_codes(typed, meant):
    assert parse_entry(typed, "amount", 2) == meant


@pytest.mark.parametrize("typed", ["0", "0.00", "31.634", "-5", "2*x", "x*5", "123*5", "2*", "9999999999.99*1"])
def test_amount_mode_refuses_what_is_no_bill(typed):
    assert isinstance(parse_entry(typed, "amount", 2), Wrong)


def test_a_currency_without_decimals_takes_whole_amounts_only():
    assert parse_entry("500", "amount", 0) == BillLine(500, code="500")
    assert isinstance(parse_entry("500.5", "amount", 0), Wrong)


@given(st.text(max_size=200), st.sampled_from(["basket", "amount"]))
def test_no_text_makes_an_exception_or_a_bad_quantity(typed, mode):
    entry = parse_entry(typed, mode, 2)
    if isinstance(entry, AddCode | SetQuantity):
        assert 0 < entry.quantity_milli <= 9_999_000
    if isinstance(entry, BillLine):
        assert entry.amount_minor > 0
