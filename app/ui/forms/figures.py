"""Fields for figures: money, whole numbers and dates, read as people type them and refused in words."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.values.locales import Words
from app.values.money import currency_digits
from app.values.numbers import LARGEST_MINOR, decimal_text, parse_decimal
from app.values.words import Message, msg

_DATE = re.compile(r"\s*(\d{1,2})[./\- ](\d{1,2})[./\- ](\d{4})\s*", re.ASCII)
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", re.ASCII)


def parse_date(text: str) -> dt.date | None:
    """A typed day: `21.11.1990`, `21/11/1990`, `21-11-1990` or `1990-11-21`; None for anything else.

    >>> parse_date("1.3.1990")
    datetime.date(1990, 3, 1)
    """
    iso, ours = _ISO.fullmatch(text), _DATE.fullmatch(text)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif ours:
        day, month, year = (int(part) for part in ours.groups())
    else:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def typed_decimal(value: int, digits: int, words: Words) -> str:
    """A whole number of 10**-digits as people of this language type it: `1234,50`, without groups."""
    return decimal_text(value, digits).replace(".", words.decimal(Decimal("0.5"))[1:2])


class MoneyField(TextField):
    """An amount of the shop's currency."""

    def __init__(self, face: Face, label: Message, *, hint: Message | None = None) -> None:
        super().__init__(face, label, hint=hint, figures=True, longest=16)
        face.reworded.connect(self._show_zero)
        self._show_zero()

    def put_minor(self, minor: int | None) -> None:
        """Show an amount; None leaves the field empty."""
        digits = currency_digits(self.face.currency)
        self.put("" if minor is None else typed_decimal(minor, digits, self.face.words))

    def minor(self) -> int | None:
        """The amount in minor units; None where nothing is typed or it is no amount (see `is_blank`)."""
        text = "".join(self.text().split())
        found = parse_decimal(text, currency_digits(self.face.currency)) if text else None
        return found if found is not None and abs(found) <= LARGEST_MINOR else None

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed."""
        return not self.text().strip()

    def _show_zero(self) -> None:
        self.set_sample(self.face.words.amount(0, self.face.currency))


class NumberField(TextField):
    """A whole number."""

    def __init__(self, face: Face, label: Message, *, hint: Message | None = None) -> None:
        super().__init__(face, label, hint=hint, figures=True, longest=9)

    def put_number(self, number: int) -> None:
        """Show a number."""
        self.put(str(number))

    def number(self) -> int | None:
        """The number; None where it is none."""
        text = "".join(self.text().split())
        return int(text) if re.fullmatch(r"-?\d+", text, re.ASCII) else None


class DateField(TextField):
    """A day."""

    def __init__(self, face: Face, label: Message, *, hint: Message | None = None) -> None:
        super().__init__(face, label, hint=hint, sample=msg("dd.mm.yyyy"), longest=10)

    def put_day(self, day: dt.date | None) -> None:
        """Show a day; None leaves the field empty."""
        self.put(self.face.words.date(day) if day else "")

    def day(self) -> dt.date | None:
        """The day; None where nothing is typed or it is no day (see `is_blank`)."""
        return parse_date(self.text())

    @property
    def is_blank(self) -> bool:
        """Whether nothing is typed."""
        return not self.text().strip()
