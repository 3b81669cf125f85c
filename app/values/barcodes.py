"""Check digits: GS1 (EAN, UPC) and the mod-97 of our own longer codes.

GS1 General Specifications, section 7.9: digits from the right weigh 3, 1, 3, 1 ...; the check digit
fills the sum up to a multiple of ten.
"""

from __future__ import annotations

GTIN_LENGTHS = (8, 12, 13, 14)


def is_digits(text: str) -> bool:
    """ASCII digits only: Arabic-Indic and full-width digits are not ours to guess."""
    return text.isascii() and text.isdigit()


def gs1_check_digit(body: str) -> str:
    """The check digit that follows `body` (digits without it): `gs1_check_digit("291234567890") == "6"`."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def is_gtin(code: str) -> bool:
    """A GTIN-8, -12, -13 or -14 whose check digit is right."""
    return is_digits(code) and len(code) in GTIN_LENGTHS and gs1_check_digit(code[:-1]) == code[-1]


def gtin14(code: str) -> str:
    """The one form under which a valid GTIN of any length is kept and compared: 14 digits."""
    return code.zfill(14)


def with_mod97(body: str) -> str:
    """`body` and two check digits (ISO 7064 mod 97-10): for our receipt, gift card, coupon and badge codes."""
    return f"{body}{98 - int(body) * 100 % 97:02d}"


def is_mod97(code: str) -> bool:
    """Whether the last two digits are the check digits of the rest."""
    return is_digits(code) and len(code) > 2 and int(code) % 97 == 1
