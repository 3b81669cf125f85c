"""The shop's terms, programs, staff and shifts."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import cast

from app.facts.envelope import HLC_COUNTER_BITS
from app.people.staff import Role, StaffMember
from app.settings.options import declared_options, from_values
from app.settings.shop import ShopSettings
from app.storage.reads.look import Look
from app.workflows.ports import Identity
from app.workflows.rows import PublishedProgram, SettingChange, ShiftRow, ShiftTotals

PROGRAMS_AT = """
SELECT id, version, valid_from, program FROM programs
WHERE valid_from <= ? ORDER BY id, version, stamp
"""
_SHIFT_SALES = """
SELECT r.total_minor, r.tenders, coalesce(c.tenders, '') FROM shifts s CROSS JOIN receipts r
ON r.business_on = s.business_on AND r.till = s.till AND r.epoch = s.epoch AND r.seq > s.opened_seq
LEFT JOIN tender_corrections c ON c.sale = r.sale
WHERE s.id = ? AND (s.closed_seq = 0 OR r.seq < s.closed_seq)
"""
# What went back in the shift: returns as money, a void as the whole sale that no longer counts.
_SHIFT_WAY_BACK = """
SELECT b.refund_minor, 0, b.tenders, '[]' FROM shifts s CROSS JOIN returns b
ON b.business_on = s.business_on AND b.till = s.till AND b.epoch = s.epoch AND b.seq > s.opened_seq
WHERE s.id = ?1 AND (s.closed_seq = 0 OR b.seq < s.closed_seq)
UNION ALL
SELECT v.total_minor, 1, v.tenders, coalesce(r.tenders, '[]') FROM shifts s CROSS JOIN sale_voids v
ON v.business_on = s.business_on AND v.till = s.till AND v.epoch = s.epoch AND v.seq > s.opened_seq
LEFT JOIN receipts r ON r.sale = v.sale
WHERE s.id = ?1 AND (s.closed_seq = 0 OR v.seq < s.closed_seq)
"""
# A stamp ends with the id of its fact, after 16 hex digits and a colon; a value without one before it was the first.
_SETTING_CHANGES = """
SELECT f.at, f.staff, s.name, s.old, s.value FROM (
    SELECT name, stamp, value, lag(value) OVER (PARTITION BY name ORDER BY stamp) AS old FROM shop_settings
) s LEFT JOIN facts f ON f.id = substr(s.stamp, 18)
WHERE s.old IS NOT NULL ORDER BY s.stamp DESC, s.name LIMIT ?
"""
_RECORDED_AT = """
SELECT max(at) FROM (
    SELECT f.at FROM identity i JOIN facts f ON f.till = i.till WHERE f.epoch = i.epoch ORDER BY f.seq DESC LIMIT 20
)
"""


class ShopQueries:
    """Fulfils `ports.ShopReads`."""

    look: Look

    def identity(self) -> Identity:
        shop, till, epoch = self.look.one("SELECT shop, till, epoch FROM identity")
        return Identity(shop=shop, till=till, epoch=epoch)

    def shop_settings(self) -> ShopSettings:
        rows = self.look.all("SELECT name, value FROM shop_settings ORDER BY name, stamp")
        known = declared_options(ShopSettings)
        return from_values(ShopSettings, {name: json.loads(text) for name, text in rows if name in known})

    def programs_at(self, at: int) -> tuple[PublishedProgram, ...]:
        newest = {row[0]: row for row in self.look.all(PROGRAMS_AT, at)}
        return tuple(PublishedProgram(*row) for row in newest.values())

    def published_programs(self) -> tuple[PublishedProgram, ...]:
        rows = self.look.all("SELECT id, version, valid_from, program FROM programs ORDER BY id, version, stamp")
        newest = {(row[0], row[1]): row for row in rows}
        return tuple(PublishedProgram(*row) for row in newest.values())

    def setting_changes(self, limit: int = 100) -> tuple[SettingChange, ...]:
        rows = self.look.all(_SETTING_CHANGES, limit)
        return tuple(SettingChange(*row) for row in rows)

    def terms_stamp(self) -> str:
        # Both tables only ever grow, one row for every change; the newest stamp tells apart what was undone.
        settings = self.look.one("SELECT count(*), coalesce(max(stamp), '') FROM shop_settings")
        programs = self.look.one("SELECT count(*), coalesce(max(stamp), '') FROM programs")
        return "/".join(map(str, (*settings, *programs)))

    def staff(self) -> tuple[StaffMember, ...]:
        rows = self.look.all(
            "SELECT id, name, role, pin_hash, member, active, badge_hash, must_change, recovery_hash"
            " FROM staff ORDER BY name, id"
        )
        return tuple(
            StaffMember(id_, name, cast("Role", role), pin, member, bool(active), badge, bool(must_change), recovery)
            for id_, name, role, pin, member, active, badge, must_change, recovery in rows
        )

    def open_shift(self) -> ShiftRow | None:
        row = self.look.one(
            "SELECT id, business_on, opened_at, staff, float_minor FROM shifts WHERE closed_stamp = ''"
            " AND till = (SELECT till FROM identity) AND opened_stamp <> '' ORDER BY opened_stamp DESC LIMIT 1"
        )
        if row is None:
            return None
        id_, day, at, staff, float_minor = row
        return ShiftRow(id_, dt.date.fromisoformat(day), at, staff, float_minor)

    def shift_totals(self, shift: str) -> ShiftTotals:
        total, count, tenders = 0, 0, Counter[str]()
        for paid, text, corrected in self.look.all(_SHIFT_SALES, shift):
            total, count = total + paid, count + 1
            for kind, amount in _paid(text, corrected):
                tenders[kind] += amount
        for back, sales, text, sold in self.look.all(_SHIFT_WAY_BACK, shift):
            total, count = total - back, count - sales
            # points that paid go back to the member, not as a refund: the voided sale's no longer count
            for kind, amount in (*json.loads(text), *_points(json.loads(sold))):
                tenders[kind] -= amount
        return ShiftTotals(count, total, {kind: amount for kind, amount in sorted(tenders.items()) if amount})

    def last_business_on(self) -> dt.date | None:
        day = self.look.one("SELECT max(business_on) FROM shifts WHERE till = (SELECT till FROM identity)")[0]
        return dt.date.fromisoformat(day) if day else None

    def recorded_at(self) -> int:
        # Of several, since what is brought in from elsewhere keeps its own time.
        return int(self.look.one(_RECORDED_AT)[0] or 0)

    def last_at(self) -> int:
        # The clock of the facts never runs behind the instants they were recorded at.
        last = self.look.one("SELECT max(hlc) FROM facts")[0]
        return (last >> HLC_COUNTER_BITS) if last else 0


def _paid(tenders: str, corrected: str) -> list[tuple[str, int]]:
    """What paid for a sale in truth: only money is ever corrected, points stay as they were."""
    sold = json.loads(tenders)
    return [*_points(sold), *(each for each in json.loads(corrected) if each[0] != "points")] if corrected else sold


def _points(tenders: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [each for each in tenders if each[0] == "points"]
