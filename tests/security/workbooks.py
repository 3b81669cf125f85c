"""Workbooks for tests: an honest one, and every way in which a stranger may have made a bad one."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

HEADER = ("sku", "name", "price", "barcode")
ROWS = (("A1", "Tea, green", 2.5, 2000000000015), ("A2", "Чашка", 7, None))


def workbook(
    rows: object = ROWS, *, header: tuple[str, ...] = HEADER, change: Callable[[object], None] | None = None
) -> bytes:
    """A workbook with a header row and these rows."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(raw: bytes, name: str, data: bytes) -> bytes:
    """The same archive with one part more, or another content of one that it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, data)
    return out.getvalue()


def with_lie(raw: bytes, part: str, said: int) -> bytes:
    """The directory says another size of a part than it unpacks to."""
    at = raw.rindex(part.encode(), 0, raw.rindex(b"PK\x05\x06")) - 46
    assert raw[at : at + 4] == b"PK\x01\x02"
    return raw[: at + 24] + said.to_bytes(4, "little") + raw[at + 28 :]


def bomb() -> bytes:
    """A sheet that unpacks to 344 times its size."""
    row = b'<row><c t="inlineStr"><is><t>' + b"A" * 4000 + b"</t></is></c></row>"
    return with_part(workbook(), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + row * 12_000)


def hidden(book: object) -> None:
    book.active.sheet_state = "hidden"
    book.create_sheet("shown").append(list(HEADER))


def formula(book: object) -> None:
    book.active["C2"] = "=1+1"


def error(book: object) -> None:
    book.active["C2"] = "#N/A"
    book.active["C2"].data_type = "e"


def merged(book: object) -> None:
    book.active.merge_cells("B1:C1")


def dates(book: object) -> None:
    book.active["B2"] = dt.date(2026, 11, 21)


def many_digits(book: object) -> None:
    book.active["D2"] = 4600123456789012345


def far_away(book: object) -> None:
    book.active["XFD1048576"] = "x"


MARK = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "&b;&b;"><!ENTITY b "%s">]><sst>&a;</sst>' % (b"lol" * 1000)
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><sst>&a;</sst>'
