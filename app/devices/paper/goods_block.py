"""The goods of a receipt: each line at its base price, then what came off it, by name."""

from __future__ import annotations

from app.devices.paper.amounts import letter_room, with_letters
from app.devices.paper.offers import OfferRow, line_offers
from app.devices.paper.rows import Sheet
from app.sales.receipt import ReceiptLine
from app.values.locales import NO_BREAK, Words
from app.values.numbers import MILLI
from app.values.words import msg
from app.workflows.receipt_view import ReceiptView


def goods_block(sheet: Sheet, view: ReceiptView, words: Words) -> None:
    """Every line, in the order of the receipt."""
    currency = view.receipt.currency
    for line in view.receipt.lines:
        amount = with_letters(words.amount(line.base_minor, currency), line.goods.taxes, view)
        if line.goods.kind == "bill":
            sheet.pair(_bill_name(line, words), amount)
        else:
            sheet.paragraph(view.goods_name(line))
            price = words.amount(line.price_minor, currency)
            quantity = words.quantity(line.quantity_milli, line.goods.unit)
            sheet.pair(f"{quantity} x{NO_BREAK}{price}", amount, indent=2)
        for offer in line_offers(view.receipt, line):
            off = f"-{words.amount(offer.amount_minor, currency)}"
            sheet.pair(_wordings(offer, line, view, words), off, pad=letter_room(view), indent=2)
        for promise in line.promises:
            until = msg("Warranty to {day}", day=promise.until) if promise.kind == "warranty" else None
            sheet.pair(words.say(until or msg("On trial to {day}", day=promise.until)), "", indent=2)
        serial = view.serials.get(line.key)
        if serial:
            sheet.paragraph(words.say(msg("Serial number {serial}", serial=serial)))


def _bill_name(line: ReceiptLine, words: Words) -> str:
    """A line of a bill that was rung up at the other till has no name of its own."""
    if line.goods.name:
        return line.goods.name
    department = line.goods.category
    return words.say(msg("Bill, department {department}", department=department) if department else msg("Bill"))


def _wordings(offer: OfferRow, line: ReceiptLine, view: ReceiptView, words: Words) -> list[str]:
    """The offer's name, and before it the same with what comes off one unit, where that is exact."""
    name = offer.title(words)
    each, rest = divmod(offer.amount_minor * MILLI, line.quantity_milli)
    if rest or line.quantity_milli == MILLI:
        return [name]
    off = words.amount(each, view.receipt.currency)
    return [f"{name} -{off}/{words.unit(line.goods.unit)}", name]
