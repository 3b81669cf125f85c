"""Which encoding a file's bytes are in, found by evidence: marks first, then what decodes, never a guess.

A file is UTF-8 (with or without its mark), UTF-16 or cp1251; one that mixes them, or is no text at all, is
refused with the line that says so, because a wrongly read name cannot be told from a right one later.
"""

from __future__ import annotations

import codecs
import itertools

from app.values.errors import Refusal
from app.values.words import Message, msg

LARGEST_BYTES = 512 * 1024 * 1024
ENCODINGS = ("utf-8", "utf-16", "cp1251")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: tuple[tuple[bytes, Message], ...] = (
    (b"%PDF", msg("a PDF")),
    (b"PK\x03\x04", msg("a spreadsheet or archive (XLSX, ODS, ZIP)")),
    (b"\xd0\xcf\x11\xe0", msg("an old Excel file (XLS)")),
    (b"\x1f\x8b", msg("a packed file (GZ)")),
    (b"\x89PNG", msg("a picture")),
    (b"\xff\xd8\xff", msg("a picture")),
    (b"SQLite format 3", msg("a database")),
    (b"<!DOCTYPE", msg("a web page")),
    (b"<html", msg("a web page")),
    (b"<?xml", msg("an XML file")),
    (b"{\\rtf", msg("a text document (RTF)")),
)
_CHUNK = 1 << 20
_NOT_IN_CP1251 = b"\x98"


def find_encoding(raw: bytes) -> str:
    """The codec of a file's bytes, as Python names it.

    Raises:
        Refusal: nothing in it (`import.empty`), too large, no text (`import.kind`), or text in more than one
            encoding or in none of ours (`import.encoding`).
    """
    if len(raw) > LARGEST_BYTES:
        size = LARGEST_BYTES >> 20
        raise Refusal("import.size", msg("The file is larger than {size} MB. Nothing was read.", size=size))
    marked = next(((mark, codec) for mark, codec in _MARKS if raw.startswith(mark)), None)
    if not raw[len(marked[0]) if marked else 0 :].strip():
        raise Refusal("import.empty", msg("The file is empty. Nothing was changed."))
    if marked:
        return marked[1]
    _refuse_other_kinds(raw)
    wide = _utf16_without_mark(raw)
    if wide:
        return wide
    if _decodes(raw, "utf-8"):
        return "utf-8"
    _refuse_mixture(raw)
    return "cp1251"


def _refuse_other_kinds(raw: bytes) -> None:
    head = raw[:64].lstrip()
    for magic, kind in _MAGIC:
        if head.lower().startswith(magic.lower()):
            raise Refusal(
                "import.kind",
                msg(
                    "This is {kind}, not a CSV file. Open it where it was made and save it as CSV. Nothing was read.",
                    kind=kind,
                ),
            )


def _utf16_without_mark(raw: bytes) -> str:
    head = raw[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd * 3 > half and even == 0:
        return "utf-16-le"
    if even * 3 > half and odd == 0:
        return "utf-16-be"
    if (even + odd) * 20 > len(head):
        raise Refusal("import.kind", msg("This is no text file: it is full of zero bytes. Nothing was read."))
    return ""


def _decodes(raw: bytes, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        for start in range(0, len(raw), _CHUNK):
            decoder.decode(raw[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _refuse_mixture(raw: bytes) -> None:
    """cp1251 decodes nearly any bytes, so lines that are good UTF-8 beside lines that are not give it away."""
    good = bad = 0
    for number, line in zip(itertools.count(1), raw.split(b"\n"), strict=False):
        if line.isascii():
            continue
        if _NOT_IN_CP1251 in line and not _decodes(line, "utf-8"):
            raise _unknown_letters(number)
        if _decodes(line, "utf-8"):
            good = good or number
        else:
            bad = bad or number
        if good and bad:
            raise _unknown_letters(max(good, bad))


def _unknown_letters(line: int) -> Refusal:
    return Refusal(
        "import.encoding",
        msg(
            "Line {line} is written in another encoding than the lines before it. Save the whole file as UTF-8, or "
            "name its encoding with --encoding. Nothing was changed.",
            line=line,
        ),
    )
