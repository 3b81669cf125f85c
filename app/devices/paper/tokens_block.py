"""What a sale handed out or used up: gift cards with what they hold, store credit, coupons for next time.

A gift card or coupon may have no plastic of its own: then this paper is it, so its whole code is printed. A
member's own store credit needs no code; the member's card finds it.
"""

from __future__ import annotations

from app.devices.paper.rows import Sheet
from app.people.codes import grouped
from app.sales.receipt import Token
from app.values.barcodes import is_digits
from app.values.locales import NO_BREAK, Words
from app.values.words import Message, msg
from app.workflows.receipt_view import CardLeft, ReceiptView

_LABELS: dict[str, Message] = {"gift_card": msg("Gift card"), "store_credit": msg("Store credit")}


def tokens_block(sheet: Sheet, view: ReceiptView, words: Words) -> None:
    """One entry for each, and the closing rule; nothing where nothing was handed out."""
    tokens = view.receipt.tokens
    for token in tokens:
        _token(sheet, token, view, words)
    for card in view.cards:
        _left(sheet, card, view, words)
    if tokens or view.cards:
        sheet.rule(double=True)


def _left(sheet: Sheet, card: CardLeft, view: ReceiptView, words: Words) -> None:
    """What is left on a card that paid, by its last digits; the whole code stays with its owner."""
    left = words.amount(card.left_minor, view.receipt.currency)
    if card.kind == "gift_card" and is_digits(card.code):
        sheet.pair(words.say(msg("Left on gift card *{end}", end=card.code[-4:])), left, style="strong")
    else:
        label = msg("Left on the gift card") if card.kind == "gift_card" else msg("Left of the store credit")
        sheet.pair(words.say(label), left, style="strong")
    if card.left_minor and card.last_valid_on is not None:
        sheet.pair(words.say(msg("valid to {day}", day=words.date(card.last_valid_on))), "", indent=2)


def _token(sheet: Sheet, token: Token, view: ReceiptView, words: Words) -> None:
    name = words.name(token.names)
    if token.kind == "coupon":
        title = msg("Coupon for next time: {name}", name=name) if name else msg("Coupon for next time")
        sheet.paragraph(words.say(title), "strong")
    else:
        amount = words.amount(token.amount_minor, view.receipt.currency)
        sheet.pair(name or words.say(_LABELS[token.kind]), amount, style="strong")
    if token.last_valid_on is not None:
        sheet.pair(words.say(msg("valid to {day}", day=words.date(token.last_valid_on))), "", indent=2)
    if token.kind != "store_credit" or not token.member:
        code = grouped(token.code, NO_BREAK) if is_digits(token.code) else token.code
        sheet.pair(words.say(msg("Its code: {code}", code=code)), "", indent=2)
