"""The common case in one pass: points whose lots end in the order in which they were earned.

Most members of most programs only earn and spend, and whatever was earned first ends first. Then lots are a
queue, and balance and statement follow from one pass over the rows as they lie. As soon as anything reaches
back (a reversal, a delay, an imported list, a day or an end out of order) nothing is said here, and the
ledger's own walk computes it.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.facts.effects.points import entry_id
from app.ledger.lots import DEBT, Lot
from app.sales.receipt import receipt_number
from app.storage.reads.look import Look
from app.workflows.rows import StatementRow

_ROWS = """
SELECT program, stamp, place, kind, points_milli, at, business_on, last_valid_on, sale, reason,
    list <> '' OR active_from <> 0 OR reverses <> ''
FROM points_entries WHERE account = ?
"""
_SALES = """
SELECT sale, till, epoch, sequence FROM receipts WHERE member = ?1 AND member <> ''
UNION ALL
SELECT r.sale, r.till, r.epoch, r.sequence FROM receipt_attachments a JOIN receipts r ON r.sale = a.sale
WHERE a.member = ?1
"""
_COUNTS = """
SELECT (SELECT count(*) FROM receipts WHERE member = ?1 AND member <> '')
    + (SELECT count(*) FROM receipt_attachments WHERE member = ?1)
"""
_STAMP, _PLACE, _KIND, _POINTS, _AT, _DAY, _ENDS, _SALE, _REASON, _BACK = range(1, 11)
NEVER = "9999-99-99"
MANY = 500
"""From so many entries on a member's rows are remembered: they are only ever added to."""
Row = tuple[Any, ...]


def rows_of(look: Look, member: str) -> list[tuple[str, list[Row]]]:
    """A member's entries, program by program, in the order in which they count."""
    if not look.remembers:
        return _read(look, member)
    count = look.one("SELECT count(*) FROM points_entries WHERE account = ?", member)[0]
    if count < MANY:
        return _read(look, member)
    found: list[tuple[str, list[Row]]] = look.memory.of_member(member, (count,), lambda: _read(look, member))
    return found


def _read(look: Look, member: str) -> list[tuple[str, list[Row]]]:
    return [(program, list(rows)) for program, rows in groupby(look.all(_ROWS, member), itemgetter(0))]


class InLine:
    """A queue of lots after one pass.

    Attributes:
        lots: Those left, as `[ends, left, row]`; ended ones are still among them.
        debt: Thousandths spent beyond what there was.
        simple: False where something reaches back: then nothing else here counts.
    """

    __slots__ = ("_ended", "debt", "lots", "simple")

    def __init__(self, rows: list[Row], at: int) -> None:
        self.lots: deque[list[Any]] = deque()
        self.debt = 0
        self._ended: dict[int, list[Row]] = {}
        self.simple = self._pass(rows, at)

    def _pass(self, rows: list[Row], at: int) -> bool:
        lots, debt, last_end, today = self.lots, 0, "", ""
        for place, row in enumerate(rows):
            points, now = row[_POINTS], row[_DAY]
            if row[_BACK] or now < today or row[_AT] > at:
                return False
            if now != today:
                today = now
                while lots and lots[0][0] < now:
                    gone = lots.popleft()
                    if gone[1]:
                        self._ended.setdefault(place, []).append((gone[0], gone[1], gone[2]))
            if points > 0:
                ends = row[_ENDS] or NEVER
                if ends < last_end or ends < now:
                    return False
                last_end = ends
                paid = min(debt, points) if debt else 0
                debt -= paid
                lots.append([ends, points - paid, row])
                continue
            points = -points
            while points and lots:
                first = lots[0]
                if first[1] > points:
                    first[1] -= points
                    points = 0
                else:
                    points -= first[1]
                    lots.popleft()
            debt += points
        self.debt = debt
        return True

    def open_lots(self, today: dt.date) -> tuple[Lot, ...]:
        """What is left, in spending order; a debt comes last."""
        day = today.isoformat()
        found = [
            Lot(entry_id(row[_STAMP], row[0], row[_PLACE]), row[_POINTS], left, 0, _date(row[_ENDS]))
            for ends, left, row in self.lots
            if left and ends >= day
        ]
        return (*found, Lot(DEBT, 0, -self.debt)) if self.debt else tuple(found)

    def statement(self, rows: list[Row], today: dt.date, numbers: dict[str, str]) -> tuple[StatementRow, ...]:
        """Every movement with the balance after it, and the points that ended between them."""
        day, balance = today.isoformat(), 0
        found: list[StatementRow] = []
        for place, row in enumerate(rows):
            for ends, left, lot in self._ended.get(place, ()):
                balance -= left
                found.append(_ended_row(ends, left, lot, balance))
            balance += row[_POINTS]
            number = numbers.get(row[_SALE], "") if row[_SALE] else ""
            day_of, ends_on = _known(row[_DAY]), _date(row[_ENDS])
            found.append(
                StatementRow(row[_AT], day_of, row[_KIND], row[_POINTS], balance, number, ends_on, row[_REASON])
            )
        for ends, left, lot in self.lots:
            if left and ends < day:
                balance -= left
                found.append(_ended_row(ends, left, lot, balance))
        return tuple(found)


def numbers_of(look: Look, member: str) -> dict[str, str]:
    """Receipt numbers by sale, for every sale of this member."""
    count = look.one(_COUNTS, member)[0] if look.remembers else 0
    if count < MANY:
        return _numbers(look, member)
    found: dict[str, str] = look.memory.of_member(f"{member}/numbers", (count,), lambda: _numbers(look, member))
    return found


def _numbers(look: Look, member: str) -> dict[str, str]:
    return {
        sale: f"{till:02d}-{sequence:06d}" if epoch == 1 else receipt_number(till, epoch, sequence)
        for sale, till, epoch, sequence in look.all(_SALES, member)
    }


def _ended_row(ends: str, left: int, lot: Row, balance: int) -> StatementRow:
    return StatementRow(0, _after(ends), "expire", -left, balance, "", _known(lot[_ENDS]), "")


@lru_cache(maxsize=8192)
def _known(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@lru_cache(maxsize=8192)
def _after(text: str) -> dt.date:
    return dt.date.fromisoformat(text) + dt.timedelta(1)


def _date(text: str) -> dt.date | None:
    return _known(text) if text else None
