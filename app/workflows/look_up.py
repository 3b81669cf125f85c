"""Looking up: what a code is, and which member somebody means."""

from __future__ import annotations

import msgspec

from app.loyalty.conditions.code_entered import CodeEntered
from app.loyalty.situation import code_key
from app.people.cards import is_card_number, looks_like_card
from app.people.member import CardStatus, masked_phone, short_name
from app.people.phones import parse_phone, phone_digits
from app.sales.basket import Proof
from app.values.bank_cards import BANK_CARD, holds_bank_card
from app.values.barcodes import GTIN_LENGTHS, is_digits, is_gtin
from app.values.words import Message, msg
from app.workflows.ports import Reads
from app.workflows.rows import MemberRow, ProductRow
from app.workflows.scans.shop_rules import other_card, reading_of
from app.workflows.shop_now import ShopNow

PHONE_END = 4
SHORTEST_OLD_NUMBER = 5
"""Shorter numbers of other systems are typed by mistake too easily to attach somebody."""


class ProductHit(msgspec.Struct, frozen=True):
    """The code of a product."""

    row: ProductRow


class MemberHit(msgspec.Struct, frozen=True):
    """The card of a member; `proof` is how well they are known now."""

    row: MemberRow
    proof: Proof


class CardStopped(msgspec.Struct, frozen=True):
    """One of our cards that may not be used."""

    number: str
    status: CardStatus
    message: Message


class UnboundCard(msgspec.Struct, frozen=True):
    """Another shop's card, known by a rule of the owner and bound to no member yet; `name` is the rule's."""

    code: str
    name: str
    message: Message


class CodeHit(msgspec.Struct, frozen=True):
    """A coupon code that a program knows."""

    code: str


class Misread(msgspec.Struct, frozen=True):
    """The check digit is wrong: the scanner misread, or a digit was mistyped."""

    code: str
    message: Message


class NotKnown(msgspec.Struct, frozen=True):
    """Nobody's code."""

    code: str
    message: Message


Found = ProductHit | MemberHit | CardStopped | UnboundCard | CodeHit | Misread | NotKnown

_STOPPED: dict[CardStatus, Message] = {
    "lost": msg("This card was reported lost. F2: find the member by phone; points are safe."),
    "blocked": msg("This card is blocked. Ask a manager; points are safe."),
    "replaced": msg("This card was replaced by a newer one. Ask for the new card, or F2: find by phone."),
}


def identify(code: str, reads: Reads, shop: ShopNow) -> Found:
    """What a scanned or typed code is; our own cards win over any product, then the owner's rules in their order."""
    code = code.strip()
    if is_card_number(code):
        return _card(code, reads)
    partner = other_card(code, shop.settings)
    if partner is not None and reading_of(code, shop.settings).kind == "other_card":
        return others_card(code, partner.name, reads)
    row = reads.product_by_code(code)
    if row is not None:
        return ProductHit(row)
    if partner is not None:
        return others_card(code, partner.name, reads)
    if knows_code(shop, code):
        return CodeHit(code)
    brought = _brought_along(code, reads)
    if brought is not None:
        return MemberHit(brought, "card")
    if looks_like_card(code) or (is_digits(code) and len(code) in GTIN_LENGTHS and not is_gtin(code)):
        return Misread(code, misread_words(code))
    if holds_bank_card(code):
        return Misread("", BANK_CARD)
    return NotKnown(
        code, msg("Not in the catalogue: {code}. Marked in red, keep scanning. Enter on the line to fix.", code=code)
    )


def misread_words(code: str) -> Message:
    """What is said of a code whose check digit is wrong."""
    return msg("{code} was misread: its check digit is wrong. Scan it again, or F3 to search.", code=code)


