"""Reading figures of a case: decimal strings into whole minor units, thousandths and dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from app.values.errors import Refusal
from app.values.numbers import MILLI
from app.values.words import msg, plain

Raw = dict[str, Any]


class Unsupported(Refusal):
    """The case asks for something the engine does not offer."""

    def __init__(self, what: str) -> None:
        super().__init__("unsupported", msg("not offered: {what}", what=plain(what)))


class Malformed(Refusal):
    """The case is not in the format."""

    def __init__(self, what: str) -> None:
        super().__init__("malformed", msg("not in the format: {what}", what=plain(what)))


def decimal(value: object) -> Decimal:
    """A decimal string (or whole number) exactly."""
    try:
        found = Decimal(str(value))
    except InvalidOperation as error:
        raise Malformed(f"{value!r} is not a decimal") from error
    if not found.is_finite():
        raise Malformed(f"{value!r} is not a decimal")
    return found


def whole(value: object, scale: int, what: str) -> int:
    """A decimal as a whole number of 1/scale; refused where it does not divide."""
    scaled = decimal(value) * scale
    if scaled != scaled.to_integral_value():
        raise Unsupported(f"{what} {value} in smaller steps than the engine keeps")
    return int(scaled)


def minor(value: object, digits: int = 2) -> int:
    """Money in minor units."""
    return whole(value, 10**digits, "an amount of")


def milli(value: object) -> int:
    """Points or a quantity in thousandths."""
    return whole(value, MILLI, "a quantity of")


def count(value: object) -> int:
    """A whole number of units."""
    return whole(value, 1, "a number of")


def day(value: object) -> dt.date:
    """An ISO date."""
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise Malformed(f"{value!r} is not a date") from error


def known(raw: Raw, keys: str, what: str) -> None:
    """Refuse keys that nobody here reads: silence would be a wrong figure."""
    extra = set(raw) - set(keys.split())
    if extra:
        raise Unsupported(f"{', '.join(sorted(extra))} in {what}")
