"""Bank card numbers: found in whatever people type, and never kept.

The till takes no card data; this is the net under every free text (names, notes, reasons, imports, logs,
letters) for the day on which somebody types or scans a card into the wrong field. A number is one when its
length and first digits are an issuer's and its Luhn sum is right. A valid EAN-13 is goods: a tenth of them pass
Luhn, and Russian ones look like an old Visa. So are our own long codes, whose mod-97 check is right.
"""

from __future__ import annotations

import re
import unicodedata

from app.values.barcodes import is_gtin, is_mod97
from app.values.words import msg

SHORTEST, LONGEST = 13, 19
BANK_CARD = msg("This is the number of a bank card. It was not kept. Payment cards go to the card terminal.")
MASK = "**** "

_OWN_CODES = re.compile(r"7[1-5]\d{14}(?:\d{4})?")
_ACCOUNT = re.compile(r"40[5-8]\d{2}(?:810|643|840|978)\d{12}")
"""A Russian bank account: 20 digits, which a shop prints on its receipts."""
_ISSUERS = re.compile(
    r"4\d{12}(?:\d{3}){0,2}"  # Visa: 13, 16, 19
    r"|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"  # Mastercard: 16
    r"|3[47]\d{13}"  # American Express: 15
    r"|3(?:0[0-5]|[689]\d)\d{11}(?:\d{2})?"  # Diners: 14, 16
    r"|35(?:2[89]|[3-8]\d)\d{12,15}"  # JCB: 16 to 19
    r"|6(?:011|4[4-9]\d|5\d\d)\d{12,15}"  # Discover: 16 to 19
    r"|62\d{14,17}"  # UnionPay: 16 to 19
    r"|220[0-4]\d{12,15}"  # Mir: 16 to 19
    r"|(?:50|5[6-8]|6[0-9])\d{14,17}"  # Maestro and its like: 16 to 19
    r"|(?:9792|9112)\d{12}"  # Troy, Belkart: 16
)
_STRIPE = re.compile(r"%?B\d{13,19}\^[^\n]*|;\d{13,19}=[\d?]*")
_CANDIDATE = re.compile(r"\d(?:[\s.\-–—_/*·•\u00a0\u202f]{0,2}\d){12,}")
_GROUP = re.compile(r"\d+")


def is_bank_card(digits: str) -> bool:
    """Whether a run of ASCII digits is a bank card's whole number.

    >>> is_bank_card("4111111111111111"), is_bank_card("4006381333931"), is_bank_card("4111111111111112")
    (True, False, False)
    """
    if not SHORTEST <= len(digits) <= LONGEST or _ISSUERS.fullmatch(digits) is None:
        return False
    if len(digits) == 13 and is_gtin(digits):
        return False
    if _OWN_CODES.fullmatch(digits) and is_mod97(digits):
        return False
    return _luhn(digits)


def without_bank_cards(text: str) -> str:
    """The text with every bank card number cut to its last four digits; magnetic stripes go wholly.

    >>> without_bank_cards("paid with 4111 1111 1111 1111, thanks")
    'paid with **** 1111, thanks'
    """
    if not _may_hold_one(text):
        return text
    text = _STRIPE.sub("", text)
    return _CANDIDATE.sub(lambda found: _masked(found[0]), text)


def holds_bank_card(text: str) -> bool:
    """Whether there is one in it."""
    return without_bank_cards(text) != text


def _may_hold_one(text: str) -> bool:
    return len(text) >= SHORTEST and _CANDIDATE.search(text) is not None


def _masked(run: str) -> str:
    """A run of digit groups: each stretch of whole groups that is a card number is masked.

    What follows a number in its own group (an expiry, a security code) goes with it.
    """
    spans = [(found.start(), found.end()) for found in _GROUP.finditer(run)]
    groups = ["".join(str(unicodedata.decimal(sign)) for sign in run[start:end]) for start, end in spans]
    pieces: list[str] = []
    done = first = 0
    while first < len(groups):
        found = _card_from(groups, first)
        if found is None:
            first += 1
            continue
        last, number = found
        pieces += [run[done : spans[first][0]], MASK, number[-4:]]
        done = spans[last][1]
        first = last + 1
    return "".join((*pieces, run[done:]))


def _card_from(groups: list[str], first: int) -> tuple[int, str] | None:
    """A card number that begins with this group: the group it ends in, and its digits; None if there is none."""
    digits = ""
    for place in range(first, len(groups)):
        digits += groups[place]
        if len(digits) > LONGEST:
            number = _leading_card(digits) if place == first else ""
            return (place, number) if number else None
        if is_bank_card(digits):
            return place, digits
    return None


def _leading_card(digits: str) -> str:
    """The card number at the head of a run too long for one; our own codes are left alone."""
    if (_OWN_CODES.fullmatch(digits) and is_mod97(digits)) or _ACCOUNT.fullmatch(digits):
        return ""
    return next((digits[:size] for size in (16, 15, 19, 18, 17, 14) if is_bank_card(digits[:size])), "")


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
