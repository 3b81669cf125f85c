"""A member's points entries, read in one go from where they lie together.

A regular has thousands of them, and their standing is read at the scan, for the screen and again at the
commit; so the entries of the last few long accounts are kept, with what tells whether they are still all.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.facts.effects.points import entry_id
from app.ledger.entries import PointsEntry
from app.storage.reads.look import Look

Entries = dict[str, tuple[PointsEntry, ...]]

LONG_ACCOUNT = 200

# Append-only: as many entries with the same newest one, and as many lists in use, are the same entries.
_STATE = """
SELECT count(*), coalesce(max(stamp), ''), (SELECT count(*) FROM lists) FROM points_entries WHERE account = ?
"""
_OWN = """
SELECT program, stamp, place, kind, points_milli, at, business_on, active_from, last_valid_on, sale, reverses
FROM points_entries WHERE account = ? AND list = ''
"""
# An entry of an imported list happened when the list was published.
_LISTED = """
SELECT e.program, e.stamp, e.place, e.kind, e.points_milli, l.at, l.business_on, e.active_from, e.last_valid_on,
    e.sale, e.reverses, l.stamp
FROM points_entries e JOIN lists l ON l.id = e.list WHERE e.account = ? AND e.list <> ''
"""


def entries_of(look: Look, account: str) -> Entries:
    """All entries of an account by program, those of published lists included."""
    state = look.one(_STATE, account)
    if not state[0]:
        return {}
    if state[0] < LONG_ACCOUNT:
        return _read(look, account)
    known = look.memory.entries.get((account, state))
    if known is None:
        known = _read(look, account)
        look.memory.entries.keep((account, state), known)
    return known


def _read(look: Look, account: str) -> Entries:
    rows = look.all(_OWN, account)
    if look.one("SELECT 1 FROM points_entries WHERE account = ? AND list <> '' LIMIT 1", account):
        rows += look.all(_LISTED, account)
    days: dict[str, dt.date | None] = {"": None}
    for row in rows:
        for text in (row[6], row[8]):
            if text not in days:
                days[text] = dt.date.fromisoformat(text)
    found: dict[str, list[PointsEntry]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(_entry(row, days))
    return {program: tuple(entries) for program, entries in found.items()}


def _entry(row: tuple[Any, ...], days: dict[str, Any]) -> PointsEntry:
    program, stamp, place, kind, points, at, day, active_from, last_valid, sale, reverses = row[:11]
    # Of a listed entry the fact that published the list comes last; of any other its own stamp says when.
    canonical = row[11] if len(row) > 11 else stamp
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
    )
