"""A product as it stands in the form: what is typed, what is wrong with it, and the goods it makes.

Plain Python. What can be judged while typing is judged here; what needs the books (a barcode that belongs
to another product) comes back from the workflow as a refusal, whose field `FIELD_OF` names.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from app.people.cards import looks_like_card
from app.sales.basket import Goods
from app.values.barcodes import GTIN_LENGTHS, gs1_check_digit, is_digits, is_gtin
from app.values.numbers import decimal_text, parse_decimal
from app.values.words import Message, msg
from app.workflows.products import LARGEST_PRICE_MINOR
from app.workflows.rows import ProductRow

FIELD_OF = {
    "product.sku": "sku",
    "product.exists": "sku",
    "product.name": "name_en",
    "product.price": "price",
    "product.min_price": "lowest",
    "product.unit": "unit",
    "product.tax": "taxes",
    "product.barcode": "barcode",
    "product.barcode_card": "barcode",
    "product.barcode_taken": "barcode",
    "product.check_digit": "barcode",
}
"""Which field a refusal of the workflow belongs to."""

GTIN_NAMES = {8: "EAN-8", 12: "UPC-A", 13: "EAN-13", 14: "GTIN-14"}


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """What is typed; texts as they stand in the fields."""

    sku: str = ""
    name_en: str = ""
    name_ru: str = ""
    price: str = ""
    lowest: str = ""
    barcode: str = ""
    category: str = ""
    unit: str = "pc"
    taxes: tuple[str, ...] = ()
    discountable: bool = True

    @property
    def shown_name(self) -> str:
        """What to call it in a message."""
        return self.name_en or self.name_ru or self.sku


@dataclass(frozen=True, slots=True)
class Terms:
    """What a draft is read with: the shop's currency digits and language, the product it began as, the decimal sign."""

    digits: int
    language: str
    before: ProductRow | None = None
    point: str = "."

    def shown(self, minor: int) -> str:
        """An amount as it stands in a field."""
        return decimal_text(minor, self.digits).replace(".", self.point)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said about a value while it is typed; `tone` as fields take it, `err` for one that cannot stay."""

    words: Message
    tone: str = "text2"


def draft_of(row: ProductRow, terms: Terms) -> ProductDraft:
    """A product as the form shows it."""
    goods, names = row.goods, dict(row.names)
    if not names.get(terms.language) and goods.name not in names.values():
        names[terms.language] = goods.name
    return ProductDraft(
        sku=goods.sku,
        name_en=names.get("en", ""),
        name_ru=names.get("ru", ""),
        price=terms.shown(goods.price_minor),
        lowest=terms.shown(goods.min_price_minor) if goods.min_price_minor else "",
        barcode=goods.barcode,
        category=goods.category,
        unit=goods.unit,
        taxes=goods.taxes,
        discountable=goods.discountable,
    )


def wrong_fields(draft: ProductDraft, terms: Terms) -> dict[str, Message]:
    """What is wrong, by field; empty where the draft can be handed to the workflow."""
    wrong: dict[str, Message] = {}
    if not draft.sku.strip():
        wrong["sku"] = msg("An article number is missing.")
    if not (draft.name_en.strip() or draft.name_ru.strip()):
        wrong["name_en"] = msg("A name is missing.")
    price = _amount(draft.price, terms.digits)
    if price is None:
        wrong["price"] = msg("Type a price, for example {example}.", example=terms.shown(450))
    elif not 0 <= price <= LARGEST_PRICE_MINOR:
        wrong["price"] = msg("The price must be from 0 to 10,000,000.00.")
    lowest = _amount(draft.lowest, terms.digits) if draft.lowest.strip() else 0
    if lowest is None or lowest < 0:
        wrong["lowest"] = msg("Type an amount, or leave it empty.")
    elif "price" not in wrong and price is not None and lowest > price:
        wrong["lowest"] = msg("The lowest price must be from 0 to the price.")
    verdict = judge_barcode(draft.barcode)
    if draft.barcode.strip() and verdict.tone != "ok":
        wrong["barcode"] = verdict.words
    return wrong


def goods_of(draft: ProductDraft, terms: Terms) -> tuple[Goods, dict[str, str]]:
    """The goods and names that a draft without wrong fields makes; what the form does not show stays."""
    names = dict(terms.before.names) if terms.before else {}
    names.update({"en": draft.name_en.strip(), "ru": draft.name_ru.strip()})
    names = {language: name for language, name in names.items() if name}
    price, lowest = _amount(draft.price, terms.digits), _amount(draft.lowest, terms.digits)
    before = terms.before.goods if terms.before else Goods(sku="", name="", price_minor=0)
    goods = msgspec.structs.replace(
        before,
        sku=draft.sku.strip(),
        name=names.get(terms.language) or next(iter(names.values()), ""),
        price_minor=price or 0,
        min_price_minor=lowest or 0,
        barcode=draft.barcode.strip(),
        category=draft.category.strip(),
        unit=draft.unit,
        taxes=draft.taxes,
        discountable=draft.discountable,
    )
    return goods, names


def judge_barcode(text: str) -> Verdict:
    """What to say of a barcode while it is typed.

    >>> judge_barcode("460012300001").words.english()
    'Not whole yet: the check digit that follows is 5.'
    """
    code = text.strip()
    if not code:
        return Verdict(msg(""))
    if not is_digits(code):
        return Verdict(msg("A barcode has digits only."), "err")
    if looks_like_card(code):
        return Verdict(msg("Barcodes that begin with 29 are member cards. Choose another."), "err")
    if is_gtin(code):
        return Verdict(msg("{kind}: the check digit is right.", kind=GTIN_NAMES[len(code)]), "ok")
    if len(code) == GTIN_LENGTHS[1]:
        return Verdict(
            msg("Not whole yet: the check digit that follows is {digit}.", digit=gs1_check_digit(code)), "warn"
        )
    if len(code) in GTIN_LENGTHS:
        digit = gs1_check_digit(code[:-1])
        return Verdict(msg("The check digit is wrong: it would be {digit}. Scan it again.", digit=digit), "err")
    if len(code) > max(GTIN_LENGTHS):
        return Verdict(msg("Too long: a barcode has 8, 12, 13 or 14 digits."), "err")
    return Verdict(msg("{count} of 13 digits", count=len(code)))


def _amount(text: str, digits: int) -> int | None:
    return parse_decimal("".join(text.split()), digits)
