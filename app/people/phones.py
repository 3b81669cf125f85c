"""Phones in any spelling, kept as E.164.

National prefixes (0, 8), 00 and +, spaces, dashes and brackets are all understood for the shop's country
(libphonenumber's rules through `phonenumbers`, which is imported when the first number is read).
"""

from __future__ import annotations

from app.values.barcodes import is_digits
from app.values.errors import Refusal
from app.values.words import msg

_DECORATION = str.maketrans("", "", " \u00a0\u202f()-–—./+\t")


def phone_digits(text: str) -> str:
    """The digits of what was typed, without decoration; empty if anything else is in it."""
    bare = text.strip().translate(_DECORATION)
    return bare if is_digits(bare) else ""


def parse_phone(text: str, country: str) -> str | None:
    """A typed number as E.164, or None if it is no possible number in `country` (ISO 3166) or abroad."""
    import phonenumbers

    digits = phone_digits(text)
    if not 6 <= len(digits) <= 17:
        return None
    spellings = [text.strip()]
    if digits.startswith("00"):
        spellings.append("+" + digits[2:])
    if not text.strip().startswith("+"):
        spellings.append("+" + digits)
    for spelling in spellings:
        try:
            number = phonenumbers.parse(spelling, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def require_phone(text: str, country: str) -> str:
    """As `parse_phone`, or a refusal that says what is wrong with the number."""
    import phonenumbers

    found = parse_phone(text, country)
    if found:
        return found
    digits = phone_digits(text)
    example = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    sample = (
        phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL) if example else "+31 6 12345678"
    )
    raise Refusal(
        "phone.invalid",
        msg(
            "{number} is not a phone number here ({count} digits). A number looks like {example}. Nothing was saved.",
            number=text.strip()[:24],
            count=len(digits),
            example=sample,
        ),
    )


def spoken_phone(phone: str) -> str:
    """An E.164 number as people write it: `+31 6 12344471`."""
    import phonenumbers

    try:
        return phonenumbers.format_number(phonenumbers.parse(phone), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return phone


def example_phone(country: str) -> str:
    """A number as one is written in `country`, for a message; it belongs to nobody."""
    import phonenumbers

    example = phonenumbers.example_number_for_type(country, phonenumbers.PhoneNumberType.MOBILE)
    return spoken_phone(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)) if example else ""
