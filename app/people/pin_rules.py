"""What a PIN must be, and which are guessed first."""

from __future__ import annotations

import datetime as dt

from app.values.barcodes import is_digits
from app.values.errors import Refusal
from app.values.words import msg

PIN_LENGTHS = (4, 5, 6)
_ROWS = ("01234567890", "09876543210")
_KEYPAD = frozenset({"2580", "0852", "1379", "1397", "7913", "147258", "147369", "159357", "258013", "789456"})
_YEARS = range(1925, 2036)


def check_pin(pin: str, *, length: int = 0, born_on: tuple[int, int, int] | None = None) -> None:
    """Refuse a PIN that cannot be one, or that anybody would guess first.

    Args:
        length: How many digits the shop's PINs have; 0 for any of 4 to 6.
        born_on: Year (0 where unknown), month and day of their own birthday, where the shop knows it.

    Raises:
        Refusal: `pin.shape`, `pin.easy`.
    """
    if not is_digits(pin) or len(pin) not in PIN_LENGTHS:
        raise Refusal("pin.shape", msg("A PIN has 4 to 6 digits."))
    if length and len(pin) != length:
        raise Refusal("pin.shape", msg("A PIN has {length} digits in this shop.", length=length))
    if is_easy(pin) or (born_on is not None and pin in _birthdays(*born_on)):
        raise Refusal("pin.easy", msg("This PIN is guessed first. Choose another."))


def is_easy(pin: str) -> bool:
    """All the same, in a row, in pairs, twice the same, along the keypad, or a year somebody may be born in.

    >>> [is_easy(pin) for pin in ("0000", "1234", "1212", "1122", "1987", "5937")]
    [True, True, True, True, True, False]
    """
    half = len(pin) // 2
    return (
        len(set(pin)) == 1
        or any(pin in row for row in _ROWS)
        or (len(pin) % 2 == 0 and pin[:half] == pin[half:])
        or (len(pin) % 2 == 0 and pin[::2] == pin[1::2])
        or pin in _KEYPAD
        or (len(pin) == 4 and int(pin) in _YEARS)
        or (len(pin) == 6 and pin[:2] == pin[2:4] == pin[4:])
        or (len(pin) == 6 and _is_date(pin))
    )


def _is_date(pin: str) -> bool:
    """Six digits that read as day, month and year, in one of the usual orders."""
    first, second, third = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    for day, month, year in ((first, second, third), (second, first, third), (third, second, first)):
        try:
            dt.date(2000 + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _birthdays(year: int, month: int, day: int) -> frozenset[str]:
    short, two_d, two_m = f"{year % 100:02d}", f"{day:02d}", f"{month:02d}"
    found = {two_d + two_m, two_m + two_d}
    if year:
        found |= {f"{year:04d}", two_d + two_m + short, two_m + two_d + short, short + two_m + two_d}
    return frozenset(found)
