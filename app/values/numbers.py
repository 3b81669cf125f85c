"""Exact arithmetic: rounding, sharing out, and reading decimals that people type.

Money is whole minor units, points and quantities are whole thousandths (`*_milli`), rates are
`Fraction`. Floats do not occur.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

MILLI = 1000
LARGEST_MINOR = 10**12
LARGEST_QUANTITY_MILLI = 10**10

_DECIMAL = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)", re.ASCII)


def divide_half_up(numerator: int, denominator: int) -> int:
    """Divide and round to the nearest whole number, halves away from zero.

    >>> divide_half_up(5, 2), divide_half_up(-5, 2), divide_half_up(4, 3)
    (3, -3, 1)
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    half = (2 * abs(numerator) + denominator) // (2 * denominator)
    return half if numerator >= 0 else -half


def round_half_up(value: Fraction) -> int:
    """A fraction to the nearest whole number, halves away from zero."""
    return divide_half_up(value.numerator, value.denominator)


def line_amount(price_minor: int, quantity_milli: int) -> int:
    """What a quantity costs: 1.235 kg at 2.49 is 3.08 (3.07515 rounded half up)."""
    if quantity_milli % MILLI == 0:
        return price_minor * (quantity_milli // MILLI)
    return divide_half_up(price_minor * quantity_milli, MILLI)


def share_out(amount: int, weights: Sequence[int]) -> list[int]:
    """Share a whole amount by weight, losing nothing to rounding.

    Largest remainders get the spare units; ties go to the earlier share, so the same receipt always
    splits the same way.

    Args:
        amount: Minor units, any sign.
        weights: One whole number per share, each >= 0. If all are 0 the first share takes everything.

    Returns:
        One whole number per weight, in order; they sum to `amount` exactly.

    >>> share_out(100, [1, 1, 1])
    [34, 33, 33]
    """
    if not weights:
        if amount:
            raise ValueError("nothing to share among")
        return []
    total = sum(weights)
    if total == 0:
        return [amount, *([0] * (len(weights) - 1))]
    sign = -1 if amount < 0 else 1
    rest = abs(amount)
    shares = [rest * weight // total for weight in weights]
    remainders = [rest * weight % total for weight in weights]
    spare = rest - sum(shares)
    for index in sorted(range(len(weights)), key=lambda i: (-remainders[i], i))[:spare]:
        shares[index] += 1
    return [sign * share for share in shares]


def parse_decimal(text: str, digits: int) -> int | None:
    """Read a typed decimal as a whole number of 10**-digits; point or comma both accepted.

    Returns None for anything that is not a plain ASCII decimal, has more decimals than `digits`, or is
    absurdly long: the caller refuses it in its own words.

    >>> parse_decimal("31,63", 2), parse_decimal("1.2355", 3), parse_decimal("1e9", 2)
    (3163, None, None)
    """
    text = text.strip()
    if len(text) > 24 or not _DECIMAL.fullmatch(text):
        return None
    scaled = Decimal(text.replace(",", ".")).scaleb(digits)
    whole = int(scaled)
    return whole if whole == scaled else None


def decimal_text(value: int, digits: int) -> str:
    """A whole number of 10**-digits as a plain decimal string, trailing zeros of thousandths kept out.

    >>> decimal_text(-3163, 2), decimal_text(1500, 3), decimal_text(12000, 3)
    ('-31.63', '1.5', '12')
    """
    sign, value = ("-" if value < 0 else ""), abs(value)
    if digits == 0:
        return f"{sign}{value}"
    whole, part = divmod(value, 10**digits)
    tail = f"{part:0{digits}d}"
    if digits == 3:
        tail = tail.rstrip("0")
    return f"{sign}{whole}.{tail}" if tail else f"{sign}{whole}"
