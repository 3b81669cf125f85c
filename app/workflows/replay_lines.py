"""Baskets from a file of receipt lines, as a retailer's data set has them: one row a line, many rows a basket.

Columns by name: `household_id, basket_id, timestamp, product_id, sales_value`; others are not looked at. The
timestamp is ISO 8601 with its offset: its instant orders the baskets, its first ten characters are the date.
"""

from __future__ import annotations

import csv
import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from app.values.clock import Instant, instant
from app.values.errors import Refusal
from app.values.numbers import parse_decimal
from app.values.words import Message, msg

WANTED = ("household_id", "basket_id", "timestamp", "product_id", "sales_value")
PROGRESS_LINES = 20_000


class SourceBasket(msgspec.Struct):
    """One basket of the file.

    Attributes:
        lines: Product id and what it came to, in the file's order.
    """

    id: str
    household: str
    at: Instant
    business_on: dt.date
    lines: list[tuple[str, int]]

    @property
    def net_minor(self) -> int:
        """What the lines come to."""
        return sum(amount for _, amount in self.lines)


class SourceProduct(msgspec.Struct, frozen=True):
    """What a catalogue says of a product."""

    name: str
    category: str


def read_baskets(
    text: Iterable[str], digits: int, progress: Callable[[int], None] = lambda _: None
) -> list[SourceBasket]:
    """All baskets, ordered by instant and then by the number of the basket.

    Args:
        text: Lines of the file, header first.
        digits: Decimals of the currency.
        progress: Called now and then with the number of lines read.

    Raises:
        Refusal: a missing column, or a row that cannot be sold, with its line.
    """
    reader = csv.reader(text)
    places = _places(next(reader, []))
    baskets: dict[str, SourceBasket] = {}
    for count, row in enumerate(_readable(reader)):
        if count % PROGRESS_LINES == 0:
            progress(count)
        household, basket_id, timestamp, product, value = _cells(row, places, reader.line_num)
        basket = baskets.get(basket_id)
        if basket is None:
            at, day = _moment(timestamp, reader.line_num)
            basket = baskets[basket_id] = SourceBasket(basket_id, sys.intern(household), at, day, [])
        elif basket.household != household:
            raise _refused(reader.line_num, msg("basket {basket} has two households", basket=basket_id))
        amount = parse_decimal(value, digits)
        if amount is None or amount < 0:
            raise _refused(reader.line_num, msg("{value} is no amount", value=value[:24]))
        basket.lines.append((sys.intern(product), amount))
    return sorted(baskets.values(), key=_order)


def read_products(text: Iterable[str]) -> dict[str, SourceProduct]:
    """Names and departments by product id, from a catalogue with `product_id`, `name` and `department`."""
    reader = csv.DictReader(text)
    if not {"product_id", "name"} <= set(reader.fieldnames or ()):
        raise Refusal("usage.products", msg("The product file needs the columns product_id and name."))
    return {
        row["product_id"]: SourceProduct(row["name"] or row["product_id"], row.get("department") or "")
        for row in reader
    }


def _readable(reader: Any) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise _refused(reader.line_num, msg("the row cannot be read")) from error


def _places(header: list[str]) -> tuple[int, ...]:
    names = [name.strip().lstrip("\ufeff") for name in header]
    missing = [name for name in WANTED if name not in names]
    if missing:
        raise Refusal(
            "usage.lines", msg("The file of receipt lines has no column {name}. Nothing was sold.", name=missing[0])
        )
    return tuple(names.index(name) for name in WANTED)


def _cells(row: list[str], places: tuple[int, ...], line: int) -> Iterator[str]:
    try:
        return iter([row[place] for place in places])
    except IndexError as error:
        raise _refused(line, msg("there are too few fields")) from error


def _moment(text: str, line: int) -> tuple[Instant, dt.date]:
    try:
        return instant(dt.datetime.fromisoformat(text)), dt.date.fromisoformat(text[:10])
    except ValueError as error:
        raise _refused(line, msg("{value} is no time with its offset from UTC", value=text[:32])) from error


def _order(basket: SourceBasket) -> tuple[int, int, str]:
    number = int(basket.id) if basket.id.isascii() and basket.id.isdigit() else 0
    return basket.at, number, basket.id


def _refused(line: int, why: Message) -> Refusal:
    return Refusal("replay.line", msg("Line {line}: {why}. Nothing was sold.", line=line, why=why))
