"""Finding receipts: the recent ones with their members' names, or the one that a number or code means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.people.codes import read_receipt_code
from app.people.member import short_name
from app.sales.receipt import receipt_number
from app.values.barcodes import is_digits
from app.values.clock import Instant
from app.values.folding import fold
from app.workflows.find_sales import receipt_row
from app.workflows.members import LATE_SECONDS
from app.workflows.ports import Reads
from app.workflows.rows import ReceiptRow
from app.workflows.way_back_rows import SaleMarks

RECENT = 300
LONGEST_SEQUENCE = 7


@dataclass(frozen=True, slots=True)
class Found:
    """Receipts, the names of the members they belong to, by member id, and what became of each, by sale."""

    rows: tuple[ReceiptRow, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    marks: dict[str, SaleMarks] = field(default_factory=dict)


def find_receipts(reads: Reads, text: str) -> Found:
    """The recent receipts; with a text those that have its words, or any receipt by number or scanned code."""
    recent = reads.recent_receipts(RECENT)
    if not text.strip():
        return _found(reads, recent, _names(reads, recent))
    exact = _by_number(reads, text.strip())
    if exact is not None:
        return _found(reads, (exact,), _names(reads, (exact,)))
    names = _names(reads, recent)
    words = fold(text).split()
    rows = tuple(row for row in recent if all(word in _said(row, names) for word in words))
    return _found(reads, rows, names)


def _found(reads: Reads, rows: tuple[ReceiptRow, ...], names: dict[str, str]) -> Found:
    return Found(rows, names, reads.marks_of([row.sale for row in rows]))


def count_to_decide(reads: Reads) -> int:
    """Returns and codes that do not add up between tills: asked when the list opens, not with every letter."""
    return len(reads.return_conflicts()) + len(reads.token_conflicts())


def numbers_meant(text: str, till: int, epoch: int) -> tuple[str, ...]:
    """Receipt numbers a text may mean: as printed, the bare sequence of this till, or the scanned code.

    >>> numbers_meant("481", 2, 1)
    ('02-000481',)
    """
    place = read_receipt_code(text)
    if place is not None:
        return (receipt_number(place.till, place.epoch, place.sequence),)
    if is_digits(text) and len(text) <= LONGEST_SEQUENCE:
        return (receipt_number(till, epoch, int(text)),)
    return (text.upper(),)


def seconds_left(row: ReceiptRow, now: Instant) -> int:
    """How long a member can still be added to a receipt; 0 where it has one or it is too late."""
    if row.member:
        return 0
    left = LATE_SECONDS - (now - row.at) // 1000
    return left if 0 < left <= LATE_SECONDS else 0


def _by_number(reads: Reads, text: str) -> ReceiptRow | None:
    identity = reads.identity()
    for number in numbers_meant(text, identity.till, identity.epoch):
        found = reads.receipt_by_number(number)
        if found is not None:
            receipt, fact = found
            return receipt_row(receipt, fact, reads.receipt_member(receipt.sale))
        back = reads.return_by_number(number)
        sold = reads.receipt(back[0].sale) if back is not None and back[0].sale else None
        if sold is not None:
            # the number of a return's slip leads to the sale it is of
            return receipt_row(*sold, reads.receipt_member(sold[0].sale))
    return None


def _names(reads: Reads, rows: Iterable[ReceiptRow]) -> dict[str, str]:
    names = {}
    for member in {row.member for row in rows if row.member}:
        view = reads.member(member)
        names[member] = short_name(view.person.name) if view and view.person else ""
    return names


def _said(row: ReceiptRow, names: dict[str, str]) -> str:
    return fold(f"{row.number} {row.what} {names.get(row.member, '')}")
