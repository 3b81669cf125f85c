"""What the shop owes as of a day: points that can still be spent, and money on gift cards and store credit.

Entries with a business date before the day count, and points whose last valid day is before it have ended.
One pass over the members' entries in the order in which they lie; only accounts with movements that reach
back (reversals, delays, other orders of ending) are walked by the ledger itself.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.facts.effects.points import entry_id
from app.ledger.entries import Joining, PointsEntry
from app.ledger.lots import balance_as_of
from app.storage.reads.points import PointsQueries
from app.storage.reads.same_person import survivors
from app.workflows.way_back_rows import ProgramLiability, StoredLiability

_ENTRIES = """
SELECT account, program, stamp, place, kind, points_milli, business_on, last_valid_on, active_from, list, at, sale,
    reverses
FROM points_entries WHERE {which} AND account NOT IN (SELECT member FROM erasures)
ORDER BY account, program, stamp, place
"""
# The shop's own accounts lie together: both ranges around them are read in order.
_MEMBERS = ("account < 'shop:'", "account >= 'shop;'")
_STORED = """
SELECT kind, count(*), sum(amount) FROM (
    SELECT t.kind, (SELECT coalesce(sum(m.amount_minor), 0) FROM token_moves m
        WHERE m.code = t.code AND m.business_on < ?1) AS amount
    FROM tokens t WHERE t.kind <> 'coupon' AND (t.last_valid_on = '' OR t.last_valid_on >= ?1)
) WHERE amount > 0 GROUP BY kind ORDER BY kind
"""
_ACCOUNT, _PROGRAM, _KIND, _POINTS, _DAY, _ENDS, _ACTIVE, _LIST, _REVERSES = 0, 1, 4, 5, 6, 7, 8, 9, 12
_Row = tuple[Any, ...]
_FIRST = dt.date(1970, 1, 1)


class LiabilityQueries(PointsQueries):
    """Fulfils the liability's part of `ports.TokenReads`."""

    def liability(self, as_of: dt.date) -> tuple[ProgramLiability, ...]:
        programs = {row.id: self.look.memory.program(row.program) for row in self.published_programs()}
        months = {id_: p.points.expiry.inactive_months for id_, p in programs.items() if p.points is not None}
        merges = self.look.people.all_merges(as_of)
        whom = survivors(merges)
        found: dict[str, _Sums] = {}
        together: dict[tuple[str, str], list[_Row]] = {}
        for program, rows in self._accounts(as_of.isoformat()):
            one = whom.get(rows[0][_ACCOUNT])
            if one is None:
                found.setdefault(program, _Sums()).add(rows, _balance(rows, as_of, months.get(program, 0)))
            else:
                together.setdefault((program, one), []).extend(rows)
        for (program, one), rows in together.items():
            theirs = [each for each in merges if whom[each.low] == one]
            found.setdefault(program, _Sums()).add(rows, _walked(rows, as_of, months.get(program, 0), theirs))
        return tuple(
            ProgramLiability(
                program=program,
                names=programs[program].names if program in programs else {},
                members=sums.members,
                outstanding_milli=sums.owed,
                debt_milli=sums.debt,
                earned_milli=sums.earned,
                redeemed_milli=sums.redeemed,
                expired_milli=sums.earned - sums.redeemed - sums.owed + sums.debt,
            )
            for program, sums in sorted(found.items())
        )

    def stored_liability(self, as_of: dt.date) -> tuple[StoredLiability, ...]:
        return tuple(StoredLiability(*row) for row in self.look.all(_STORED, as_of.isoformat()))

    def _accounts(self, as_of: str) -> Iterator[tuple[str, list[_Row]]]:
        """Each member's entries of each program before the day, in canonical order."""
        lists = {row[0]: row[1:] for row in self.look.all("SELECT id, stamp, at, business_on FROM lists")}
        for which in _MEMBERS:
            cursor = self.look.connection.execute(_ENTRIES.format(which=which))
            for (_, program), group in groupby(cursor, itemgetter(_ACCOUNT, _PROGRAM)):
                rows = list(group)
                if any(row[_LIST] for row in rows):
                    rows = sorted(_published(rows, lists), key=lambda row: (row[2], row[3]))
                if rows and rows[-1][_DAY] >= as_of:
                    rows = [row for row in rows if row[_DAY] < as_of]
                if rows:
                    yield program, rows


