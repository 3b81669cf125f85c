"""What members and the shop did: receipts, the open draft, and who a receipt belongs to."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import msgspec

from app.facts.bodies import SaleAttached, SaleCompleted
from app.facts.envelope import Fact
from app.facts.upcast import read_body
from app.sales.basket import Basket
from app.sales.receipt import EPOCH_LETTERS, PointsChange, Receipt, receipt_number
from app.storage.reads.look import Look
from app.workflows.rows import ReceiptRow

FACT_COLUMNS = (
    "id, kind, schema, shop, till, epoch, seq, prev, hlc, at, business_on, staff, body, entry_hash, chain_hash"
)
_BUSINESS_ON = FACT_COLUMNS.split(", ").index("business_on")
_ROW = """
SELECT r.sale, r.till, r.epoch, r.sequence, r.at, r.business_on, r.total_minor, r.discount_minor, r.lines, r.tenders,
    CASE WHEN r.member = '' AND a.sale IS NOT NULL THEN a.points ELSE r.points END,
    CASE WHEN r.member = '' AND a.sale IS NOT NULL THEN a.member ELSE r.member END, r.what
FROM receipts r LEFT JOIN receipt_attachments a ON a.sale = r.sale
"""
_OF_MEMBER = f"""
{_ROW} WHERE r.sale IN (
    SELECT sale FROM receipts WHERE member @whom AND member <> ''
    UNION SELECT a.sale FROM receipt_attachments a JOIN receipts b ON b.sale = a.sale
    WHERE a.member @whom AND b.member = ''
) ORDER BY r.stamp DESC LIMIT ?2
"""
_RECENT = f"{_ROW} ORDER BY r.n DESC LIMIT ?"
_FACT = f"SELECT {FACT_COLUMNS} FROM facts WHERE id = (SELECT fact FROM receipts WHERE "
_MEMBER = """
SELECT CASE WHEN r.member = '' THEN coalesce(a.member, '') ELSE r.member END
FROM receipts r LEFT JOIN receipt_attachments a ON a.sale = r.sale WHERE r.sale = ?
"""
# A stamp ends with the id of its fact, after 16 hex digits and a colon.
_ATTACHED = f"""
SELECT {FACT_COLUMNS} FROM facts WHERE id = (
    SELECT substr(a.stamp, 18) FROM receipt_attachments a JOIN receipts r ON r.sale = a.sale
    WHERE a.sale = ? AND r.member = ''
)
"""
_NUMBER = re.compile(r"(\d{2,})([A-Z]*)-(\d{1,12})", re.ASCII)
_pairs = msgspec.json.Decoder(tuple[tuple[str, int], ...])
_basket = msgspec.msgpack.Decoder(Basket)


class HistoryQueries:
    """Fulfils the receipts' part of `ports.HistoryReads`."""

    look: Look

    def receipts_of(self, member: str, limit: int = 0) -> tuple[ReceiptRow, ...]:
        return self._rows_of(self.look.whose(_OF_MEMBER, member, limit or -1))

    def receipt(self, sale: str) -> tuple[Receipt, Fact] | None:
        return _receipt(self.look.one(f"{_FACT} sale = ?)", sale))

    def receipt_by_number(self, number: str) -> tuple[Receipt, Fact] | None:
        place = number_parts(number)
        if place is None:
            return None
        return _receipt(self.look.one(f"{_FACT} till = ? AND epoch = ? AND sequence = ?)", *place))

    def recent_receipts(self, limit: int = 50) -> tuple[ReceiptRow, ...]:
        return self._rows_of(self.look.all(_RECENT, limit))

    def _rows_of(self, rows: list[tuple[Any, ...]]) -> tuple[ReceiptRow, ...]:
        survivor = self.look.people.survivor
        return tuple(_receipt_row((*row[:11], survivor(row[11]), row[12])) for row in rows)

    def receipt_member(self, sale: str) -> str:
        row = self.look.one(_MEMBER, sale)
        return str(row[0]) if row else ""

    def attached_points(self, sale: str) -> tuple[PointsChange, ...]:
        row = self.look.one(_ATTACHED, sale)
        body = read_body(fact_of(row)) if row else None
        return body.points if isinstance(body, SaleAttached) else ()

    def draft(self) -> Basket | None:
        row = self.look.one(
            "SELECT basket FROM drafts WHERE NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.sale = drafts.sale)"
        )
        return _basket.decode(row[0]) if row else None


def number_parts(number: str) -> tuple[int, int, int] | None:
    """Till, epoch and sequence of a printed receipt number: `02B-000001` is (2, 2, 1)."""
    match = _NUMBER.fullmatch(number.strip().upper())
    if match is None:
        return None
    till, letters, sequence = match.groups()
    epoch = 0
    for letter in letters:
        epoch = epoch * len(EPOCH_LETTERS) + EPOCH_LETTERS.index(letter) + 1
    return int(till), epoch or 1, int(sequence)


def fact_of(row: tuple[Any, ...]) -> Fact:
    """A fact from its columns, in the order of `FACT_COLUMNS`."""
    values = list(row)
    values[_BUSINESS_ON] = dt.date.fromisoformat(values[_BUSINESS_ON])
    return Fact(*values)


def _receipt(row: tuple[Any, ...] | None) -> tuple[Receipt, Fact] | None:
    if row is None:
        return None
    fact = fact_of(row)
    body = read_body(fact)
    return (body.receipt, fact) if isinstance(body, SaleCompleted) else None


def _receipt_row(row: tuple[Any, ...]) -> ReceiptRow:
    sale, till, epoch, sequence, at, day, total, discount, lines, tenders, points, member, what = row
    return ReceiptRow(
        sale=sale,
        number=receipt_number(till, epoch, sequence),
        at=at,
        business_on=dt.date.fromisoformat(day),
        till=till,
        total_minor=total,
        discount_minor=discount,
        lines=lines,
        tenders=_pairs.decode(tenders),
        points=_pairs.decode(points),
        member=member,
        what=what,
    )
