"""Tax: included, excluded, several on a line, fixed per unit; rounded by line, unit or receipt."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sales.tax import Tax, TaxProfile
from app.sales.tax_split import tax_table

FULL, FOOD = Tax("full", "A", Decimal(20)), Tax("food", "B", Decimal("5.5"))
IN, ON_TOP = Tax("in", "C", Decimal(35), included=True), Tax("top", "D", Decimal(50), included=False)
ECO = Tax("eco", "E", None, 1000)
ALL = (FULL, FOOD, IN, ON_TOP, ECO)


def split(amount, *taxes, include=True, rounding="line", quantity=1000, pieces=None):
    table = tax_table(TaxProfile(ALL, include, rounding))
    plan = table.plan(taxes)
    (line,) = table.split([(plan, amount, pieces or ((1, amount),), quantity)])
    return line.net, line.gross - line.net, line.gross


@pytest.mark.parametrize(("amount", "taxes", "include", "wanted"), [
    (1200, ("full",), True, (1000, 200, 1200)), (1000, ("full",), False, (1000, 200, 1200)),
    (1970, ("full",), True, (1642, 328, 1970)), (1000, (), True, (1000, 0, 1000)),
    (10000, ("in", "top"), False, (7407, 2593 + 3704, 13704)), (10000, ("full", "eco"), False, (10000, 3000, 13000)),
    (1000, ("full", "food"), True, (797, 203, 1000)), (1000, ("nobody knows",), True, (1000, 0, 1000)),
    (-1200, ("full",), True, (-1000, -200, -1200)),
])  # fmt: skip
def test_one_line(amount, taxes, include, wanted):
    assert split(amount, *taxes, include=include) == wanted


def test_a_fixed_tax_goes_by_the_quantity():
    assert split(1000, "eco", quantity=2500) == (1000, 2500, 3500)


def test_by_the_unit_each_unit_is_rounded():
    assert split(3940, "full", rounding="unit", pieces=((2, 1970),)) == (3284, 656, 3940)
    assert split(3940, "full", rounding="line") == (3283, 657, 3940)


def test_by_the_receipt_a_tax_is_rounded_once():
    table = tax_table(TaxProfile(ALL, False, "receipt"))
    plan = table.plan(("food",))
    lines = table.split([(plan, amount, (), 1000) for amount in (10, 10, 10, 11)])
    assert [line.gross - line.net for line in lines] == [1, 0, 0, 1]
    (row,) = table.rows(lines)
    assert (row.tax, row.label, row.rate, row.net_minor, row.tax_minor, row.gross_minor) == (
        "food", "B", Decimal("5.5"), 41, 2, 43)  # fmt: skip


def test_the_table_of_taxes_stands_in_the_shops_order():
    table = tax_table(TaxProfile(ALL, False))
    lines = table.split([(table.plan(("eco", "food")), 100, (), 1000), (table.plan(("full",)), 100, (), 1000)])
    assert [(row.tax, row.rate) for row in table.rows(lines)] == [
        ("full", Decimal(20)), ("food", Decimal("5.5")), ("eco", Decimal(0))]  # fmt: skip


def test_amounts_there_and_back():
    plan = tax_table(TaxProfile(ALL, False)).plan(("full",))
    assert (plan.gross(1000), plan.net(1000), plan.listed(1200), plan.is_plain) == (1200, 1000, 1000, False)
    assert tax_table(TaxProfile(ALL, True)).plan(()).is_plain


def test_the_same_profile_is_made_ready_once_and_many_do_not_pile_up():
    profile = TaxProfile(ALL)
    assert tax_table(profile) is tax_table(profile)
    others = [TaxProfile(ALL, True) for _ in range(40)]
    assert all(tax_table(one).profile is one for one in others)
    assert tax_table(profile).profile is profile


AMOUNTS = st.lists(st.tuples(st.integers(0, 10**6), st.sets(st.sampled_from([tax.id for tax in ALL]))), max_size=8)


@given(AMOUNTS, st.booleans(), st.sampled_from(["line", "unit", "receipt"]))
def test_net_and_tax_make_gross_and_rates_are_kept(rows, include, rounding):
    table = tax_table(TaxProfile(ALL, include, rounding))
    lines = table.split([(table.plan(tuple(sorted(taxes))), amount, ((1, amount),), 1000) for amount, taxes in rows])
    shown = table.rows(lines)
    assert sum(row.tax_minor for row in shown) == sum(line.gross - line.net for line in lines)
    for row in shown:
        assert row.net_minor + row.tax_minor == row.gross_minor
        exact = Fraction(0)
        for amount, taxes in rows:
            if row.tax in taxes:
                held = [tax.rate for tax in ALL if tax.id in taxes and tax.rate and (
                    include if tax.included is None else tax.included)]  # fmt: skip
                exact += Fraction(amount) * Fraction(row.rate) / (100 + Fraction(sum(held)))
        if row.rate:
            assert abs(row.tax_minor - exact) <= (Fraction(1, 2) if rounding == "receipt" else Fraction(len(rows), 2))
