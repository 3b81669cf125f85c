"""The way back: returns, voids, corrected tenders, and what a return has to know of a sale."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any, Literal

import msgspec

from app.facts.bodies import GoodsReturned
from app.facts.effects.points import entry_id
from app.facts.envelope import Fact
from app.facts.upcast import read_body
from app.sales.basket import Basket
from app.sales.receipt import receipt_number
from app.sales.returned import ReturnDocument
from app.settings.options import declared_options, from_values
from app.settings.shop import ShopSettings
from app.storage.reads.history import FACT_COLUMNS, fact_of, number_parts
from app.storage.reads.look import Look
from app.workflows.rows import PublishedProgram
from app.workflows.way_back_rows import CorrectionRow, HeldRow, ReturnConflict, SaleMarks, SoldHit, VoidRow

_COLUMNS = ", ".join(f"f.{name}" for name in FACT_COLUMNS.split(", "))
_DOCUMENTS = f"SELECT {_COLUMNS} FROM returns r JOIN facts f ON f.id = r.fact WHERE"
_OF_SALE = f"{_DOCUMENTS} r.sale = ? ORDER BY r.stamp"
_BY_ID = f"{_DOCUMENTS} r.id = ?"
_BY_NUMBER = f"{_DOCUMENTS} r.till = ? AND r.epoch = ? AND r.sequence = ?"
_OF_MEMBER = f"{_DOCUMENTS} r.member @whom ORDER BY r.stamp"
_PROGRAMS_THEN = """
SELECT id, version, valid_from, program FROM programs WHERE valid_from <= ? AND stamp < ? ORDER BY id, version, stamp
"""
_SETTINGS_THEN = "SELECT name, value FROM shop_settings WHERE stamp < ? ORDER BY name, stamp"
_ENTRIES = """
SELECT program, stamp, place, kind, points_milli FROM points_entries
WHERE account @whom AND sale = ?2 AND kind IN ('earn', 'spend')
"""
_SOLD = """
SELECT r.sale, r.till, r.epoch, r.sequence, r.at, sum(l.quantity_milli), sum(l.total_minor),
    coalesce((SELECT sum(b.quantity_milli) FROM return_lines b WHERE b.sale = r.sale AND b.sku = l.sku), 0),
    CASE WHEN r.member = '' THEN coalesce(a.member, '') ELSE r.member END
FROM receipts r JOIN receipt_lines l ON l.sale = r.sale LEFT JOIN receipt_attachments a ON a.sale = r.sale
WHERE l.sku = {sku} AND {whose} AND NOT EXISTS (SELECT 1 FROM sale_voids v WHERE v.sale = r.sale)
GROUP BY r.sale ORDER BY r.at DESC LIMIT 9
"""
_SOLD_TO = _SOLD.format(
    sku="?2",
    whose="r.sale IN (SELECT sale FROM receipts WHERE member @whom UNION SELECT sale FROM receipt_attachments"
    " WHERE member @whom)",
)
_SOLD_ON = _SOLD.format(sku="?1", whose="r.business_on = ?2")
_LOWEST = """
SELECT min(l.total_minor * 1000 / l.quantity_milli) FROM receipts r JOIN receipt_lines l ON l.sale = r.sale
WHERE l.sku = ? AND r.business_on >= ? AND l.quantity_milli > 0
"""
_CONFLICTS = """
SELECT b.sale, b.line, b.sku, sum(b.quantity_milli), group_concat(DISTINCT b.document) FROM return_lines b
WHERE b.sale <> '' {which} GROUP BY b.sale, b.line HAVING count(DISTINCT b.document) > 1
"""


# Each of the tables is asked once for all sales of a list, by its index.
_MARKS = """
SELECT s.value,
    EXISTS (SELECT 1 FROM sale_voids v WHERE v.sale = s.value),
    (SELECT max(b.whole) FROM returns b WHERE b.sale = s.value AND b.sale <> ''),
    (SELECT max(b.exchange <> '') FROM returns b WHERE b.sale = s.value AND b.sale <> ''),
    EXISTS (SELECT 1 FROM tender_corrections c WHERE c.sale = s.value)