def knows_code(shop: ShopNow, typed: str) -> bool:
    """Whether a program (or one rule of it) answers to this code, spaces, dashes and case aside."""
    sensitive = shop.policies.code_case == "sensitive"
    key = code_key(typed, case_sensitive=sensitive)
    if not key:
        return False
    if shop.programs.with_code(key):
        return True
    conditions = (each for program in shop.published for rule in program.rules for each in rule.conditions)
    return any(
        isinstance(each, CodeEntered) and code_key(each.code, case_sensitive=sensitive) == key for each in conditions
    )


def _card(code: str, reads: Reads) -> Found:
    found = reads.member_by_card(code)
    if found is None:
        return NotKnown(code, msg("This card is not one of ours. F2: find by phone or join."))
    row, card = found
    if card.status != "active":
        return CardStopped(code, card.status, _STOPPED[card.status])
    return MemberHit(row, "card")


def others_card(code: str, name: str, reads: Reads) -> Found:
    """A card of another shop, known by a rule of the owner, finds the member whom it was bound to."""
    found = _card(code, reads)
    if not isinstance(found, NotKnown):
        return found
    brought = _brought_along(code, reads)
    if brought is not None:
        return MemberHit(brought, "card")
    message = msg(
        "{name}: a card that is bound to nobody yet. F2: find the member, then scan it again.", name=name or code[-4:]
    )
    return UnboundCard(code, name, message)


def _brought_along(number: str, reads: Reads) -> MemberRow | None:
    """The member whom another system knew by this number: their old card still finds them."""
    if len(number) < SHORTEST_OLD_NUMBER:
        return None
    member = reads.find_member(number)
    view = reads.member(member) if member else None
    if view is None or view.person is None or view.person.external != number:
        return None
    person = view.person
    return MemberRow(view.id, short_name(person.name), masked_phone(person.phone), f"*{number[-4:]}")


class MembersFound(msgspec.Struct, frozen=True):
    """Members that may be meant, best first.

    Attributes:
        message: What to do when nobody fits.
        phone: E.164 of a full number that nobody has yet: Enter joins it.
        proof: How well a chosen row would be known.
    """

    rows: tuple[MemberRow, ...]
    message: Message | None = None
    phone: str = ""
    proof: Proof = "phone"


def find_members(text: str, reads: Reads, shop: ShopNow) -> MembersFound:
    """By card, full phone in any spelling, last four digits, or name."""
    text = text.strip()
    digits = phone_digits(text)
    if is_card_number(digits):
        found = reads.member_by_card(digits)
        if found is None:
            return MembersFound((), msg("This card is not one of ours. Type the phone number to find or join."))
        row, card = found
        if card.status != "active":
            return MembersFound((), _STOPPED[card.status])
        return MembersFound((row,), proof="card")
    bound = reads.member_by_card(text) if other_card(text, shop.settings) is not None else None
    if bound is not None and bound[1].status == "active":
        return MembersFound((bound[0],), proof="card")
    brought = _brought_along(text, reads)
    if brought is not None:
        return MembersFound((brought,), proof="card")
    if digits:
        return _by_digits(text, digits, reads, shop)
    if len(text) < 2:
        return MembersFound((), msg("Type the last 4 digits of the phone, the whole number, or a name."))
    rows = reads.search_members(text)
    return MembersFound(rows, None if rows else msg("Nobody of that name. Type the full phone number, Enter joins."))


def _by_digits(text: str, digits: str, reads: Reads, shop: ShopNow) -> MembersFound:
    if len(digits) < PHONE_END:
        return MembersFound((), msg("Too short: type at least 4 digits."))
    if len(digits) == PHONE_END:
        rows = reads.members_by_phone_end(digits)
        return MembersFound(
            rows, None if rows else msg("No phone ends in {digits}. Type the full number.", digits=digits)
        )
    phone = parse_phone(text, shop.settings.country)
    if phone is None:
        message = msg("{digits}: that is {count} digits, no whole phone number yet.", digits=digits, count=len(digits))
        return MembersFound((), message)
    row = reads.member_by_phone(phone)
    return MembersFound((row,)) if row else MembersFound((), msg("Nobody has this number yet: Enter joins."), phone)
