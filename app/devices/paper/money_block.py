"""What there is to pay and how it was paid: subtotal, order offers, total, tenders, cash rounding, change."""

from __future__ import annotations

from app.devices.paper.amounts import currency_word, letter_room, signed
from app.devices.paper.offers import OfferRow, order_offers
from app.devices.paper.points import digits_of
from app.devices.paper.rows import Look, Sheet
from app.sales.receipt import Tender
from app.values.barcodes import is_digits
from app.values.locales import Words
from app.values.numbers import MILLI
from app.values.words import Message, msg, msgn
from app.workflows.receipt_view import ReceiptView

_TENDERS: dict[str, Message] = {
    "card": msg("Bank card"),
    "gift_card": msg("Gift card"),
    "store_credit": msg("Store credit"),
    "exchange": msg("Paid with returned goods"),
    "elsewhere": msg("Paid at the other till"),
}


class _Money:
    """Puts amounts of the receipt's currency in the column of amounts."""

    def __init__(self, sheet: Sheet, view: ReceiptView, words: Words) -> None:
        self.sheet, self.view, self.words = sheet, view, words
        self.currency = view.receipt.currency
        self.pad = letter_room(view)

    def put(self, label: Message | list[str], minor: int, *, plus: bool = False, style: Look = "plain") -> None:
        """A label and an amount; `plus` shows the sign of a positive one."""
        amount = self.words.amount(minor, self.currency)
        self.sheet.pair(
            self.words.say(label) if isinstance(label, Message) else label,
            signed(amount, minor) if plus else amount,
            pad=self.pad,
            style=style,
        )


def money_block(sheet: Sheet, view: ReceiptView, words: Words) -> None:
    """From the subtotal to the change."""
    receipt = view.receipt
    money = _Money(sheet, view, words)
    offers = order_offers(receipt)
    goods = sum(line.total_minor for line in receipt.lines)
    added_tax = receipt.total_minor - goods
    if offers or added_tax:
        money.put(msg("Subtotal"), goods + sum(offer.amount_minor for offer in offers))
    for offer in offers:
        money.put(_offer_words(offer, view, words), -offer.amount_minor)
    if added_tax:
        money.put(msg("Tax"), added_tax, plus=True)
    currency = currency_word(receipt.currency, words)
    money.put(msg("TOTAL {currency}", currency=currency), receipt.total_minor, style="big")
    for tender in receipt.tenders:
        _tender(money, tender)


def _offer_words(offer: OfferRow, view: ReceiptView, words: Words) -> list[str]:
    """The name of an order offer, with the points it cost where they can be told."""
    name = offer.title(words)
    cost = _points_of(offer, view)
    if not cost:
        return [name]
    digits = digits_of(view, offer.program)
    if digits:
        number = words.points(cost, digits)
        return [words.say(msg("Reward: {name} (points: {points})", name=name, points=number)), name]
    points = cost // MILLI
    return [
        words.say(msgn("Reward: {name} ({n} pt)", "Reward: {name} ({n} pts)", points, name=name)),
        words.say(msgn("{name} ({n} pt)", "{name} ({n} pts)", points, name=name)),
    ]


def _points_of(offer: OfferRow, view: ReceiptView) -> int:
    """Points spent for this offer: those of its program, if nothing else of the program spent any."""
    receipt = view.receipt
    spent = sum(change.spent_milli for change in receipt.points if change.program == offer.program)
    spenders = {
        (each.program, each.reward)
        for line in receipt.lines
        for each in line.reductions
        if each.program == offer.program
    }
    paid = any(tender.program == offer.program for tender in receipt.tenders)
    return spent if len(spenders) == 1 and not paid else 0


def _tender(money: _Money, tender: Tender) -> None:
    if tender.kind == "cash":
        _cash(money, tender)
    elif tender.kind == "points":
        points = money.words.points(tender.points_milli, digits_of(money.view, tender.program))
        money.put(msg("Paid with points ({points})", points=points), tender.amount_minor)
    else:
        money.put(_label(tender), tender.amount_minor)


def _label(tender: Tender) -> Message:
    """What paid; of a gift card its last digits."""
    if tender.kind == "gift_card" and is_digits(tender.reference):
        return msg("Gift card *{end}", end=tender.reference[-4:])
    return _TENDERS[tender.kind]


def _cash(money: _Money, tender: Tender) -> None:
    """Cash is the last tender: what was rounded, what cash had to pay, what was given and what came back."""
    receipt = money.view.receipt
    change = tender.given_minor - tender.amount_minor if tender.given_minor else 0
    if receipt.rounding_minor:
        money.put(msg("Cash rounding"), receipt.rounding_minor, plus=True)
    if receipt.rounding_minor or (len(receipt.tenders) > 1 and change):
        money.put(msg("TO PAY IN CASH"), tender.amount_minor, style="strong")
    if change:
        money.put(msg("Cash given"), tender.given_minor)
        money.put(msg("CHANGE"), change, style="big")
    elif not receipt.rounding_minor:
        money.put(msg("Cash"), tender.amount_minor)
