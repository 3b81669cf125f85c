"""Card numbers: 29, ten random digits, EAN check digit.

The ten digits come from the operating system's randomness, so a number cannot be guessed from another;
prefix 29 keeps them apart from goods and from bank cards. The card's QR holds the same 13 digits.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from app.values.barcodes import gs1_check_digit, is_digits, is_gtin

CARD_PREFIX = "29"
CARD_LENGTH = 13


def new_card_number(is_taken: Callable[[str], bool], draw: Callable[[int], int] = secrets.randbelow) -> str:
    """A card number that no member of this till has.

    Args:
        is_taken: Asks the till's members.
        draw: Random number below its argument; `secrets.randbelow` but for seeded demos.
    """
    while True:
        body = f"{CARD_PREFIX}{draw(10**10):010d}"
        number = body + gs1_check_digit(body)
        if not is_taken(number):
            return number


def looks_like_card(code: str) -> bool:
    """13 digits that begin with 29, right or misread."""
    return len(code) == CARD_LENGTH and is_digits(code) and code.startswith(CARD_PREFIX)


def is_card_number(code: str) -> bool:
    """A whole and well-read card number."""
    return looks_like_card(code) and is_gtin(code)
