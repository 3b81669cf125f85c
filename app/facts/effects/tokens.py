"""What follows for codes that pay or give: each is issued once, and every use, refund and end is a move of it.

A code counts while the sum of its units is above zero; what is left on it is the sum of its amounts. Moves
add, so two tills that use the same code while apart keep both uses, and the sum below zero shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from app.facts.bodies import TokenIssued
from app.facts.effects.changes import Effect, Put, Settle
from app.facts.envelope import Fact
from app.loyalty.situation import code_key
from app.sales.basket import CodeIntent
from app.sales.receipt import Receipt, Tender, Token

STORED = frozenset({"gift_card", "store_credit"})


def issued(fact: Fact, sale: str, tokens: Iterable[Token], first: int = 0) -> Iterator[Effect]:
    """Codes given out; a code that exists already (a wallet) gets its amount on top."""
    for place, token in enumerate(tokens, first):
        yield Settle(
            "tokens",
            {"code": token.code},
            {
                "kind": token.kind,
                "program": token.program,
                "member": token.member,
                "last_valid_on": token.last_valid_on.isoformat() if token.last_valid_on else "",
                "sale": sale,
                "line": token.line,
                "names": msgspec.json.encode(dict(sorted(token.names.items()))).decode(),
                "at": fact.at,
            },
            fact.stamp,
        )
        yield move(fact, token.code, place, "issued", units=1, amount_minor=token.amount_minor, sale=sale)


def used(fact: Fact, receipt: Receipt) -> Iterator[Effect]:
    """Codes that a sale used: stored value paid with, single-use coupons whose program acted."""
    for place, tender in enumerate(stored_tenders(receipt.tenders), 10_000):
        amount = -tender.amount_minor
        yield move(fact, tender.reference, place, "used", units=0, amount_minor=amount, sale=receipt.sale)
    for place, code in enumerate(used_coupons(receipt), 20_000):
        yield move(fact, code, place, "used", units=-1, amount_minor=0, sale=receipt.sale)


def stored_tenders(tenders: Iterable[Tender]) -> list[Tender]:
    """Those that a gift card or store credit paid."""
    return [tender for tender in tenders if tender.kind in STORED and tender.reference]


def used_coupons(receipt: Receipt) -> list[str]:
    """Single-use coupons that acted: asked for, held, and their program is among the uses."""
    acted = {use.program for use in receipt.uses}
    asked = {code_key(intent.code) for intent in receipt.intents.asked if isinstance(intent, CodeIntent)}
    return [code for code, program in receipt.coupons if program in acted and code_key(code) in asked]


def token_issued(fact: Fact, body: TokenIssued) -> Iterator[Effect]:
    """A code given outside a sale."""
    yield from issued(fact, body.sale, (body.token,))


def move(fact: Fact, code: str, place: int, kind: str, *, units: int, amount_minor: int, sale: str) -> Put:
    """One move of a code."""
    return Put(
        "token_moves",
        {
            "code": code,
            "stamp": fact.stamp,
            "place": place,
            "kind": kind,
            "units": units,
            "amount_minor": amount_minor,
            "sale": sale,
            "at": fact.at,
            "business_on": fact.business_on.isoformat(),
        },
    )
