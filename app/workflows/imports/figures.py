"""Prices, points, dates and yes or no as people and spreadsheets write them, read exactly or not at all.

`1.234` is one thousand two hundred and thirty-four in Amsterdam and one and a bit in London. Nothing in the
row says which, so the shopkeeper is asked once for the whole file; the same goes for `01/02/2003`.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from app.values.errors import Refusal
from app.values.numbers import decimal_text
from app.values.words import msg

LARGEST_PRICE_MINOR = 10**9
LARGEST_POINTS_MILLI = 10**12
DATE_ORDERS = ("dmy", "mdy", "ymd")
DECIMAL_MARKS = {"comma": ",", ",": ",", "point": ".", ".": "."}

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
_MONEY_SIGNS = {
    "€": {"EUR"},
    "$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"},
    "£": {"GBP"},
    "₽": {"RUB"},
    "руб": {"RUB"},
    "руб.": {"RUB"},
    "р.": {"RUB"},
    "р": {"RUB"},
    "₴": {"UAH"},
    "₸": {"KZT"},
    "¥": {"JPY", "CNY"},
    "zł": {"PLN"},
    "kr": {"SEK", "NOK", "DKK"},
}
_FIGURE = re.compile(r"(?P<sign>[-−+]?)(?P<body>\d[\d.,]*|[.,]\d+)", re.ASCII)
_EXCEL_POWER = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_OTHER_DATE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})", re.ASCII)
_YES = {"yes", "y", "true", "1", "да", "д", "+", "x", "subscribed", "opted in"}
_NO = {"no", "n", "false", "0", "нет", "н", "-", "unsubscribed", "never subscribed", "opted out"}


def is_excel_damage(text: str) -> bool:
    """`4.60E+12`: what a spreadsheet leaves of a long number; the digits are gone for good."""
    return bool(_EXCEL_POWER.fullmatch(text.strip()))


class FigureReader:
    """Reads decimals of one file, all with the same decimal mark.

    Attributes:
        mark: `,` or `.`; empty until told: then a form that could be either is a question.
    """

    def __init__(self, mark: str = "") -> None:
        self.mark = mark
        self._seen: dict[str, str] = {}

    def price(self, text: str, currency: str, digits: int) -> int:
        """A price in minor units, above zero.

        Raises:
            Refusal: missing, negative, zero, too large, too exact, no figure, or another currency.
        """
        if not text.strip():
            raise Refusal("price.missing", msg("The price is missing. Type one, or take the row out."))
        minor = self._scaled(_without_money_sign(text, currency), digits, "price.not_a_figure")
        if minor < 0:
            raise Refusal("price.negative", msg("The price is below zero. A discount is an offer, not a price."))
        if minor == 0:
            raise Refusal("price.zero", msg("The price is 0. Type what it costs; giving it away is an offer."))
        if minor > LARGEST_PRICE_MINOR:
            raise Refusal("price.large", msg("The price is absurdly high. Look at its decimal mark."))
        return minor

    def points(self, text: str) -> int:
        """Points in thousandths, zero or more; nothing written is none."""
        if not text.strip():
            return 0
        milli = self._scaled(text.translate(_SPACES), 3, "points.not_a_figure")
        if milli < 0:
            raise Refusal("points.negative", msg("Points below zero cannot be brought in."))
        if milli > LARGEST_POINTS_MILLI:
            raise Refusal("points.large", msg("So many points cannot be right. Look at the column."))
        return milli

    def _scaled(self, text: str, digits: int, code: str) -> int:
        found = _FIGURE.fullmatch(text)
        if not found or len(text) > 32:
            raise Refusal(code, msg("This is no figure. Write it like {example}.", example=decimal_text(1250, digits)))
        whole, part = self._parts(found["body"])
        if len(part.rstrip("0")) > digits:
            raise Refusal("figure.too_exact", msg("There are more than {digits} decimals.", digits=digits))
        minor = int(Decimal(f"{whole or '0'}.{part or '0'}").scaleb(digits))
        return -minor if found["sign"] in {"-", "−"} else minor

    def _parts(self, body: str) -> tuple[str, str]:
        marks = {mark for mark in ".," if mark in body}
        if not marks:
            return body, ""
        if self.mark:
            return _split_at(body, self.mark)
        mark = next(iter(marks)) if len(marks) == 1 else ""
        tail = body.rsplit(mark, 1)[1] if mark else ""
        could_group = len(tail) == 3 and body.split(mark, maxsplit=1)[0].lstrip("0") != ""
        if not mark or body.count(mark) > 1 or could_group:
            raise _which_mark(body)
        self._seen.setdefault(mark, body)
        if len(self._seen) == 2:
            raise _which_mark(self._seen["."], self._seen[","])
        whole, part = body.split(mark)
        return whole, part


def _split_at(body: str, mark: str) -> tuple[str, str]:
    other = "." if mark == "," else ","
    whole, _, part = body.partition(mark)
    groups = whole.split(other)
    badly_grouped = len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(g) != 3 for g in groups[1:]))
    if mark in part or other in part or badly_grouped:
        raise Refusal(
            "figure.marks",
            msg("{figure} does not read as a figure whose decimal mark is {mark}.", figure=body, mark=mark),
        )
    return "".join(groups), part


def _which_mark(*figures: str) -> Refusal:
    return Refusal(
        "import.decimal",
        msg(
            "{figures}: is the comma or the point the decimal mark in this file? Say it once: --decimal comma or "
            "--decimal point. Nothing was read.",
            figures=", ".join(figures),
        ),
    )


def _without_money_sign(text: str, currency: str) -> str:
    bare = text.translate(_SPACES)
    if _FIGURE.fullmatch(bare):
        return bare
    low = bare.lower()
    for sign, meant in sorted(_MONEY_SIGNS.items(), key=lambda item: -len(item[0])):
        if not (low.startswith((sign, "-" + sign)) or low.endswith(sign)):
            continue
        if currency not in meant:
            raise Refusal(
                "price.currency",
                msg("The price is in {sign}, but the shop sells in {currency}.", sign=sign, currency=currency),
            )
        return low.replace(sign, "", 1)
    if low.endswith(currency.lower()):
        return bare[: -len(currency)]
    return bare.removeprefix(currency)


def read_date(text: str, order: str = "") -> dt.date | None:
    """A date of birth; nothing written is None.

    Args:
        order: `dmy`, `mdy` or `ymd` for dates with slashes; empty to ask where it matters.

    Raises:
        Refusal: a day that does not exist, a year of two digits or out of reach, or a question of order.
    """
    text = text.strip()
    if not text:
        return None
    year, month, day = _date_parts(text, order)
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError as wrong:
        raise Refusal("date.none", msg("There is no such day: {date}.", date=text)) from wrong
    if found.year < 1900:
        raise Refusal("date.year", msg("The year {year} is too long ago for a birthday.", year=year))
    return found


def _date_parts(text: str, order: str) -> tuple[str, str, str]:
    iso = _ISO_DATE.fullmatch(text)
    if iso:
        return iso[1], iso[2], iso[3]
    other = _OTHER_DATE.fullmatch(text)
    if not other:
        raise Refusal("date.form", msg("This is no date. Write it like 1984-02-29 or 29.02.1984."))
    first, mark, second, third = other[1], other[2], other[3], other[4]
    if len(first) == 4:
        return first, second, third
    if len(third) != 4:
        raise Refusal("date.year", msg("The year {year} has not four digits. Write it in full.", year=third))
    if mark == "." and order != "mdy":
        return third, second, first
    order = order or _only_order(first, second)
    if not order:
        raise Refusal(
            "import.dates",
            msg("{date}: does the day or the month come first? Say it once: --dates dmy or --dates mdy.", date=text),
        )
    return (third, first, second) if order == "mdy" else (third, second, first)


def _only_order(first: str, second: str) -> str:
    if int(first) > 12:
        return "dmy"
    return "mdy" if int(second) > 12 else ("dmy" if first == second else "")


def read_yes_no(text: str) -> bool | None:
    """Yes or no in English or Russian; nothing written is None."""
    folded = text.strip().lower()
    if not folded:
        return None
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise Refusal("consent.unclear", msg("This is neither yes nor no. Leave it empty if nobody was asked."))
