"""A product as it is typed: what is wrong is said at its field, and what is right makes the goods."""

import pytest

from app.sales.basket import Goods
from app.ui.products.draft import FIELD_OF, ProductDraft, Terms, draft_of, goods_of, judge_barcode, wrong_fields
from app.workflows.rows import ProductRow

TERMS = Terms(digits=2, language="en")
GOOD = ProductDraft(sku="tea", name_en="Tea", price="4.50", taxes=("food",), barcode="4600123000015")


@pytest.mark.parametrize(
    ("code", "tone", "part"),
    [
        ("", "text2", ""),
        ("4600123000015", "ok", "EAN-13"),
        ("96385074", "ok", "EAN-8"),
        ("036000291452", "ok", "UPC-A"),
        ("4600123000016", "err", "would be 5"),
        ("460012300001", "warn", "follows is 5"),
        ("4600", "text2", "4 of 13"),
        ("46O0123", "err", "digits only"),
        ("2912345678906", "err", "member cards"),
        ("460012300001512", "err", "Too long"),
        ("٤٦٠٠١٢٣٠٠٠٠١٥", "err", "digits only"),
    ],
)
def test_a_barcode_is_judged_while_it_is_typed(code: str, tone: str, part: str) -> None:
    verdict = judge_barcode(code)
    assert verdict.tone == tone
    assert part in verdict.words.english()


def test_a_whole_draft_has_nothing_wrong() -> None:
    assert wrong_fields(GOOD, TERMS) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sku": " "}, "sku"),
        ({"name_en": ""}, "name_en"),
        ({"price": ""}, "price"),
        ({"price": "four"}, "price"),
        ({"price": "-1"}, "price"),
        ({"price": "1e9"}, "price"),
        ({"price": "4.505"}, "price"),
        ({"price": "99999999999"}, "price"),
        ({"lowest": "5.00"}, "lowest"),
        ({"lowest": "x"}, "lowest"),
        ({"barcode": "4600123000016"}, "barcode"),
        ({"barcode": "123"}, "barcode"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes: dict[str, str], field: str) -> None:
    from dataclasses import replace

    assert list(wrong_fields(replace(GOOD, **changes), TERMS)) == [field]  # type: ignore[arg-type]


def test_a_name_in_the_other_language_is_enough() -> None:
    draft = ProductDraft(sku="tea", name_ru="Чай", price="4,50")
    assert wrong_fields(draft, TERMS) == {}
    goods, names = goods_of(draft, TERMS)
    assert (goods.name, names, goods.price_minor) == ("Чай", {"ru": "Чай"}, 450)


def test_what_the_form_does_not_show_stays() -> None:
    before = ProductRow(Goods("tea", "Tea", 300, tags=("hot",), on_sale=True), {"de": "Tee", "en": "Tea"})
    terms = Terms(2, "en", before)
    goods, names = goods_of(GOOD, terms)
    assert (goods.tags, goods.on_sale, goods.price_minor) == (("hot",), True, 450)
    assert names == {"de": "Tee", "en": "Tea"}


def test_a_kept_product_comes_back_as_it_was() -> None:
    goods, names = goods_of(GOOD, TERMS)
    again = draft_of(ProductRow(goods, names), TERMS)
    assert again == GOOD


def test_a_product_without_words_shows_its_name_in_the_shops_language() -> None:
    row = ProductRow(Goods("tea", "Чай", 300), {})
    assert draft_of(row, Terms(2, "ru")).name_ru == "Чай"


def test_a_currency_without_decimals_takes_none() -> None:
    from dataclasses import replace

    yen = Terms(digits=0, language="en")
    assert list(wrong_fields(replace(GOOD, price="450.5"), yen)) == ["price"]
    assert goods_of(replace(GOOD, price="450"), yen)[0].price_minor == 450


def test_every_refusal_of_the_workflow_has_a_field() -> None:
    import inspect
    import re

    from app.workflows import products

    codes = set(re.findall(r'Refusal\(\s*"(product\.[a-z_]+)"', inspect.getsource(products)))
    assert codes - {"product.unknown"} == set(FIELD_OF)
