"""Cash rounding: coins of a country do not always reach the smallest unit.

Touches the cash tender only; receipt, tax and points stay exact. Step 5 (Swiss rappen): 12.32 is paid as
12.30, 12.33 as 12.35. A step of 100 rounds to whole units.
"""

from __future__ import annotations

from typing import Literal

from app.values.numbers import divide_half_up

CashRounding = Literal["nearest", "down", "up"]


def cash_rounded(amount_minor: int, step_minor: int, how: CashRounding = "nearest") -> int:
    """What is asked for in cash.

    Args:
        amount_minor: What is due, any sign.
        step_minor: Smallest coin in minor units; 1 or less rounds nothing.
        how: `nearest` (halves away from zero), or always `down` or `up` in size.

    Returns:
        A multiple of the step; the difference to `amount_minor` is the rounding of the receipt.
    """
    if step_minor <= 1:
        return amount_minor
    if how == "nearest":
        return divide_half_up(amount_minor, step_minor) * step_minor
    sign, size = (-1 if amount_minor < 0 else 1), abs(amount_minor)
    whole = size // step_minor if how == "down" else -(-size // step_minor)
    return sign * whole * step_minor
