"""Rows of a price list: what becomes a product, and what stays out with which words."""

from decimal import Decimal

import pytest

from app.sales.basket import Goods
from app.sales.tax import Tax, TaxProfile
from app.workflows.imports.figures import FigureReader
from app.workflows.imports.problems import Findings
from app.workflows.imports.products import ProductReader, ProductTerms
from app.workflows.rows import ProductRow

TAXES = TaxProfile((Tax("standard", "A", Decimal(21)), Tax("food", "B", Decimal(9), names={"ru": "Продукты"})))
ROW = {"sku": "M1", "name": "Mug", "price": "8.50"}


def reader(tax: str = "standard", taxes: TaxProfile = TAXES) -> ProductReader:
    return ProductReader(ProductTerms("EUR", 2, taxes, tax), FigureReader())


def read(cells, *, of=None, line=2, on_list=lambda sku: None):
    findings = Findings(line)
    return (of or reader()).read(cells, findings, on_list), [problem.code for problem in findings.found]


def test_a_row_becomes_a_product():
    row, problems = read(
        {
            **ROW,
            "barcode": "2000000000008",
            "category": "Kitchen",
            "tax": "B",
            "unit": "кг",
            "min_price": "5",
        }
    )
    assert problems == []
    assert row.goods == Goods("M1", "Mug", 850, "kg", "2000000000008", "Kitchen", taxes=("food",), min_price_minor=500)


@pytest.mark.parametrize("tax", ["food", "FOOD", "b", "продукты"])
def test_a_tax_is_named_by_id_letter_or_word(tax):
    row, _ = read({**ROW, "tax": tax})
    assert row.goods.taxes == ("food",)


def test_a_lone_tax_needs_no_naming_and_a_shop_without_taxes_none():
    one = TaxProfile((Tax("vat", "A", Decimal(20)),))
    assert read(ROW, of=reader("", one))[0].goods.taxes == ("vat",)
    assert read(ROW, of=reader("", TaxProfile()))[0].goods.taxes == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"sku": ""}, "sku.missing"),
        ({"sku": "x" * 41}, "sku.long"),
        ({"sku": "4.6E+12"}, "code.spreadsheet"),
        ({"name": " \u200b "}, "name.missing"),
        ({"price": ""}, "price.missing"),
        ({"price": "-1"}, "price.negative"),
        ({"barcode": "2000000000009"}, "barcode.check"),
        ({"tax": "luxury"}, "tax.unknown"),
        ({"unit": "barrel"}, "unit.unknown"),
        ({"min_price": "9"}, "min_price.above"),
        ({"min_price": "x"}, "price.not_a_figure"),
    ],
)
def test_a_wrong_cell_keeps_the_row_out(changed, code):
    assert read({**ROW, **changed}) == (None, [code])


def test_several_taxes_and_none_named_is_asked_for():
    assert read(ROW, of=reader("")) == (None, ["tax.missing"])


def test_all_that_is_wrong_is_told_at_once():
    _, problems = read({"sku": "", "name": "", "price": "x"})
    assert problems == ["sku.missing", "name.missing", "price.not_a_figure"]


def test_the_second_of_two_is_refused_with_the_first_ones_line():
    shared = reader()
    assert read({**ROW, "barcode": "2000000000008"}, of=shared, line=2)[0]
    assert read({**ROW, "barcode": ""}, of=shared, line=3)[1] == ["sku.twice"]
    other = {"sku": "M2", "name": "Mug", "price": "1", "barcode": "02000000000008"}
    assert read(other, of=shared, line=4)[1] == ["barcode.twice"]


def test_a_column_the_file_does_not_have_stays_as_the_shop_has_it():
    before = ProductRow(Goods("M1", "Cup", 700, "kg", "2000000000008", "Kitchen", taxes=("food",)), {"ru": "Кружка"})
    row, problems = read(ROW, of=reader(""), on_list=lambda sku: before)
    assert problems == []
    assert row.goods == Goods("M1", "Mug", 850, "kg", "2000000000008", "Kitchen", taxes=("food",))
    assert row.names == {"ru": "Кружка"}


def test_an_empty_cell_of_a_column_the_file_has_clears_it():
    before = ProductRow(Goods("M1", "Cup", 700, category="Kitchen", barcode="2000000000008"))
    row, _ = read({**ROW, "category": "", "barcode": ""}, on_list=lambda sku: before)
    assert (row.goods.category, row.goods.barcode) == ("", "")
