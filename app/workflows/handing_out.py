"""What a sale hands out besides goods: gift cards it activates, wallets it fills, coupons, and promises.

All of it is part of the receipt, in the transaction of the payment: a gift card is worth something exactly
when its sale is kept, and never without.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from app.ledger.periods import plus_months
from app.loyalty.quote import Quote
from app.people.codes import compact, new_code, own_kind
from app.sales.basket import Basket, Line
from app.sales.receipt import Promise, ReceiptLine, Token
from app.values.errors import Refusal
from app.values.ids import named_id
from app.values.money import Money
from app.values.numbers import MILLI
from app.values.words import msg
from app.workflows.ports import Reads
from app.workflows.shop_now import ShopNow

Blank = dict[str, tuple[str, ...]]
"""By line key: blank gift cards that were scanned for it; what is missing gets a new number."""


def tokens_of(
    reads: Reads, basket: Basket, quote: Quote, shop: ShopNow, *, blank: Blank, on: dt.date
) -> tuple[Token, ...]:
    """All codes that completing this basket gives out.

    Raises:
        Refusal: `gift.amount`, `gift.whole`, `gift.active`, `gift.misread`, `wallet.member`.
    """
    found: list[Token] = []
    for line in basket.lines:
        if line.goods.kind == "gift_card":
            found += _gift_cards(reads, line, shop, blank=blank.get(line.key, ()), on=on, currency=basket.currency)
        elif line.goods.kind == "wallet_topup":
            found.append(_top_up(line, basket, shop, on))
    for program_id in quote.issues:
        program = shop.program(program_id)
        names = program.names if program else {}
        code = new_code("coupon", lambda code: reads.token(code) is not None)
        ends = last_day(shop, program_id, on)
        found.append(Token(code, program_id, "coupon", last_valid_on=ends, member=basket.member, names=names))
    return tuple(found)


def _gift_cards(
    reads: Reads, line: Line, shop: ShopNow, *, blank: tuple[str, ...], on: dt.date, currency: str
) -> list[Token]:
    if line.price_minor <= 0:
        raise Refusal("gift.amount", msg("A gift card holds more than {none}.", none=Money(0, currency)))
    if line.quantity_milli % MILLI:
        raise Refusal("gift.whole", msg("Gift cards are sold whole. Type a whole number."))
    taken: list[str] = []
    for scanned in blank[: line.quantity_milli // MILLI]:
        code = compact(scanned)
        if own_kind(code) != "gift_card":
            raise Refusal("gift.misread", msg("{code} is no gift card of ours. Scan it again.", code=scanned[:24]))
        if reads.token(code) is not None or code in taken:
            raise Refusal("gift.active", msg("Gift card {code} is active already. Take another one.", code=code))
        taken.append(code)
    while len(taken) < line.quantity_milli // MILLI:
        taken.append(new_code("gift_card", lambda code: reads.token(code) is not None or code in taken))
    program = shop.program(line.goods.program)
    names = program.names if program else {}
    ends = last_day(shop, line.goods.program, on)
    return [
        Token(code, line.goods.program, "gift_card", line.price_minor, ends, line.key, names=names) for code in taken
    ]


def _top_up(line: Line, basket: Basket, shop: ShopNow, on: dt.date) -> Token:
    if not basket.member:
        raise Refusal("wallet.member", msg("A wallet belongs to a member. F2: find or join them first."))
    program = shop.program(line.goods.program)
    names = program.names if program else {}
    amount = line.price_minor * line.quantity_milli // MILLI
    code = wallet_code(line.goods.program, basket.member)
    ends = last_day(shop, line.goods.program, on)
    return Token(code, line.goods.program, "store_credit", amount, ends, line.key, basket.member, names)


def wallet_code(program: str, member: str) -> str:
    """The code of a member's wallet: the same on every till."""
    return named_id("wallet", program, member)


def last_day(shop: ShopNow, program_id: str, on: dt.date) -> dt.date | None:
    """The last day of what a program gives out today."""
    program = shop.program(program_id)
    if program is None or program.points is None:
        return None
    return program.points.expiry.last_valid_on(on)


def promised(lines: tuple[ReceiptLine, ...], on: dt.date) -> tuple[ReceiptLine, ...]:
    """The lines with what the shop promises for each, from the day of the sale on."""
    return tuple(_with_promises(line, on) for line in lines)


def _with_promises(line: ReceiptLine, on: dt.date) -> ReceiptLine:
    promises = []
    if line.goods.warranty_months:
        promises.append(Promise("warranty", plus_months(on, line.goods.warranty_months)))
    if line.goods.trial_days:
        promises.append(Promise("trial", on + dt.timedelta(line.goods.trial_days)))
    return msgspec.structs.replace(line, promises=tuple(promises)) if promises else line
