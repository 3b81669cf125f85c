"""A member's points: read in one go from where they lie together, and remembered for the few with very many.

Mostly the rows are enough as they lie (`in_line`); what that cannot follow becomes the ledger's entries. Entries
are only ever added, so as many of them with the same newest one, and as many lists in use, are the same entries.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.facts.effects.points import entry_id
from app.ledger.entries import Joining, PointsEntry
from app.loyalty.moment import Moment
from app.storage.reads.columns import PROGRAMS_OF, read_columns, read_numbers
from app.storage.reads.in_line import InLine
from app.storage.reads.look import Look

Entries = dict[str, tuple[PointsEntry, ...]]
_Asked = tuple[dt.date, int, tuple[Joining, ...]]

MANY = 200
"""From so many entries on an account is remembered."""

_STATE = """
SELECT count(*), coalesce(max(stamp), ''), (SELECT count(*) FROM lists) FROM points_entries WHERE account @whom
"""
_OWN = """
SELECT account, program, stamp, place, kind, points_milli, at, business_on, active_from, last_valid_on, sale, reverses
FROM points_entries WHERE account @whom AND list = ''
"""
# An entry of an imported list happened when the list was published.
_LISTED = """
SELECT e.account, e.program, e.stamp, e.place, e.kind, e.points_milli, l.at, l.business_on, e.active_from,
    e.last_valid_on, e.sale, e.reverses, l.stamp
FROM points_entries e JOIN lists l ON l.id = e.list WHERE e.account @whom AND e.list <> ''
"""


class Account:
    """The points of one person while they stay as they are; everything is read when it is first asked for."""

    def __init__(self, same: tuple[str, ...], programs: tuple[str, ...]) -> None:
        self.same = same
        self.programs = programs
        self._queues: dict[str, tuple[_Asked, InLine]] = {}
        self._numbers: dict[str, list[str]] = {}
        self._entries: Entries | None = None

    def in_line(self, look: Look, program: str, moment: Moment, inactive_months: int = 0) -> InLine | None:
        """The quick pass over one program; None where it cannot follow, or something is later than the moment."""
        joinings = look.people.joinings(self.same[0])
        wanted = (moment.business_on, inactive_months, joinings)
        asked, found = self._queues.get(program, (None, None))
        if found is None or asked != wanted:
            columns = read_columns(look, self.same, program, moment.business_on, joinings=joinings)
            found = InLine(columns, moment.business_on, inactive_months)
            self._queues[program] = wanted, found
        return found if found.simple and found.latest <= moment.at else None

    def numbers(self, look: Look, program: str) -> list[str]:
        """The receipt number of each entry of the queue."""
        if program not in self._numbers:
            self._numbers[program] = read_numbers(look, self.same, program)
        return self._numbers[program]

    def entries(self, look: Look) -> Entries:
        """All entries by program, those of published lists included."""
        if self._entries is None:
            self._entries = _read(look, self.same)
        return self._entries


def account_of(look: Look, member: str) -> Account:
    """The points of a person, under whichever of their ids."""
    same = look.people.all_of(member)
    found: Account | None = look.known.get(same[0])
    if found is None:
        found = _account(look, member, same)
        if look.remembers:
            look.known[same[0]] = found
    return found


def _account(look: Look, member: str, same: tuple[str, ...]) -> Account:
    state = tuple(look.whose(_STATE, member)[0])

    def read() -> Account:
        return Account(same, tuple(row[0] for row in look.whose(PROGRAMS_OF, member)))

    if state[0] < MANY or not look.remembers:
        return read()
    kept: Account = look.memory.of_member("/".join(same), state, read)
    return kept


def _read(look: Look, same: tuple[str, ...]) -> Entries:
    rows = look.whose(_OWN, same[0])
    if look.whose("SELECT 1 FROM points_entries WHERE account @whom AND list <> '' LIMIT 1", same[0]):
        rows += look.whose(_LISTED, same[0])
    days: dict[str, dt.date | None] = {"": None}
    for row in rows:
        for text in (row[7], row[9]):
            if text not in days:
                days[text] = dt.date.fromisoformat(text)
    found: dict[str, list[PointsEntry]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(_entry(row, days))
    return {program: tuple(found[program]) for program in sorted(found)}


def _entry(row: tuple[Any, ...], days: dict[str, Any]) -> PointsEntry:
    account, program, stamp, place, kind, points, at, day, active_from, last_valid, sale, reverses = row[:12]
    # Of a listed entry the fact that published the list comes last; of any other its own stamp says when.
    canonical = row[12] if len(row) > 12 else stamp
    return PointsEntry(
        entry_id(stamp, program, place),
        program,
        kind,
        points,
        at,
        days[day],
        int(canonical[:16], 16),
        active_from,
        days[last_valid],
        sale,
        reverses,
        account,
    )
