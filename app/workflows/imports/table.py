"""A file as a table: its dialect, its header, and its rows one by one with the line each begins on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import msgspec

from app.values.errors import Refusal
from app.values.folding import clean
from app.values.words import Message, msg
from app.workflows.imports.decoding import find_encoding

DELIMITERS = ("\t", ";", ",")
MOST_COLUMNS = 256
LONGEST_FIELD = 128 * 1024
LONGEST_RECORD_LINES = 1000


class Record(msgspec.Struct, frozen=True):
    """One row: the physical line it begins on, and its fields; `broken` says why it has none."""

    line: int
    fields: tuple[str, ...] = ()
    broken: Message | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing but spaces: an empty line or a row of separators."""
        return self.broken is None and not any(field.strip() for field in self.fields)


class Table(msgspec.Struct, frozen=True):
    """A file that turned out to be a table.

    Attributes:
        header: Names of the columns, cleaned, in the file's order.
        skipped_lines: Lines before the header (Excel's `sep=;`).
    """

    raw: bytes
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    skipped_lines: int = 0

    def records(self) -> Iterator[Record]:
        """Every row after the header, in order; a row that cannot be read comes as a broken record.

        Raises:
            Refusal: bytes that the encoding does not have, or a quote that is never closed.
        """
        stream = _stream(self.raw, self.encoding)
        for _ in range(self.skipped_lines):
            stream.readline()
        reader = csv.reader(stream, delimiter=self.delimiter, strict=True)
        first = True
        while True:
            line = reader.line_num + 1 + self.skipped_lines
            try:
                fields = tuple(next(reader))
            except StopIteration:
                return
            except UnicodeDecodeError as wrong:
                raise _wrong_letters(self.encoding, line) from wrong
            except csv.Error as wrong:
                yield _broken(line, reader.line_num + self.skipped_lines, str(wrong))
                continue
            if first:
                first = False
                continue
            yield self._record(line, fields)

    def _record(self, line: int, fields: tuple[str, ...]) -> Record:
        if any("\x00" in field for field in fields):
            return Record(line, fields, msg("The row holds zero bytes: it was damaged. Export the file again."))
        extra = fields[len(self.header) :]
        if any(field.strip() for field in extra) or (len(fields) < len(self.header) and any(fields)):
            wrong = msg(
                "The row has {fields} fields, the header has {columns}: what belongs where cannot be told. Look for "
                "a missing or unquoted separator.",
                fields=len(fields),
                columns=len(self.header),
            )
            return Record(line, fields, wrong)
        return Record(line, fields)


def read_table(raw: bytes, *, encoding: str = "", delimiter: str = "") -> Table:
    """Find out how a file is written and read its header.

    Args:
        encoding, delimiter: What the shopkeeper says; empty to find out.

    Raises:
        Refusal: no table at all, or one that cannot be read safely; says what to do.
    """
    codec = encoding or find_encoding(raw)
    try:
        first = _stream(raw, codec).readline()
    except UnicodeError as wrong:
        raise _wrong_letters(codec, 1) from wrong
    skipped = 0
    told = first.strip().strip('"')
    if told[:4].lower() == "sep=" and len(told) == 5:
        delimiter, skipped = delimiter or told[4], 1
        stream = _stream(raw, codec)
        stream.readline()
        first = stream.readline()
    delimiter = delimiter or _likeliest(first)
    header = _header(raw, codec, delimiter, skipped)
    return Table(raw, codec, delimiter, header, skipped)


def _header(raw: bytes, codec: str, delimiter: str, skipped: int) -> tuple[str, ...]:
    stream = _stream(raw, codec)
    for _ in range(skipped):
        stream.readline()
    try:
        fields = next(csv.reader(stream, delimiter=delimiter, strict=True), [])
    except (csv.Error, UnicodeError) as wrong:
        raise Refusal(
            "import.header",
            msg("The first line is no header of a CSV file. The first line must name the columns. Nothing was read."),
        ) from wrong
    names = tuple(clean(field) for field in fields)
    if len(names) > MOST_COLUMNS:
        raise Refusal(
            "import.columns",
            msg(
                "The file has {count} columns; at most {most} are read. Export only the columns that are needed.",
                count=len(names),
                most=MOST_COLUMNS,
            ),
        )
    if not any(names):
        raise Refusal("import.header", msg("The first line is empty. It must name the columns. Nothing was read."))
    return names


def _stream(raw: bytes, codec: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(raw), encoding=codec, newline="")


def _likeliest(line: str) -> str:
    """The separator that stands most often outside quotes; a lone column has none, and a comma does no harm."""
    outside = "".join(line.split('"')[0::2])
    counts = {mark: outside.count(mark) for mark in DELIMITERS}
    best = max(counts.values())
    return next(mark for mark in (*DELIMITERS,) if counts[mark] == best) if best else ","


def _broken(line: int, last_line: int, why: str) -> Record:
    runaway = last_line - line >= LONGEST_RECORD_LINES
    if runaway or ("field larger" in why and last_line > line):
        raise Refusal(
            "import.quote",
            msg(
                "A quotation mark that opens on line {line} is never closed, so the rows after it cannot be told "
                "apart. Close or remove it and try again. Nothing was changed.",
                line=line,
            ),
        )
    if "field larger" in why:
        return Record(line, broken=msg("A field is longer than {size} KB. Shorten it.", size=LONGEST_FIELD // 1024))
    if "unexpected end" in why:
        return Record(line, broken=msg("A quotation mark is opened and never closed. Close or remove it."))
    return Record(line, broken=msg("A quotation mark stands in the middle of a field. Double it or remove it."))


def _wrong_letters(codec: str, line: int) -> Refusal:
    return Refusal(
        "import.encoding",
        msg(
            "Near line {line} there are bytes that {encoding} does not have. Save the file as UTF-8, or name its "
            "encoding with --encoding. Nothing was changed.",
            line=line,
            encoding=codec,
        ),
    )