class _Sums:
    """What adds up over members."""

    __slots__ = ("debt", "earned", "members", "owed", "redeemed")

    def __init__(self) -> None:
        self.members = self.owed = self.debt = self.earned = self.redeemed = 0

    def add(self, rows: list[_Row], balance: int) -> None:
        spent = 0
        for row in rows:
            if row[_KIND] == "spend" or (row[_KIND] == "reverse" and row[_POINTS] > 0):
                spent -= row[_POINTS]
        self.redeemed += spent
        self.earned += sum([row[_POINTS] for row in rows]) + spent
        self.members += balance > 0
        self.owed += max(balance, 0)
        self.debt += max(-balance, 0)


def _published(rows: list[_Row], lists: dict[str, _Row]) -> Iterator[_Row]:
    """Entries of imported lists happened when their list was published; of one that was not, they do not count."""
    for row in rows:
        told = lists.get(row[_LIST]) if row[_LIST] else None
        if told is not None:
            yield (*row[:2], told[0], row[3], row[4], row[5], told[2], *row[7:10], told[1], *row[11:])
        elif not row[_LIST]:
            yield row


def _balance(rows: list[_Row], as_of: dt.date, inactive_months: int) -> int:
    """What a member has of one program as of the day."""
    day = as_of.isoformat()
    if not inactive_months and not any(row[_ENDS] and row[_ENDS] < day for row in rows):
        # Nothing had ended, so it does not matter which points were spent.
        return int(sum(row[_POINTS] for row in rows))
    if not inactive_months:
        quick = _in_line(rows, day)
        if quick is not None:
            return quick
    return _walked(rows, as_of, inactive_months)


def _walked(rows: list[_Row], as_of: dt.date, inactive_months: int, joinings: Sequence[Joining] = ()) -> int:
    """What the ledger itself makes of it; a merge counts as soon as its business date does."""
    entries = [_entry(row) for row in rows]
    latest = max([entry.at for entry in entries] + [joining.at for joining in joinings])
    return balance_as_of(entries, latest, as_of, inactive_months=inactive_months, joinings=joinings)


def _in_line(rows: list[_Row], day: str) -> int | None:
    """The balance where lots end in the order in which they were made; None where something reaches back."""
    lots: deque[list[Any]] = deque()
    debt = 0
    last_end = today = ""
    for row in rows:
        points, now = row[_POINTS], row[_DAY]
        if row[_REVERSES] or row[_ACTIVE] or now < today or (points > 0 and (row[_ENDS] or "9") < last_end):
            return None
        today = now
        if points > 0:
            last_end = row[_ENDS] or "9"
            paid = min(debt, points) if debt else 0
            debt -= paid
            lots.append([last_end, points - paid])
            continue
        points = -points
        while points and lots:
            first = lots[0]
            if first[0] < now or not first[1]:
                lots.popleft()
                continue
            taken = min(first[1], points)
            first[1] -= taken
            points -= taken
        debt += points
    return int(sum(left for ends, left in lots if ends >= day)) - debt


def _entry(row: _Row) -> PointsEntry:
    stamp = row[2]
    return PointsEntry(
        id=entry_id(stamp, row[_PROGRAM], row[3]),
        program=row[_PROGRAM],
        kind=row[_KIND],
        points_milli=row[_POINTS],
        at=row[10],
        business_on=dt.date.fromisoformat(row[_DAY] or _FIRST.isoformat()),
        hlc=int(stamp[:16], 16),
        active_from=row[_ACTIVE],
        last_valid_on=dt.date.fromisoformat(row[_ENDS]) if row[_ENDS] else None,
        receipt=row[11],
        reverses=row[_REVERSES],
        account=row[_ACCOUNT],
    )