FROM json_each(?) s
"""


class WayBackQueries:
    """Fulfils `ports.WayBackReads`."""

    look: Look

    def returns_of_sale(self, sale: str) -> tuple[tuple[ReturnDocument, Fact], ...]:
        return tuple(_document(row) for row in self.look.all(_OF_SALE, sale))

    def returns_of(self, member: str) -> tuple[tuple[ReturnDocument, Fact], ...]:
        return tuple(_document(row) for row in self.look.whose(_OF_MEMBER, member))

    def return_document(self, document: str) -> tuple[ReturnDocument, Fact] | None:
        row = self.look.one(_BY_ID, document)
        return _document(row) if row else None

    def return_by_number(self, number: str) -> tuple[ReturnDocument, Fact] | None:
        place = number_parts(number)
        row = self.look.one(_BY_NUMBER, *place) if place else None
        return _document(row) if row else None

    def sale_void(self, sale: str) -> VoidRow | None:
        row = self.look.one(
            "SELECT sale, at, business_on, reason FROM sale_voids WHERE sale = ? ORDER BY stamp LIMIT 1", sale
        )
        return VoidRow(row[0], row[1], dt.date.fromisoformat(row[2]), row[3]) if row else None

    def marks_of(self, sales: Sequence[str]) -> dict[str, SaleMarks]:
        found = {}
        for sale, voided, whole, exchanged, corrected in self.look.all(_MARKS, json.dumps(list(sales))):
            returned: Literal["", "part", "whole"] = "" if whole is None else "whole" if whole else "part"
            if voided or returned or corrected:
                found[sale] = SaleMarks(bool(voided), returned, bool(exchanged), bool(corrected))
        return found

    def tender_correction(self, sale: str) -> CorrectionRow | None:
        row = self.look.one("SELECT tenders, rounding_minor, reason, at FROM tender_corrections WHERE sale = ?", sale)
        if row is None:
            return None
        pairs = tuple((kind, amount) for kind, amount in json.loads(row[0]))
        return CorrectionRow(pairs, row[1], row[2], row[3])

    def programs_then(self, at: int, stamp: str) -> tuple[PublishedProgram, ...]:
        newest = {row[0]: row for row in self.look.all(_PROGRAMS_THEN, at, stamp)}
        return tuple(PublishedProgram(*row) for row in newest.values())

    def settings_then(self, stamp: str) -> ShopSettings:
        known = declared_options(ShopSettings)
        rows = self.look.all(_SETTINGS_THEN, stamp)
        return from_values(ShopSettings, {name: json.loads(text) for name, text in rows if name in known})

    def entries_of_sale(self, member: str, sale: str) -> dict[tuple[str, str], tuple[str, int]]:
        rows = self.look.whose(_ENTRIES, member, sale)
        return {
            (program, kind): (entry_id(stamp, program, place), points) for program, stamp, place, kind, points in rows
        }

    def sold_to(self, member: str, sku: str) -> tuple[SoldHit, ...]:
        return tuple(self._hit(row) for row in self.look.whose(_SOLD_TO, member, sku))

    def sold_on(self, day: dt.date, sku: str) -> tuple[SoldHit, ...]:
        return tuple(self._hit(row) for row in self.look.all(_SOLD_ON, sku, day.isoformat()))

    def lowest_price(self, sku: str, since: dt.date) -> int | None:
        found: int | None = self.look.one(_LOWEST, sku, since.isoformat())[0]
        return found

    def return_conflicts(self, sale: str = "") -> tuple[ReturnConflict, ...]:
        found = []
        which, values = ("AND b.sale = ?", (sale,)) if sale else ("", ())
        for sold_as, line, sku, returned, documents in self.look.all(_CONFLICTS.format(which=which), *values):
            row = self.look.one("SELECT till, epoch, sequence, fact FROM receipts WHERE sale = ?", sold_as)
            if row is None:
                continue
            body: Any = read_body(fact_of(self.look.one(f"SELECT {FACT_COLUMNS} FROM facts WHERE id = ?", row[3])))
            sold = sum(each.quantity_milli for each in body.receipt.lines if each.key == line)
            if returned > sold:
                names = tuple(sorted(self._numbers(documents.split(","))))
                found.append(ReturnConflict(sold_as, receipt_number(*row[:3]), line, sku, sold, returned, names))
        return tuple(found)

    def held_baskets(self) -> tuple[HeldRow, ...]:
        rows = self.look.all(
            "SELECT basket, note, staff, held_at, business_on FROM held_baskets"
            " WHERE sale NOT IN (SELECT sale FROM receipts) ORDER BY held_at DESC, sale DESC"
        )
        return tuple(
            HeldRow(msgspec.msgpack.decode(row[0], type=Basket), row[1], row[2], row[3], dt.date.fromisoformat(row[4]))
            for row in rows
        )

    def _hit(self, row: tuple[Any, ...]) -> SoldHit:
        return _hit((*row[:-1], self.look.people.survivor(row[-1])))

    def _numbers(self, documents: list[str]) -> list[str]:
        rows = (self.look.one("SELECT till, epoch, sequence FROM returns WHERE id = ?", id_) for id_ in documents)
        return [receipt_number(*row) for row in rows]


def _document(row: tuple[Any, ...]) -> tuple[ReturnDocument, Fact]:
    fact = fact_of(row)
    body = read_body(fact)
    assert isinstance(body, GoodsReturned)
    return body.document, fact


def _hit(row: tuple[Any, ...]) -> SoldHit:
    sale, till, epoch, sequence, at, quantity, total, returned, member = row
    return SoldHit(sale, receipt_number(till, epoch, sequence), at, quantity, returned, total, member)
