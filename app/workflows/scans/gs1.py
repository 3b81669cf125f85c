"""GS1 element strings: the fields in a GS1-128 or GS1 DataMatrix code, as its application identifiers name them.

GS1 General Specifications, sections 3 and 7.8. Fields of fixed length follow each other directly; any other
ends at a separator (FNC1, which scanners send as the control character GS, or as a stand-in where keyboards
cannot type one). Product codes of marking systems are kept verbatim beside the fields.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

import msgspec

from app.values.barcodes import is_digits, is_gtin

GS = "\x1d"
AIM_GS1 = ("]C1", "]e0", "]d2", "]Q3", "]J1")
"""Symbology identifiers of scanners that say: this is a GS1 element string."""
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_FIXED = {
    "00": 18, "01": 14, "02": 14, "03": 14, "04": 16, "11": 6, "12": 6, "13": 6, "15": 6, "16": 6, "17": 6, "20": 2,
}  # fmt: skip
_THREE = ("23", "24", "25", "40", "41", "42", "71")
_FOUR = ("31", "32", "33", "34", "35", "36", "39", "70", "72", "80", "81", "82")
_VARIABLE_TWO = ("10", "21", "22", "30", "37", *(str(n) for n in range(90, 100)))
_LONGEST_FIELD = 90


class Gs1(msgspec.Struct, frozen=True):
    """The fields of one element string.

    Attributes:
        fields: Application identifier and value, in order.
        verbatim: The whole string with its separators, as marking systems want it back.
    """

    fields: tuple[tuple[str, str], ...]
    verbatim: str

    def value(self, identifier: str) -> str:
        """A field's value, empty where it is absent."""
        return next((value for name, value in self.fields if name == identifier), "")

    @property
    def gtin(self) -> str:
        """The article number, 14 digits; of a logistic unit (02) where there is no 01."""
        return self.value("01") or self.value("02")

    @property
    def weight_milli(self) -> int:
        """Net weight in thousandths of a kilogram (310n); 0 where absent. Below a gram is rounded down."""
        found = self._decimal("310")
        return found[0] * 1000 // 10 ** found[1] if found else 0

    @property
    def price(self) -> tuple[int, int] | None:
        """The price on the label (392n) as its digits and how many of them are decimals."""
        return self._decimal("392")

    def _decimal(self, beginning: str) -> tuple[int, int] | None:
        for name, value in self.fields:
            if len(name) == 4 and name.startswith(beginning) and is_digits(value):
                return int(value), int(name[3])
        return None


def without_aim(text: str) -> tuple[str, str]:
    """A symbology identifier that a scanner put before the code, and the code without it.

    >>> without_aim("]E04600682000013")
    (']E0', '4600682000013')
    """
    found = _AIM.match(text)
    return (found[0], text[3:]) if found else ("", text)


def with_separators(text: str, stand_ins: tuple[str, ...]) -> str:
    """The text with every stand-in for FNC1 turned into the real separator."""
    for stand_in in stand_ins:
        if stand_in:
            text = text.replace(stand_in, GS)
    return text


def read_gs1(text: str) -> Gs1 | None:
    """The fields of an element string; None where the text is none from its beginning to its end."""
    text = text.removeprefix(GS)
    fields, rest = [], text
    while rest:
        identifier, length = _identifier(rest)
        if not identifier:
            return None
        rest = rest[len(identifier) :]
        if length:
            value, rest = rest[:length], rest[length:].removeprefix(GS)
            if len(value) != length or not is_digits(value):
                return None
        else:
            value, _, rest = rest.partition(GS)
        if not value or len(value) > _LONGEST_FIELD:
            return None
        if identifier in ("01", "02") and not is_gtin(value):
            return None
        fields.append((identifier, value))
    return Gs1(tuple(fields), text) if fields else None


def expiry_day(yymmdd: str, today: dt.date) -> dt.date | None:
    """The day in a field 11-17: day 00 is the month's last, the century is the one nearest to today's."""
    if len(yymmdd) != 6 or not is_digits(yymmdd):
        return None
    year, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
    near = today.year - today.year % 100 + year
    near += 100 if near - today.year < -50 else -100 if near - today.year > 49 else 0
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(near, month)[1]
    return dt.date(near, month, day or last) if day <= last else None


def _identifier(text: str) -> tuple[str, int]:
    """The application identifier at the beginning, and its value's length (0 for one that ends at a separator)."""
    two = text[:2]
    if two in _FIXED:
        return two, _FIXED[two]
    if two in _VARIABLE_TWO:
        return two, 0
    size = 3 if two in _THREE else 4 if two in _FOUR else 0
    identifier = text[:size]
    if len(identifier) < size or not size or not is_digits(identifier):
        return "", 0
    if two in ("31", "32", "33", "34", "35", "36"):
        return identifier, 6
    return identifier, 13 if two == "41" else 0
