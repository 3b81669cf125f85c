"""Codes in a standing: what a member holds, what follows from occasions, and whatever code was entered.

Coupons act only where their code was entered, gift cards and store credit only where they were asked to pay;
so a standing that knows more of them never changes a price by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from app.loyalty.moment import Moment
from app.loyalty.occasion import Happenings, coupon_code, entitlements
from app.loyalty.program import Program
from app.loyalty.standing import Standing, StoredValue
from app.people.codes import compact
from app.sales.basket import Basket, CodeIntent, StoredIntent
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.ports import Reads
from app.workflows.shop_now import ShopNow
from app.workflows.way_back_rows import TokenRow


class HeldCoupon(msgspec.Struct, frozen=True):
    """A coupon that a member has.

    Attributes:
        occasion: Why, for those that follow from an occasion; empty for one that was given out.
        last_on: Its last day; None never ends.
    """

    code: str
    program: str
    names: dict[str, str]
    last_on: dt.date | None = None
    occasion: str = ""


def with_tokens(standing: Standing, reads: Reads, basket: Basket, *, shop: ShopNow, moment: Moment) -> Standing:
    """The standing with every code that may act or pay in this basket."""
    coupons = {held.code: held.program for held in held_coupons(reads, standing, shop, moment)}
    stored: dict[str, StoredValue] = {}
    for row in (*reads.tokens_of(standing.member), *_asked(reads, basket)):
        if row.kind != "coupon":
            if row.units > 0:
                stored[row.code] = stored_value(row)
        elif row.counts(moment.business_on) and row.member in {"", standing.member}:
            coupons[row.code] = row.program
    if not coupons and not stored:
        return standing
    return msgspec.structs.replace(standing, coupons=coupons, stored=stored)


def stored_value(row: TokenRow) -> StoredValue:
    """A gift card or store credit as pricing knows it."""
    value = StoredValue(row.program, max(row.amount_minor, 0), row.last_valid_on, row.member)
    return value if row.kind == "gift_card" else msgspec.structs.replace(value, kind="store_credit")


def _asked(reads: Reads, basket: Basket) -> Iterator[TokenRow]:
    for intent in basket.intents.asked:
        code = intent.code if isinstance(intent, CodeIntent) else ""
        code = intent.card if isinstance(intent, StoredIntent) else code
        row = reads.token(compact(code)) if code else None
        if row is not None:
            yield row


def held_coupons(reads: Reads, standing: Standing, shop: ShopNow, moment: Moment) -> tuple[HeldCoupon, ...]:
    """A member's coupons that may be used today: given out, and following from occasions."""
    if not standing.member:
        return ()
    found = [
        HeldCoupon(row.code, row.program, row.names, row.last_valid_on)
        for row in reads.tokens_of(standing.member)
        if row.kind == "coupon" and row.counts(moment.business_on)
    ]
    programs = [program for program in shop.published if program.occasion is not None and program.enabled]
    if programs:
        known = happenings(reads, standing, programs)
        for program in programs:
            found += _entitled(reads, program, known, moment.business_on)
    return tuple(found)


def happenings(reads: Reads, standing: Standing, programs: list[Program]) -> Happenings:
    """What is known of a member, as far as these programs ask."""
    member = standing.member
    asked = {program.occasion.on for program in programs if program.occasion is not None}
    visit = reads.first_paid_visit(member) if "referred" in asked and reads.referrer_of(member) else None
    friends = []
    for friend in reads.friends_of(member) if "referrer" in asked else ():
        theirs = reads.first_paid_visit(friend)
        if theirs is not None:
            friends.append((friend, theirs[1]))
    return Happenings(
        member=member,
        joined_on=standing.joined_on,
        birthday=standing.birthday,
        referred_on=visit[1] if visit else None,
        friends=tuple(friends),
    )


def _entitled(reads: Reads, program: Program, known: Happenings, on: dt.date) -> Iterator[HeldCoupon]:
    assert program.occasion is not None
    for each in entitlements(program.occasion, known, on):
        own = coupon_code(program.id, program.version, known.member, each.occasion)
        if all(reads.units_of(code) >= 0 for code in _codes_before(reads, program, known.member, each.occasion)):
            yield HeldCoupon(own, program.id, program.names, each.last_on, each.occasion)


def _codes_before(reads: Reads, program: Program, member: str, occasion: str) -> Iterator[str]:
    """All codes that this occasion has had.

    A newer version of the program does not give it twice, and it is not given twice to who was two members, or
    for a friend who was.
    """
    kind, _, friend = occasion.partition(":")
    occasions = [occasion]
    if kind == "referrer":
        occasions = [f"{kind}:{each}" for each in reads.same_person(friend)]
    for one in reads.same_person(member):
        for name in occasions:
            for version in range(1, program.version + 1):
                yield coupon_code(program.id, version, one, name)


class CardBalance(msgspec.Struct, frozen=True):
    """What a customer asks about a gift card or store credit."""

    code: str
    kind: str
    balance_minor: int
    last_valid_on: dt.date | None
    counts: bool


def card_balance(reads: Reads, code: str, on: dt.date) -> CardBalance:
    """What is left on a gift card or store credit.

    Raises:
        Refusal: `stored.unknown` for a code that holds no money here.
    """
    row = reads.token(compact(code))
    if row is None or row.kind == "coupon":
        raise Refusal("stored.unknown", msg("{code} is no gift card of this shop. Scan it again.", code=code[:24]))
    return CardBalance(row.code, row.kind, max(row.amount_minor, 0), row.last_valid_on, row.counts(on))
