"""Facts by kind and day, this till's shifts, and the waits after wrong PINs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from app.facts.envelope import Fact
from app.people.lock_out import Ladder
from app.storage.reads.look import Look
from app.workflows.oversight_ports import ClosedShift, KeptLadder
from app.workflows.rows import ShiftRow

_FACT = (
    "f.id, f.kind, f.schema, f.shop, f.till, f.epoch, f.seq, f.prev, f.hlc, f.at, f.business_on, f.staff, f.body,"
    " f.entry_hash, f.chain_hash"
)
_OF_KINDS = f"""
SELECT {_FACT} FROM facts f WHERE f.kind IN ({{marks}}) AND f.business_on BETWEEN ? AND ?
AND (? = '' OR f.staff = ?) ORDER BY f.hlc DESC, f.id DESC LIMIT ?
"""
_OF_SHIFT = f"""
SELECT {_FACT} FROM shifts s JOIN facts f ON f.till = s.till AND f.epoch = s.epoch AND f.seq >= s.opened_seq
WHERE s.id = ? AND s.opened_stamp <> '' AND (s.closed_seq = 0 OR f.seq <= s.closed_seq) ORDER BY f.seq
"""
_SHIFT = "s.id, s.business_on, s.opened_at, s.staff, s.float_minor"
_CLOSED = f"""
SELECT {_SHIFT}, {_FACT} FROM shifts s JOIN facts f ON f.till = s.till AND f.epoch = s.epoch AND f.seq = s.closed_seq
WHERE s.closed_stamp <> '' AND s.opened_stamp <> '' AND {{which}} ORDER BY s.closed_stamp DESC LIMIT ?
"""
_LAST_OF = f"""
SELECT {_FACT} FROM identity i JOIN facts f ON f.till = i.till AND f.epoch = i.epoch
WHERE f.kind = ? ORDER BY f.business_on DESC, f.seq DESC LIMIT 1
"""
_HEAD = """
SELECT f.seq, f.chain_hash FROM identity i JOIN facts f ON f.till = i.till AND f.epoch = i.epoch
ORDER BY f.seq DESC LIMIT 1
"""


class OversightQueries:
    """Fulfils `workflows.oversight_ports.OversightReads`."""

    look: Look

    def facts_of(
        self, kinds: Sequence[str], first: dt.date, last: dt.date, *, staff: str = "", limit: int = 0
    ) -> tuple[Fact, ...]:
        sql = _OF_KINDS.format(marks=", ".join("?" * len(kinds)))
        values = (*kinds, first.isoformat(), last.isoformat(), staff, staff, limit or -1)
        return tuple(map(_fact, self.look.all(sql, *values)))

    def shift_facts(self, shift: str) -> tuple[Fact, ...]:
        return tuple(map(_fact, self.look.all(_OF_SHIFT, shift)))

    def shift(self, shift: str) -> ShiftRow | None:
        row = self.look.one(f"SELECT {_SHIFT} FROM shifts s WHERE s.id = ? AND s.opened_stamp <> ''", shift)
        return None if row is None else _shift(row)

    def closed_shifts(self, limit: int = 30) -> tuple[ClosedShift, ...]:
        rows = self.look.all(_CLOSED.format(which="s.till = (SELECT till FROM identity)"), limit)
        return tuple(ClosedShift(_shift(row[:5]), _fact(row[5:])) for row in rows)

    def closed_shift(self, shift: str) -> ClosedShift | None:
        row = self.look.one(_CLOSED.format(which="s.id = ?"), shift, 1)
        return None if row is None else ClosedShift(_shift(row[:5]), _fact(row[5:]))

    def last_of(self, kind: str) -> Fact | None:
        row = self.look.one(_LAST_OF, kind)
        return None if row is None else _fact(row)

    def chain_head(self) -> tuple[int, bytes]:
        row = self.look.one(_HEAD)
        return (0, b"") if row is None else (row[0], row[1])

    def chain_hash_at(self, epoch: int, seq: int) -> bytes:
        row = self.look.one(
            "SELECT f.chain_hash FROM identity i JOIN facts f ON f.till = i.till WHERE f.epoch = ? AND f.seq = ?",
            epoch,
            seq,
        )
        return b"" if row is None else bytes(row[0])

    def ladder(self, scope: str) -> KeptLadder | None:
        row = self.look.one("SELECT wrong, wait_ms, calm_ms, session, at_ms FROM sign_in_waits WHERE scope = ?", scope)
        return None if row is None else KeptLadder(Ladder(*row[:3]), row[3], row[4])


def _fact(row: Sequence[Any]) -> Fact:
    values = list(row)
    values[10] = dt.date.fromisoformat(values[10])
    return Fact(*values)


def _shift(row: Sequence[Any]) -> ShiftRow:
    id_, day, at, staff, float_minor = row
    return ShiftRow(id_, dt.date.fromisoformat(day), at, staff, float_minor)
