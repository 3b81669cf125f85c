"""The grammar of the entry line: what a cashier typed or scanned, before anything is looked up.

    code            add one              3*code      add three
    1.235*code      add a weight         3*          set the selected line to three
    words           search               31.63       a line of a bill (amount mode)
    2*31.63         a bill line of department 2 (amount mode)

Point and comma are both decimal signs. Nothing here guesses: digits of another script, control
characters and quantities out of range are answered with words.
"""

from __future__ import annotations

import re

import msgspec

from app.values.errors import Refusal
from app.values.folding import clean, clean_code
from app.values.numbers import LARGEST_MINOR, parse_decimal
from app.values.words import Message, msg

LONGEST_ENTRY = 64
LARGEST_TYPED_MILLI = 9_999_000
SHORTEST_CODE_IN_AMOUNT_MODE = 8
_QUANTITY = re.compile(r"([^*]*)\*(.*)", re.DOTALL)
_TOO_EXACT = re.compile(r"\d{1,10}[.,]\d{4,}", re.ASCII)
_BARE_AMOUNT = re.compile(r"\d{1,10}([.,]\d{1,3})?", re.ASCII)


class AddCode(msgspec.Struct, frozen=True):
    """A code (or a single word that may be one) to look up, with a quantity."""

    code: str
    quantity_milli: int = 1000


class SetQuantity(msgspec.Struct, frozen=True):
    """A new quantity for the selected line."""

    quantity_milli: int


class BillLine(msgspec.Struct, frozen=True):
    """A line of a bill rung up elsewhere.

    Attributes:
        code: The digits as typed where they might also be a known code: that is asked first.
    """

    amount_minor: int
    department: str = ""
    code: str = ""


class SearchFor(msgspec.Struct, frozen=True):
    """Words to search for."""

    text: str


class NothingTyped(msgspec.Struct, frozen=True):
    """Enter on an empty line: never pays, never repeats."""


class Wrong(msgspec.Struct, frozen=True):
    """Something that cannot be meant."""

    message: Message


Entry = AddCode | SetQuantity | BillLine | SearchFor | NothingTyped | Wrong


def parse_entry(text: str, mode: str, digits: int) -> Entry:
    """Read what was typed.

    Args:
        text: The raw entry.
        mode: `basket` or `amount`.
        digits: Decimals of the shop's currency.
    """
    if len(text) > LONGEST_ENTRY:
        shown = clean(text, 24)
        return Wrong(msg("Too long to be a code or a name: {text}… Nothing was added; scan again.", text=shown))
    cleaned = clean_code(text, LONGEST_ENTRY)
    if not cleaned:
        return NothingTyped()
    if any(character.isdigit() and not character.isascii() for character in cleaned):
        return Wrong(msg("Digits of another script were read: {text}. Type 0-9.", text=cleaned))
    if mode == "amount":
        return _amount_entry(cleaned, digits)
    found = _QUANTITY.fullmatch(cleaned)
    if not found:
        return SearchFor(cleaned) if " " in cleaned else AddCode(cleaned)
    try:
        quantity = typed_quantity(found[1])
    except Refusal as refusal:
        return Wrong(refusal.message)
    rest = found[2].strip()
    return AddCode(rest, quantity) if rest else SetQuantity(quantity)


def typed_quantity(text: str) -> int:
    """A typed quantity in thousandths; raises `Refusal` for zero, negative, absurd or no number at all."""
    quantity = parse_decimal(text, 3)
    if quantity is None:
        raise Refusal(
            "quantity.unreadable", msg("{text} is not a quantity. Type for example 3* or 1.235*.", text=text or "*")
        )
    if quantity <= 0:
        raise Refusal("quantity.not_positive", msg("A quantity must be more than 0. To take a line out press Del."))
    if quantity > LARGEST_TYPED_MILLI:
        raise Refusal("quantity.too_large", msg("{text} is more than a till can sell at once (9,999).", text=text))
    return quantity


def _amount_entry(text: str, digits: int) -> Entry:
    found = _QUANTITY.fullmatch(text)
    department, amount_text = (found[1].strip(), found[2].strip()) if found else ("", text)
    if not found and text.isascii() and text.isdigit() and len(text) >= SHORTEST_CODE_IN_AMOUNT_MODE:
        return AddCode(text)
    if not _BARE_AMOUNT.fullmatch(amount_text):
        if _TOO_EXACT.fullmatch(amount_text):
            return Wrong(msg("{text} has more decimals than the currency. Nothing was added.", text=text))
        if found or text.startswith(("-", "−")):
            return Wrong(msg("{text} is not an amount. Type the bill's total, for example 31.63.", text=text))
        return SearchFor(text) if " " in text else AddCode(text)
    amount = parse_decimal(amount_text, digits)
    if amount is None:
        return Wrong(msg("{text} has more decimals than the currency. Nothing was added.", text=text))
    if amount == 0:
        return Wrong(msg("A bill of 0 cannot be rung up. Type its total, for example 31.63."))
    if amount > LARGEST_MINOR:
        return Wrong(msg("{text} is more than a till can sell at once.", text=text))
    if department and not (department.isascii() and department.isdigit() and len(department) <= 2):
        return Wrong(msg("{text} is not a department. Type for example 2*31.63.", text=department))
    return BillLine(amount, department, amount_text if not found and amount_text.isdigit() else "")
