"""Cases of the fraud review, and the few questions that the counter asks before a sale."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec

from app.facts.envelope import Fact
from app.storage.reads.history import FACT_COLUMNS, fact_of
from app.storage.reads.look import Look
from app.workflows.review_ports import CaseRow

_CASE = """
SELECT id, rule, till, staff, member, sales, figures, at, business_on, verdict, reason, cleared_by, cleared_at
FROM review_cases WHERE flagged_stamp <> ''
"""
_TOGETHER = """
SELECT count(*) FROM receipts r JOIN facts f ON f.id = r.fact
WHERE r.member @whom AND r.member <> '' AND r.at > ?3 AND f.staff = ?2
AND NOT EXISTS (SELECT 1 FROM sale_voids v WHERE v.sale = r.sale)
"""
_CHANGED = """
SELECT coalesce(max(at), 0) FROM member_alterations
WHERE member @whom AND (instr(what, 'phone') > 0 OR instr(what, 'email') > 0)
"""
_sales = msgspec.json.Decoder(tuple[str, ...])
_figures = msgspec.json.Decoder(dict[str, int])


class ReviewQueries:
    """Fulfils `review_ports.ReviewReads`."""

    look: Look

    def cases(self, *, is_open: bool, limit: int = 500) -> tuple[CaseRow, ...]:
        sign = "=" if is_open else "<>"
        rows = self.look.all(f"{_CASE} AND cleared_stamp {sign} '' ORDER BY at DESC, id LIMIT ?", limit)
        return tuple(_case(row) for row in rows)

    def case(self, case_id: str) -> CaseRow | None:
        row = self.look.one(f"{_CASE} AND id = ?", case_id)
        return _case(row) if row else None

    def facts_after(
        self, place: int, kinds: frozenset[str], since: int, *, limit: int = 2000
    ) -> tuple[tuple[int, Fact], ...]:
        marks = ", ".join("?" * len(kinds))
        rows = self.look.all(
            f"SELECT {FACT_COLUMNS}, n FROM facts WHERE n > ? AND at >= ? AND kind IN ({marks}) ORDER BY n LIMIT ?",
            place,
            since,
            *sorted(kinds),
            limit,
        )
        return tuple((row[-1], fact_of(row[:-1])) for row in rows)

    def times_together(self, member: str, staff: str, since: int) -> int:
        return int(self.look.whose_first(_TOGETHER, member, staff, since)[0])

    def changed_contact_at(self, member: str) -> int:
        return int(self.look.whose_first(_CHANGED, member)[0])


def _case(row: tuple[Any, ...]) -> CaseRow:
    read = (*row[:5], _sales.decode(row[5]), _figures.decode(row[6]), row[7], dt.date.fromisoformat(row[8]), *row[9:])
    return CaseRow(*read)
