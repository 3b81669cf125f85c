"""What a scan means in this shop: its reading looked up in the books, with how much of what it stands for."""

from __future__ import annotations

import msgspec

from app.people.codes import ReceiptPlace, read_receipt_code
from app.sales.basket import Goods
from app.values.bank_cards import BANK_CARD, holds_bank_card
from app.values.errors import Refusal
from app.values.numbers import LARGEST_MINOR, MILLI
from app.values.words import Message, msg
from app.workflows.entry import LARGEST_TYPED_MILLI
from app.workflows.look_up import (
    CardStopped,
    CodeHit,
    Found,
    MemberHit,
    Misread,
    NotKnown,
    ProductHit,
    UnboundCard,
    identify,
    misread_words,
    others_card,
)
from app.workflows.ports import Reads
from app.workflows.rows import ProductRow
from app.workflows.scans.classify import LONGEST_SHOWN, Reading
from app.workflows.scans.routing import Meaning
from app.workflows.shop_now import ShopNow


class ScannedGoods(msgspec.Struct, frozen=True):
    """Goods, and how much of them the code says.

    Attributes:
        goods: As on the price list; with the label's price as the price of one piece where the label has one.
        lot, expires, serial: Fields of an element string as written (`expires` is `YYMMDD`), else empty.
    """

    row: ProductRow
    goods: Goods
    quantity_milli: int = MILLI
    lot: str = ""
    expires: str = ""
    serial: str = ""


class ScannedReceipt(msgspec.Struct, frozen=True):
    """One of our receipts."""

    code: str
    place: ReceiptPlace


class ScannedBadge(msgspec.Struct, frozen=True):
    """A staff badge; who it belongs to is asked at the sign-in."""

    code: str


class NotUsed(msgspec.Struct, frozen=True):
    """Nothing is done with it, and this is why."""

    message: Message


Scanned = ScannedGoods | ScannedReceipt | ScannedBadge | NotUsed | Found


def resolve(reading: Reading, reads: Reads, shop: ShopNow, digits: int = 2) -> Scanned:
    """Look a reading up.

    Args:
        digits: Decimals of the shop's currency.

    Raises:
        Refusal: `scan.no_weight`, `scan.too_much`: a label that no till can sell.
    """
    match reading.kind:
        case "empty":
            return NotUsed(msg("Nothing was read. Scan again."))
        case "bank_card":
            return NotUsed(msg("That was a bank card. It was not read and not kept; use the card terminal."))
        case "refused":
            return NotUsed(msg("Not a code: {text}. Nothing was added; scan again.", text=reading.shown))
        case "misread":
            return _misread(reading)
        case "receipt":
            place = read_receipt_code(reading.code)
            return ScannedReceipt(reading.code, place) if place else _misread(reading)
        case "badge":
            return ScannedBadge(reading.code)
        case "other_card":
            return others_card(reading.code, reading.name, reads)
        case "live":
            return NotUsed(msg("Codes of phone cards are not read yet. Ask for the card number."))
        case "weight" | "price" | "gs1":
            return _measured(reading, reads, shop, digits)
        case "goods":
            row = _product(reading, reads)
            return ScannedGoods(row, row.goods) if row else identify(reading.code, reads, shop)
    is_lookable = reading.code and len(reading.code) <= LONGEST_SHOWN
    return identify(reading.code, reads, shop) if is_lookable else _unknown(reading)


def meaning_of(scanned: Scanned) -> Meaning:
    """Which column of the routing table a scan is in."""
    match scanned:
        case ScannedGoods() | ProductHit():
            return "product"
        case MemberHit() | CardStopped() | UnboundCard():
            return "member"
        case ScannedReceipt():
            return "receipt"
        case CodeHit():
            return "voucher"
        case ScannedBadge():
            return "employee"
        case NotUsed() | Misread() | NotKnown():
            return "unknown"


def _measured(reading: Reading, reads: Reads, shop: ShopNow, digits: int) -> Scanned:
    row = _product(reading, reads)
    if row is None:
        return identify(reading.code, reads, shop)
    gs1, label = reading.gs1, reading.label
    if gs1 is not None:
        price, weight = gs1.price, gs1.weight_milli
        lot, expires, serial = gs1.value("10"), gs1.value("17") or gs1.value("15"), gs1.value("21")
    else:
        price = (label.value, label.decimals) if label and reading.kind == "price" else None
        weight = label.value * MILLI // 10**label.decimals if label and reading.kind == "weight" else 0
        lot = expires = serial = ""
        if label is not None and label.value == 0 and row.goods.barcode != reading.code:
            raise Refusal("scan.no_weight", msg("The label of {name} says 0. Weigh it again.", name=row.goods.name))
    if weight > LARGEST_TYPED_MILLI:
        raise Refusal("scan.too_much", msg("The label of {name} says more than a till can sell.", name=row.goods.name))
    goods, quantity = row.goods, weight or MILLI
    if price is not None:
        # the price on the label is what is charged, to the last minor unit: one piece at that price
        minor = price[0] * 10**digits // 10 ** price[1]
        if minor > LARGEST_MINOR:
            raise Refusal("scan.too_much", msg("The label of {name} says more than a till can sell.", name=goods.name))
        goods, quantity = msgspec.structs.replace(goods, price_minor=minor, unit="pc"), MILLI
    return ScannedGoods(row, goods, quantity, lot, expires, serial)


def _product(reading: Reading, reads: Reads) -> ProductRow | None:
    """By the whole code first, then by the code without its value, then by the article's digits."""
    tried = [reading.code, *_shorter(reading.gtin)]
    if reading.label is not None:
        tried += [reading.label.base, reading.label.article, reading.label.article.lstrip("0")]
    for code in dict.fromkeys(tried):
        row = reads.product_by_code(code) if code else None
        if row is not None:
            return row
    return None


def _shorter(gtin: str) -> list[str]:
    """A 14-digit number as price lists may have it: with fewer leading zeros."""
    if not gtin:
        return []
    return [gtin, *(gtin[14 - length :] for length in (13, 12, 8) if gtin.startswith("0" * (14 - length)))]


def _misread(reading: Reading) -> Misread:
    return Misread(reading.shown, misread_words(reading.shown))


def _unknown(reading: Reading) -> Misread | NotKnown:
    if holds_bank_card(reading.shown):
        return Misread("", BANK_CARD)
    message = msg(
        "Not in the catalogue: {code}. Marked in red, keep scanning. Enter on the line to fix.", code=reading.shown
    )
    return NotKnown(reading.shown, message)
