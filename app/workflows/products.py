"""Products by hand: adding, changing the price or barcode, taking one off the list."""

from __future__ import annotations

import msgspec

from app.facts.bodies import ProductSaved
from app.people.cards import looks_like_card
from app.people.staff import Permission
from app.sales.basket import Goods
from app.values.barcodes import GTIN_LENGTHS, is_digits, is_gtin
from app.values.errors import Refusal
from app.values.folding import clean, clean_code
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.ports import Books

LARGEST_PRICE_MINOR = 10**9
UNITS = ("pc", "kg", "l", "m")


def save_product(books: Books, goods: Goods, names: dict[str, str], acting: Acting, *, is_new: bool = False) -> Goods:
    """Keep a product; returns it as kept.

    Args:
        is_new: Refuse where the article number exists already.

    Raises:
        Refusal: `product.*`, each with the field that is wrong.
    """
    require(acting, Permission.EDIT_PRODUCTS)
    goods = checked_goods(goods, frozenset(tax.id for tax in acting.shop.taxes.taxes))
    with books.unit_of_work() as unit:
        if is_new and unit.product(goods.sku) is not None:
            raise Refusal("product.exists", msg("Article {sku} exists already. Nothing was saved.", sku=goods.sku))
        other = unit.product_by_code(goods.barcode) if goods.barcode else None
        if other is not None and other.goods.sku != goods.sku:
            raise Refusal(
                "product.barcode_taken",
                msg("Barcode {code} belongs to {name}. Nothing was saved.", code=goods.barcode, name=other.goods.name),
            )
        body = ProductSaved(goods=goods, names={k: clean(v) for k, v in names.items() if clean(v)})
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)
    return goods


def retire_product(books: Books, sku: str, acting: Acting) -> None:
    """Take a product off the price list; receipts keep it."""
    require(acting, Permission.EDIT_PRODUCTS)
    with books.unit_of_work() as unit:
        row = unit.product(sku)
        if row is None:
            raise Refusal("product.unknown", msg("Article {sku} is not on the price list.", sku=sku))
        body = ProductSaved(goods=row.goods, names=row.names, retired=True)
        unit.record(body, business_on=acting.business_on, staff=acting.staff, at=acting.at)


def checked_goods(goods: Goods, taxes: frozenset[str]) -> Goods:
    """The product cleaned for keeping, or a refusal that names the field."""
    sku, name = clean_code(goods.sku, 40), clean(goods.name)
    if not sku:
        raise Refusal("product.sku", msg("An article number is missing."))
    if not name:
        raise Refusal("product.name", msg("A name is missing."))
    if not 0 <= goods.price_minor <= LARGEST_PRICE_MINOR:
        raise Refusal("product.price", msg("The price must be from 0 to 10,000,000.00."))
    if not 0 <= goods.min_price_minor <= goods.price_minor:
        raise Refusal("product.min_price", msg("The lowest price must be from 0 to the price."))
    if goods.unit not in UNITS:
        raise Refusal("product.unit", msg("The unit must be one of {units}.", units=", ".join(UNITS)))
    unknown = [tax for tax in goods.taxes if tax not in taxes]
    if unknown:
        raise Refusal("product.tax", msg("There is no tax named {tax} in the settings.", tax=unknown[0]))
    check_barcode(goods.barcode)
    return msgspec.structs.replace(goods, sku=sku, name=name, category=clean(goods.category, 60))


def check_barcode(code: str) -> None:
    """Refuse a barcode that cannot be scanned back or that would be taken for a member's card."""
    if not code:
        return
    if looks_like_card(code):
        raise Refusal("product.barcode_card", msg("Barcodes that begin with 29 are member cards. Choose another."))
    if not is_digits(code) or len(code) not in GTIN_LENGTHS:
        raise Refusal("product.barcode", msg("{code} is not a barcode of 8, 12, 13 or 14 digits.", code=code[:24]))
    if not is_gtin(code):
        raise Refusal(
            "product.check_digit", msg("{code}: the check digit is wrong. Scan the barcode again.", code=code)
        )
