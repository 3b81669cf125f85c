"""Our own scanned codes besides the card: digits only, two check digits, no length of an article number.

72 receipt (till 3, epoch 2, number 7), 73 gift card, 74 coupon, 75 staff badge; 71 is kept for the live
code of a phone card. The check is ISO 7064 mod 97-10, which notices every single wrong digit and every
swap of two. No length is 8, 12, 13 or 14, so a code can never be taken for goods or for a member's card.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Literal

import msgspec

from app.values.barcodes import is_digits, with_mod97

OwnKind = Literal["live", "receipt", "gift_card", "coupon", "badge"]
MadeKind = Literal["gift_card", "coupon", "badge"]

PREFIXES: dict[str, OwnKind] = {"71": "live", "72": "receipt", "73": "gift_card", "74": "coupon", "75": "badge"}
RANDOM_DIGITS: dict[MadeKind, int] = {"gift_card": 16, "coupon": 12, "badge": 16}
LENGTHS: dict[OwnKind, int] = {"receipt": 16, "gift_card": 20, "coupon": 16, "badge": 20}
"""Digits of each kind, prefix and check included; the live code's length follows from its signature."""

MOST_TILLS, MOST_EPOCHS, MOST_RECEIPTS = 999, 99, 9_999_999
LIVE_LENGTHS = range(60, 400)
_PREFIX_OF = {kind: prefix for prefix, kind in PREFIXES.items()}


class ReceiptPlace(msgspec.Struct, frozen=True):
    """Which receipt a code 72 names; `app.sales.receipt.receipt_number` prints the same."""

    till: int
    epoch: int
    sequence: int


def receipt_code(till: int, epoch: int, sequence: int) -> str:
    """The code printed on a receipt: 16 digits. Raises ValueError beyond what its places hold.

    >>> receipt_code(2, 1, 481)
    '7200201000048133'
    """
    if not (0 <= till <= MOST_TILLS and 0 <= epoch <= MOST_EPOCHS and 0 <= sequence <= MOST_RECEIPTS):
        raise ValueError(f"no code for till {till}, epoch {epoch}, receipt {sequence}")
    return with_mod97(f"72{till:03d}{epoch:02d}{sequence:07d}")


def read_receipt_code(code: str) -> ReceiptPlace | None:
    """The receipt that a scanned or typed code names, spaces allowed; None if it is no whole code 72."""
    code = compact(code)
    if own_kind(code) != "receipt":
        return None
    return ReceiptPlace(till=int(code[2:5]), epoch=int(code[5:7]), sequence=int(code[7:14]))


def new_code(
    kind: MadeKind, is_taken: Callable[[str], bool] = lambda _: False, draw: Callable[[int], int] = secrets.randbelow
) -> str:
    """A new gift card, coupon or badge code.

    Args:
        is_taken: Asks whether this code exists already.
        draw: Random number below its argument; `secrets.randbelow` but for seeded demos.
    """
    digits = RANDOM_DIGITS[kind]
    while True:
        code = with_mod97(f"{_PREFIX_OF[kind]}{draw(10**digits):0{digits}d}")
        if not is_taken(code):
            return code


def own_kind(code: str) -> OwnKind | None:
    """What kind of our own codes this is, if it is whole and well read; never a card (see `cards`)."""
    if not looks_like_own_code(code) or with_mod97(code[:-2]) != code:
        return None
    return PREFIXES[code[:2]]


def looks_like_own_code(code: str) -> bool:
    """The prefix and length of one of ours, right or misread: a failed check then means "scan again"."""
    kind = PREFIXES.get(code[:2])
    if kind is None or not is_digits(code):
        return False
    return len(code) in LIVE_LENGTHS if kind == "live" else len(code) == LENGTHS[kind]


def compact(code: str) -> str:
    """A code as it was scanned: without the spaces that make it readable in print."""
    return code.replace(" ", "").replace("\u00a0", "")


def grouped(code: str, space: str = " ") -> str:
    """A code as people read it aloud: in fours.

    >>> grouped("7200201000048133")
    '7200 2010 0004 8133'
    """
    return space.join(code[start : start + 4] for start in range(0, len(code), 4))
