"""Bringing a file in: check all of it, say what stays out and why, stage the rest, make it live by one fact.

The file is read twice: the first time every row is checked against the file and the shop, and nothing is
written; the second time the rows that passed are staged in batches, with sales going on between them. Until
the list is published nobody sees any of it, and an import that ends early leaves nothing behind.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, Literal

import msgspec

from app.facts.bodies import ListOf
from app.people.staff import Permission
from app.values.errors import Refusal
from app.values.words import msg
from app.workflows.acting import Acting, require
from app.workflows.imports.columns import Places, cells_of, find_columns
from app.workflows.imports.kinds import Answers, Kind, MemberKind, ProductKind
from app.workflows.imports.problems import Findings, RowProblem
from app.workflows.imports.sheets import SheetTable, is_workbook, read_sheet
from app.workflows.imports.table import Record, Table, read_table
from app.workflows.ports import Books, Reads

BATCH_ROWS = 500
PROGRESS_ROWS = 250

Doing = Literal["checking", "writing", "dropping"]
Progress = Callable[[Doing, int, int], None]
"""Called now and then with what is going on, how far it is, and how far it goes (lines of the file)."""


class ImportOrder(msgspec.Struct, frozen=True):
    """A file and all that was said about it.

    Attributes:
        source: The file's name, for the list's record.
        columns: Ours to theirs, where the names differ.
        dry_run: Only check and tell.
    """

    of: ListOf
    raw: bytes
    source: str = ""
    columns: dict[str, str] = {}
    encoding: str = ""
    delimiter: str = ""
    answers: Answers = Answers()
    dry_run: bool = False


class ImportReport(msgspec.Struct, frozen=True):
    """What became of the rows.

    Attributes:
        rows: Rows with something in them; `added + changed + unchanged + refused`.
        problems: In the order of the lines; a row may have several, and an accepted row may have one too.
        list: Id of the published list; empty where nothing was written.
    """

    of: ListOf
    rows: int
    blank: int
    added: int
    changed: int
    unchanged: int
    refused: int
    problems: tuple[RowProblem, ...]
    dry_run: bool = False
    list: str = ""


def import_list(books: Books, order: ImportOrder, acting: Acting, progress: Progress = lambda *_: None) -> ImportReport:
    """Bring a file's rows into the shop.

    Rows that are refused stay out and are told; the others come in together, at once. Rows that the shop has
    already are left alone, so that the same file a second time changes nothing.

    Raises:
        Refusal: the file as a whole cannot be read safely, or a question has to be answered first.
    """
    require(acting, Permission.EDIT_PRODUCTS if order.of == "products" else Permission.MANAGE_STAFF)
    reading = _Reading(order, acting, progress)
    with books.reads() as reads:
        report, takes = reading.check(reads)
    if order.dry_run or not (report.added or report.changed):
        return report
    return msgspec.structs.replace(report, list=reading.write(books, takes))


class _Reading:
    """One file being brought in."""

    def __init__(self, order: ImportOrder, acting: Acting, progress: Progress) -> None:
        self._order = order
        self._acting = acting
        self._progress = progress
        self._digest = hashlib.sha256(order.raw).hexdigest()
        self._table: Table | SheetTable = (
            read_sheet(order.raw)
            if is_workbook(order.raw)
            else read_table(order.raw, encoding=order.encoding, delimiter=order.delimiter)
        )
        if isinstance(self._table, SheetTable) and not order.answers.decimal:
            # A sheet's numbers are numbers: nothing has to be asked about commas.
            self._order = msgspec.structs.replace(order, answers=msgspec.structs.replace(order.answers, decimal="."))
        self._places: Places = find_columns(self._table.header, self._kind().wanted, order.columns)
        lines = len(self._table.read.rows) if isinstance(self._table, SheetTable) else order.raw.count(b"\n")
        self._lines = max(1, lines)

    def check(self, reads: Reads) -> tuple[ImportReport, bytearray]:
        """Read every row; returns the report, and for each row whether it is to be taken."""
        kind, takes = self._kind(), bytearray()
        counts = {"new": 0, "changed": 0, "unchanged": 0, "refused": 0, "blank": 0}
        problems: list[RowProblem] = []
        for record in self._records("checking"):
            if record.is_blank:
                counts["blank"] += 1
                takes.append(0)
                continue
            findings = Findings(record.line)
            read = self._read(kind, record, findings, reads)
            place = read[1] if read else "refused"
            counts[place] += 1
            takes.append(place in {"new", "changed"})
            problems.extend(findings.found)
        if len(takes) == counts["blank"]:
            raise Refusal("import.no_rows", msg("The file has a header and no rows. Nothing was changed."))
        report = ImportReport(
            of=self._order.of,
            rows=len(takes) - counts["blank"],
            blank=counts["blank"],
            added=counts["new"],
            changed=counts["changed"],
            unchanged=counts["unchanged"],
            refused=counts["refused"],
            problems=tuple(problems),
            dry_run=self._order.dry_run,
        )
        return report, takes

    def write(self, books: Books, takes: bytearray) -> str:
        """Stage the rows that passed and publish them; returns the list's id."""
        lists, kind = books.lists(), self._kind()
        list_id = lists.begin_list(self._order.of, f"{self._order.source} sha256:{self._digest}")
        published = False
        try:
            wanted = (record for record, take in zip(self._records("writing"), takes, strict=True) if take)
            while batch := list(islice(wanted, BATCH_ROWS)):
                with books.reads() as reads:
                    rows = [self._row(kind, record, reads) for record in batch]
                kind.stage(lists, list_id, [row for row in rows if row is not None])
            lists.publish_list(list_id, staff=self._acting.staff)
            published = True
        finally:
            if not published:
                self._progress("dropping", 0, self._lines)
                lists.drop_list(list_id)
        return list_id

    def _kind(self) -> Kind[Any]:
        if self._order.of == "products":
            return ProductKind(self._acting.shop, self._order.answers)
        return MemberKind(self._acting, self._order.answers, self._digest)

    def _records(self, doing: Doing) -> Iterator[Record]:
        for count, record in enumerate(self._table.records()):
            if count % PROGRESS_ROWS == 0:
                self._progress(doing, min(record.line, self._lines), self._lines)
            yield record
        self._progress(doing, self._lines, self._lines)

    def _row(self, kind: Kind[Any], record: Record, reads: Reads) -> Any:
        read = self._read(kind, record, Findings(record.line), reads)
        return read[0] if read else None

    def _read(self, kind: Kind[Any], record: Record, findings: Findings, reads: Reads) -> Any:
        if record.broken is not None:
            findings.add("", " ".join(record.fields), Refusal("row.broken", record.broken))
            return None
        return kind.read(cells_of(record.fields, self._places), findings, reads)
