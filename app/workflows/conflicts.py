"""What does not add up between tills: goods that came back twice, codes that paid twice.

Both facts stay as they happened; nothing is undone behind anybody's back. The list says what happened and
what somebody has to decide, and a row leaves it only when the facts add up again.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from app.people.member import short_name
from app.sales.receipt import Names, Receipt
from app.values.money import Money
from app.values.numbers import decimal_text
from app.values.words import Message, msg, plain
from app.workflows.ports import Reads
from app.workflows.way_back_rows import ReturnConflict, TokenConflict


class Party(msgspec.Struct, frozen=True):
    """One of the documents that took the same thing."""

    number: str
    business_on: dt.date
    amount_minor: int


class Conflict(msgspec.Struct, frozen=True):
    """Something to decide.

    Attributes:
        id: Stable while it lasts: the sale and line, or the code.
        sale: A receipt to look at; empty for none.
        parties: Every document that took part, oldest first.
        over: How much too much, in words.
        happened, advice: What happened, and what to do.
    """

    id: str
    kind: Literal["goods", "code"]
    title: str
    names: Names
    sale: str
    number: str
    member: str
    parties: tuple[Party, ...]
    over: Message
    happened: Message
    advice: Message


def list_conflicts(reads: Reads, currency: str, language: str = "") -> tuple[Conflict, ...]:
    """All of them, goods first; goods are called by their words in `language` where there are any."""
    goods = [_goods(reads, each, currency, language) for each in reads.return_conflicts()]
    return (*goods, *(_code(reads, each, currency) for each in reads.token_conflicts()))


def _goods(reads: Reads, each: ReturnConflict, currency: str, language: str) -> Conflict:
    row = reads.product(each.sku)
    sold = reads.receipt(each.sale)
    line = next((found for found in sold[0].lines if found.key == each.line), None) if sold is not None else None
    name = row.goods.name if row is not None else line.goods.name if line is not None else each.sku
    parties = tuple(
        Party(
            document.number,
            fact.business_on,
            sum(back.amount_minor for back in document.lines if back.line == each.line),
        )
        for document, fact in reads.returns_of_sale(each.sale)
        if any(back.line == each.line for back in document.lines)
    )
    over = decimal_text(each.returned_milli - each.sold_milli, 3)
    last = Money(parties[-1].amount_minor if parties else 0, currency)
    return Conflict(
        id=f"{each.sale}:{each.line}",
        kind="goods",
        title=name,
        names=row.names if row is not None else {},
        sale=each.sale,
        number=each.number,
        member=_member(reads, reads.receipt_member(each.sale)),
        parties=parties,
        over=msg("{count} too many", count=over),
        happened=msg(
            "{name} of receipt {number}: {sold} sold, {back} taken back, at tills that had not heard of each other.",
            name=plain((row.names.get(language) if row is not None else "") or name),
            number=each.number,
            sold=decimal_text(each.sold_milli, 3),
            back=decimal_text(each.returned_milli, 3),
        ),
        advice=msg(
            "Look for the goods and for both slips. If they came back once, {amount} was given back too much: ask the"
            " customer for it, or leave it as it is. Points and money stay as they are until you decide.",
            amount=last,
        ),
    )


def _code(reads: Reads, each: TokenConflict, currency: str) -> Conflict:
    row = reads.token(each.code)
    end = f"*{each.code[-4:]}"
    sales = [found for sale in each.sales if (found := reads.receipt(sale)) is not None]
    used = sorted((each_sale for each_sale in sales if _uses(each_sale[0], each)), key=lambda found: found[1].at)
    parties = tuple(
        Party(
            receipt.number,
            fact.business_on,
            sum(tender.amount_minor for tender in receipt.tenders if tender.reference == each.code),
        )
        for receipt, fact in used
    )
    over = Money(-each.amount_minor, currency)
    is_money = each.amount_minor < 0
    names = row.names if row is not None else {}
    return Conflict(
        id=each.code,
        kind="code",
        title=end,
        names={language: f"{text} {end}" for language, text in names.items()},
        sale=used[-1][0].sale if used else "",
        number=used[-1][0].number if used else "",
        member=_member(reads, row.member) if row is not None else "",
        parties=parties,
        over=msg("{amount} too much", amount=over) if is_money else msg("used twice"),
        happened=msg("{code} paid {amount} more than it held: two tills took it while apart.", code=end, amount=over)
        if is_money
        else msg("Coupon {code} was used more often than it may be: two tills took it while apart.", code=end),
        advice=msg(
            "The sales stand, and the code pays no more. Ask its owner for the difference at the next visit, or leave"
            " it as it is."
        ),
    )


def _uses(receipt: Receipt, each: TokenConflict) -> bool:
    return any(tender.reference == each.code for tender in receipt.tenders) or any(
        code == each.code for code, _ in receipt.coupons
    )


def _member(reads: Reads, member: str) -> str:
    view = reads.member(member) if member else None
    return short_name(view.person.name) if view is not None and view.person is not None else ""
