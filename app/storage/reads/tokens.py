"""Codes that pay or give, promises for goods, who brought whom, and a member's days: all read, nothing decided."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from app.sales.receipt import receipt_number
from app.storage.reads.look import Look
from app.storage.reads.same_person import WHOM
from app.workflows.way_back_rows import DayOfMember, PromiseRow, TokenConflict, TokenMove, TokenRow

_CODE = """
SELECT t.code, t.kind, t.program, t.member, t.last_valid_on, t.sale, t.line, t.names,
    (SELECT coalesce(sum(m.units), 0) FROM token_moves m WHERE m.code = t.code),
    (SELECT coalesce(sum(m.amount_minor), 0) FROM token_moves m WHERE m.code = t.code),
    (SELECT coalesce(sum(m.amount_minor), 0) FROM token_moves m WHERE m.code = t.code AND m.kind = 'issued')
FROM tokens t WHERE
"""
_PROMISES = """
SELECT p.sale, r.till, r.epoch, r.sequence, p.line, p.sku, p.kind, p.until, p.serial,
    CASE WHEN p.member <> '' THEN p.member WHEN r.member <> '' THEN r.member ELSE coalesce(a.member, '') END
FROM promises p JOIN receipts r ON r.sale = p.sale LEFT JOIN receipt_attachments a ON a.sale = p.sale
WHERE {which} AND NOT EXISTS (
    SELECT 1 FROM promises q WHERE q.sale = p.sale AND q.line = p.line AND q.kind = p.kind AND q.stamp > p.stamp
) ORDER BY p.until, p.sale, p.line, p.kind
"""
_DAYS = """
SELECT business_on, sum(spent), sum(visits), sum(earned) FROM (
    SELECT r.business_on, r.total_minor AS spent, 1 AS visits, 0 AS earned FROM receipts r
        WHERE r.member @whom AND r.member <> ''
    UNION ALL
    SELECT r.business_on, r.total_minor, 1, 0 FROM receipt_attachments a JOIN receipts r ON r.sale = a.sale
        WHERE a.member @whom AND r.member = ''
    UNION ALL
    SELECT r.business_on, -b.goods_minor, -b.whole, 0 FROM returns b JOIN receipts r ON r.sale = b.sale
        WHERE b.member @whom AND b.member <> ''
    UNION ALL
    SELECT r.business_on, -v.total_minor, -1, 0 FROM sale_voids v JOIN receipts r ON r.sale = v.sale
        WHERE v.member @whom AND v.member <> ''
    UNION ALL
    SELECT coalesce(r.business_on, e.business_on), 0, 0, e.points_milli FROM points_entries e
        LEFT JOIN receipts r ON r.sale = e.sale
        WHERE e.account @whom AND e.program = ?2 AND (e.kind = 'earn' OR (e.kind = 'reverse' AND e.points_milli < 0))
) GROUP BY business_on ORDER BY business_on
"""
_FIRST_PAID = """
SELECT r.sale, r.business_on FROM receipts r WHERE r.sale IN (
    SELECT sale FROM receipts WHERE member @whom UNION SELECT sale FROM receipt_attachments WHERE member @whom
) AND r.total_minor > 0
AND NOT EXISTS (SELECT 1 FROM sale_voids v WHERE v.sale = r.sale)
AND NOT EXISTS (SELECT 1 FROM returns b WHERE b.sale = r.sale AND b.whole = 1)
ORDER BY r.business_on, r.stamp LIMIT 1
"""
_CONFLICTS = """
SELECT t.code, t.kind, sum(m.units), sum(m.amount_minor), group_concat(DISTINCT m.sale)
FROM tokens t JOIN token_moves m ON m.code = t.code
GROUP BY t.code HAVING sum(m.units) < 0 OR sum(m.amount_minor) < 0
"""


class TokenQueries:
    """Fulfils `ports.TokenReads`."""

    look: Look

    def token(self, code: str) -> TokenRow | None:
        row = self.look.one(f"{_CODE} t.code = ?", code)
        return self._token(row) if row else None

    def tokens_of(self, member: str) -> tuple[TokenRow, ...]:
        if not member:
            return ()
        return tuple(self._token(row) for row in self.look.whose(f"{_CODE} t.member @whom ORDER BY t.code", member))

    def tokens_of_sale(self, sale: str) -> tuple[TokenRow, ...]:
        rows = self.look.all(f"{_CODE} t.sale = ? AND t.sale <> '' ORDER BY t.code", sale)
        return tuple(self._token(row) for row in rows)

    def _token(self, row: tuple[Any, ...]) -> TokenRow:
        return _token((*row[:3], self.look.people.survivor(row[3]), *row[4:]))

    def token_moves(self, code: str) -> tuple[TokenMove, ...]:
        rows = self.look.all(
            "SELECT kind, units, amount_minor, sale, at, business_on FROM token_moves WHERE code = ?"
            " ORDER BY stamp, place",
            code,
        )
        return tuple(
            TokenMove(kind, units, amount, sale, at, dt.date.fromisoformat(day))
            for kind, units, amount, sale, at, day in rows
        )

    def units_of(self, code: str) -> int:
        return int(self.look.one("SELECT coalesce(sum(units), 0) FROM token_moves WHERE code = ?", code)[0])

    def token_conflicts(self) -> tuple[TokenConflict, ...]:
        return tuple(
            TokenConflict(code, kind, units, amount, tuple(sorted(filter(None, (sales or "").split(",")))))
            for code, kind, units, amount, sales in self.look.all(_CONFLICTS)
        )

    def promises_of_sale(self, sale: str) -> tuple[PromiseRow, ...]:
        return self._promises("p.sale = ?1", sale)

    def promises_of(self, member: str) -> tuple[PromiseRow, ...]:
        return self._promises(
            "p.sale IN (SELECT sale FROM receipts WHERE member @whom AND member <> ''"
            " UNION SELECT sale FROM receipt_attachments WHERE member @whom)",
            member,
        )

    def promises_with_serial(self, serial: str) -> tuple[PromiseRow, ...]:
        return self._promises("p.serial = ?1 AND p.serial <> ''", serial)

    def promises_ending(self, since: dt.date, limit: int) -> tuple[PromiseRow, ...]:
        return self._promises("p.until >= ?1", since.isoformat())[:limit]

    def _promises(self, which: str, value: str) -> tuple[PromiseRow, ...]:
        sql, survivor = _PROMISES.format(which=which), self.look.people.survivor
        rows = self.look.whose(sql, value) if WHOM in sql else self.look.all(sql, value)
        return tuple(_promise((*row[:-1], survivor(row[-1]))) for row in rows)

    def referrer_of(self, friend: str) -> str:
        row = self.look.whose_first("SELECT referrer FROM referrals WHERE friend @whom ORDER BY stamp LIMIT 1", friend)
        survivor = self.look.people.survivor
        # Who turned out to have brought themselves brought nobody.
        return survivor(str(row[0])) if row and survivor(row[0]) != survivor(friend) else ""

    def friends_of(self, referrer: str) -> tuple[str, ...]:
        rows = self.look.whose("SELECT friend FROM referrals WHERE referrer @whom ORDER BY stamp", referrer)
        whom = dict.fromkeys(self.look.people.survivor(str(row[0])) for row in rows)
        return tuple(each for each in whom if self.referrer_of(each) == self.look.people.survivor(referrer))

    def first_paid_visit(self, member: str) -> tuple[str, dt.date] | None:
        row = self.look.whose_first(_FIRST_PAID, member)
        return (row[0], dt.date.fromisoformat(row[1])) if row else None

    def days_of(self, member: str, program: str = "") -> tuple[DayOfMember, ...]:
        return tuple(
            DayOfMember(dt.date.fromisoformat(day), spent, visits, earned)
            for day, spent, visits, earned in self.look.whose(_DAYS, member, program)
        )

    def goodwill_milli(self, first: dt.date, last: dt.date) -> int:
        row = self.look.one(
            "SELECT coalesce(sum(points_milli), 0) FROM points_entries WHERE account = 'shop:goodwill'"
            " AND kind = 'goodwill' AND business_on BETWEEN ? AND ?",
            first.isoformat(),
            last.isoformat(),
        )
        return -int(row[0])


def _token(row: tuple[Any, ...]) -> TokenRow:
    code, kind, program, member, ends, sale, line, names, units, amount, put_on = row
    day = dt.date.fromisoformat(ends) if ends else None
    return TokenRow(code, kind, program, member, day, sale, line, json.loads(names), units, amount, put_on)


def _promise(row: tuple[Any, ...]) -> PromiseRow:
    sale, till, epoch, sequence, line, sku, kind, until, serial, member = row
    number = receipt_number(till, epoch, sequence)
    return PromiseRow(sale, number, line, sku, kind, dt.date.fromisoformat(until), serial, member)
