"""Money: whole minor units of one ISO 4217 currency.

Inside a basket everything is in one currency and plain `*_minor` integers are used; `Money` stands
where an amount travels on its own, and refuses to mix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from app.values.numbers import decimal_text, share_out


@cache
def currency_digits(currency: str) -> int:
    """Decimals of a currency as CLDR has them: EUR 2, JPY 0, KWD 3."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of one currency.

    Attributes:
        minor: Whole minor units (cents, kopecks); may be negative.
        currency: ISO 4217 code.
    """

    minor: int
    currency: str

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __str__(self) -> str:
        return f"{decimal_text(self.minor, currency_digits(self.currency))} {self.currency}"

    def split(self, weights: Sequence[int]) -> list[Money]:
        """Share the amount out by weight, losing nothing to rounding (see `share_out`)."""
        return [Money(part, self.currency) for part in share_out(self.minor, weights)]

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.minor
