"""A workbook (XLSX) as a table: hostile until checked, and read by a process that may be killed.

What can be told from the archive's directory is checked before anything is unpacked, and again while it is
streamed, since a directory can lie: size, ratio, number of parts, macros, links to elsewhere, archives within,
and entities in its XML.
"""

from __future__ import annotations

import io
import lzma
import multiprocessing
import zipfile
import zlib
from collections.abc import Iterator

import msgspec

from app.values.errors import Refusal
from app.values.folding import clean
from app.values.words import Message, msg
from app.workflows.imports.sheet_child import WHY, SheetRows, serve
from app.workflows.imports.table import Record

MAGIC = b"PK\x03\x04"
LARGEST_FILE = 20 << 20
LARGEST_UNPACKED = 200 << 20
MOST_RATIO = 100
RATIO_COUNTS_FROM = 1 << 20
MOST_PARTS = 2000
SECONDS = 30.0
_CHUNK = 1 << 18
_MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/")
_ELSEWHERE = ("externallinks/", "connections.xml", "querytables/", "embeddings/", "activex/", "ctrlprops/")
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
UNREADABLE = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, ValueError, OSError,
    RuntimeError, EOFError, OverflowError,
)  # fmt: skip
"""What unpacking a stranger's archive may raise."""
_WHOLE: dict[str, Message] = {
    "memory": msg("The workbook needs more memory than a price list can. Nothing was read."),
    "hidden": msg("No sheet of the workbook can be seen. Show the one that is meant. Nothing was read."),
    "rows": msg("The sheet has more than a million rows. Split it. Nothing was read."),
    "columns": msg("The sheet has more than 256 columns. Keep only those that are needed. Nothing was read."),
    "parser": msg("Workbooks cannot be read safely here. Save the sheet as CSV. Nothing was read."),
    "time": msg("The workbook could not be read within half a minute. Save the sheet as CSV. Nothing was read."),
}


class SheetTable(msgspec.Struct, frozen=True):
    """A sheet that turned out to be a table; fulfils what `Table` does."""

    header: tuple[str, ...]
    read: SheetRows

    def records(self) -> Iterator[Record]:
        """Every row after the header; a row with a cell that cannot be trusted comes as a broken record."""
        width = len(self.header)
        for number, row in enumerate(self.read.rows[1:], 2):
            found = self.read.broken.get(number)
            if found is not None:
                cell, why = found
                yield Record(number, row, WHY[why].saying(cell=cell, text=_text_in(row, why)))
            elif any(cell.strip() for cell in row[width:]):
                yield Record(number, row, msg("The row goes on to the right of the header's last column."))
            else:
                yield Record(number, (*row[:width], *("",) * (width - len(row))))


def is_workbook(raw: bytes) -> bool:
    """Whether it is an archive: the only kind of archive that is brought in is a workbook."""
    return raw.startswith(MAGIC)


def read_sheet(raw: bytes) -> SheetTable:
    """The first visible sheet of a workbook.

    Raises:
        Refusal: `import.size`, `import.bomb`, `import.macros`, `import.links`, `import.kind`, `import.damaged`,
            `import.header`; nothing was kept.
    """
    check_archive(raw)
    read = _in_child(raw)
    if read.refused:
        words = _WHOLE.get(read.refused)
        if words is None:
            raise _damaged()
        raise Refusal("import.sheet", words)
    header = tuple(clean(cell) for cell in read.rows[0]) if read.rows else ()
    while header and not header[-1]:
        header = header[:-1]
    if not header or not all(header):
        raise Refusal(
            "import.header",
            msg("The first row has to name every column, without merged cells. Nothing was read."),
        )
    return SheetTable(header, read)


def check_archive(raw: bytes) -> None:
    """Refuse an archive that is no honest workbook, before a parser sees it."""
    if len(raw) > LARGEST_FILE:
        raise Refusal("import.size", msg("The workbook is larger than 20 MB. Save the sheet as CSV. Nothing was read."))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_parts(archive.infolist(), len(raw))
            _check_content(archive)
    except UNREADABLE as wrong:
        raise _damaged() from wrong


def _check_parts(parts: list[zipfile.ZipInfo], packed: int) -> None:
    names = [part.filename.replace("\\", "/").lower() for part in parts]
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _bomb()
    if any(_is_bomb(part.file_size, part.compress_size) for part in parts):
        raise _bomb()
    if sum(part.file_size for part in parts) > max(packed, 1) * MOST_RATIO:
        raise _bomb()
    if len(set(names)) != len(names) or any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise _damaged()
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        raise Refusal("import.kind", msg("This archive is no XLSX workbook. Save the sheet as XLSX or CSV."))
    if any(mark in name for name in names for mark in _MACROS):
        raise Refusal("import.macros", msg("The workbook has macros. Save it as XLSX without them. Nothing was read."))
    if any(mark in name for name in names for mark in _ELSEWHERE) or any(
        name.endswith((".zip", ".xlsx", ".xlsm", ".exe", ".dll", ".js")) for name in names
    ):
        raise Refusal(
            "import.links",
            msg(
                "The workbook holds links or files of others. Copy the sheet's values into a new one. Nothing was read."
            ),
        )


def _check_content(archive: zipfile.ZipFile) -> None:
    """Unpack everything once, counting: what the directory says of sizes may be a lie."""
    total = 0
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise _damaged()
        with archive.open(part) as stream:
            tail, size = b"", 0
            while chunk := stream.read(_CHUNK):
                size, total = size + len(chunk), total + len(chunk)
                if total > LARGEST_UNPACKED or _is_bomb(size, part.compress_size):
                    raise _bomb()
                if any(mark in tail + chunk for mark in _ENTITIES):
                    raise Refusal("import.entities", msg("The workbook's XML defines entities. Nothing was read."))
                tail = chunk[-16:]


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > RATIO_COUNTS_FROM and unpacked > max(packed, 1) * MOST_RATIO


def _in_child(raw: bytes) -> SheetRows:
    """Let a process read it that can be thrown away."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=serve, args=(raw, theirs), daemon=True)
    child.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            return SheetRows(refused="time")
        return msgspec.msgpack.decode(ours.recv_bytes(), type=SheetRows)
    except (EOFError, OSError, msgspec.DecodeError):
        return SheetRows(refused="damaged")
    finally:
        ours.close()
        child.kill()
        child.join()


def _text_in(row: tuple[str, ...], why: str) -> str:
    return next((cell for cell in row if cell.startswith("#")), "") if why == "error" else ""


def _bomb() -> Refusal:
    return Refusal("import.bomb", msg("The workbook unpacks to far more than a price list can be. It was not opened."))


def _damaged() -> Refusal:
    return Refusal("import.damaged", msg("The workbook is damaged. Open it where it was made and save it again."))
