"""Reading a workbook in a process of its own, which may be killed: with little memory, little time and no network.

Whatever a hostile file does to the parser, it does it here. The parent gets plain rows or a plain refusal.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import msgspec

from app.values.words import Message, msg

MEMORY = 512 * 1024 * 1024
MOST_ROWS = 1_000_000
MOST_COLUMNS = 256
LONGEST_CELL = 32_767
LARGEST_EXACT = 10**15
"""From here on a spreadsheet keeps numbers only nearly: the last digits are made up."""


class SheetRows(msgspec.Struct, frozen=True):
    """What was read: every row as text, and for rows that cannot be trusted, which cell and why.

    Attributes:
        refused: Why the whole file was not read; empty where it was.
    """

    rows: tuple[tuple[str, ...], ...] = ()
    broken: dict[int, tuple[str, str]] = {}
    refused: str = ""


WHY: dict[str, Message] = {
    "formula": msg("Cell {cell} has a formula that was never worked out. Open the file, save it, and try again."),
    "error": msg("Cell {cell} holds an error of the spreadsheet ({text}). Mend it there."),
    "digits": msg("Cell {cell} has a number of more than 15 digits: the last ones are gone. Make the column text."),
    "long": msg("Cell {cell} holds more than a cell can. Shorten it."),
}


def serve(raw: bytes, pipe: Any) -> None:
    """Entry of the child: read and answer, within its limits."""
    _limit()
    try:
        answer = read_rows(raw)
    except MemoryError:
        answer = SheetRows(refused="memory")
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile, SyntaxError,
            RuntimeError, OverflowError, AssertionError, EOFError) as wrong:  # fmt: skip
        answer = SheetRows(refused=f"damaged: {type(wrong).__name__}")
    pipe.send_bytes(msgspec.msgpack.encode(answer))
    pipe.close()


def read_rows(raw: bytes) -> SheetRows:
    """The rows of the first sheet that can be seen."""
    from openpyxl import load_workbook
    from openpyxl.xml import DEFUSEDXML

    if not DEFUSEDXML:
        return SheetRows(refused="parser")
    formulas = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    values = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    place = next((n for n, sheet in enumerate(formulas.worksheets) if sheet.sheet_state == "visible"), -1)
    if place < 0:
        return SheetRows(refused="hidden")
    rows: list[tuple[str, ...]] = []
    broken: dict[int, tuple[str, str]] = {}
    sheets = (formulas.worksheets[place], values.worksheets[place])
    for sheet in sheets:
        sheet.reset_dimensions()
    pairs = zip_longest(*(sheet.iter_rows() for sheet in sheets), fillvalue=())
    for number, (told, worked_out) in enumerate(pairs, 1):
        if number > MOST_ROWS:
            return SheetRows(refused="rows")
        if len(told) > MOST_COLUMNS:
            return SheetRows(refused="columns")
        texts = []
        for cell, text, why in _cells(told, worked_out, number):
            texts.append(text)
            if why:
                broken.setdefault(number, (cell, why))
        rows.append(tuple(texts))
    while rows and not any(rows[-1]):
        rows.pop()
    return SheetRows(tuple(rows), broken)


def _cells(told: tuple[Any, ...], worked_out: tuple[Any, ...], row: int) -> Iterator[tuple[str, str, str]]:
    from openpyxl.utils import get_column_letter

    for column, (formula, cell) in enumerate(zip_longest(told, worked_out), 1):
        value = cell.value if cell is not None else None
        why = ""
        if formula is not None and formula.data_type == "f" and value is None:
            why = "formula"
        elif cell is not None and cell.data_type == "e":
            why = "error"
        text = text_of(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= LARGEST_EXACT:
            why = why or "digits"
        if len(text) > LONGEST_CELL:
            text, why = text[:60], why or "long"
        yield f"{get_column_letter(column)}{row}", text, why


def text_of(value: object) -> str:
    """A cell as it would stand in a CSV file: dates as ISO, numbers with a point and no needless zeros.

    >>> text_of(4600123456789.0), text_of(1.5), text_of(None)
    ('4600123456789', '1.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < LARGEST_EXACT else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return " ".join(str(value).split("\n"))


def _limit() -> None:
    """Half a gigabyte and half a minute of work, where the system can be told so."""
    try:
        import resource
    except ImportError:
        return  # Windows: the parent's clock alone
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (30, 31))
