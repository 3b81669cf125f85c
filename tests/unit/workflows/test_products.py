"""Products by hand: what is wrong is named, what is right is found."""

import msgspec
import pytest

from app.sales.basket import Goods
from app.values.errors import Refusal
from app.workflows.look_up import Misread, NotKnown, ProductHit, identify
from app.workflows.products import retire_product, save_product

TEA = Goods(sku="tea", name="Tea", price_minor=399, barcode="2000000000039", taxes=("food",))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sku": " "}, "product.sku"),
        ({"name": "\u200b"}, "product.name"),
        ({"price_minor": -1}, "product.price"),
        ({"price_minor": 10**12}, "product.price"),
        ({"min_price_minor": 400}, "product.min_price"),
        ({"unit": "box"}, "product.unit"),
        ({"taxes": ("luxury",)}, "product.tax"),
        ({"barcode": "2000000000038"}, "product.check_digit"),
        ({"barcode": "abc"}, "product.barcode"),
        ({"barcode": "2912345678906"}, "product.barcode_card"),
        ({"barcode": "2000000000015"}, "product.barcode_taken"),
        ({"sku": "mug"}, "product.exists"),
    ],
)
def test_a_wrong_field_is_refused_by_name(counter, changes, code):
    with pytest.raises(Refusal) as refused:
        save_product(counter.books, msgspec.structs.replace(TEA, **changes), {}, counter.acting(), is_new=True)
    assert refused.value.code == code
    with counter.books.reads() as reads:
        assert reads.count_products() == 3


def test_a_product_is_found_by_any_length_of_its_gtin(counter):
    save_product(counter.books, TEA, {"ru": "Чай"}, counter.acting(), is_new=True)
    with counter.books.reads() as reads:
        for code in ("2000000000039", "02000000000039", "tea"):
            found = identify(code, reads, counter.acting().shop)
            assert isinstance(found, ProductHit), code
            assert found.row.goods.sku == "tea"
        assert isinstance(identify("2000000000038", reads, counter.acting().shop), Misread)


def test_a_new_price_replaces_the_old_and_a_retired_product_is_gone(counter):
    acting = counter.acting()
    save_product(counter.books, TEA, {}, acting)
    save_product(counter.books, msgspec.structs.replace(TEA, price_minor=449), {}, acting)
    with counter.books.reads() as reads:
        row = reads.product("tea")
    assert row is not None
    assert row.goods.price_minor == 449
    retire_product(counter.books, "tea", acting)
    with counter.books.reads() as reads:
        assert isinstance(identify("2000000000039", reads, acting.shop), NotKnown)


def test_a_cashier_may_not_change_prices(counter):
    with pytest.raises(Refusal) as refused:
        save_product(counter.books, TEA, {}, counter.acting(counter.cashier))
    assert refused.value.code == "right.missing"
