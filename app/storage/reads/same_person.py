"""Who is whom: members that were merged are one person, and the lowest of their ids stands for them.

Worked out from the merges that were not taken back, whatever till they came from. A shop without merges pays
one look at an empty index.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.ledger.entries import Joining
from app.storage.connection import Connection

WHOM = "@whom"
"""Stands in a query for "is this person": `WHERE member @whom`, with the person as parameter 1."""
_ANY = "SELECT 1 FROM member_merges WHERE undone_stamp = '' LIMIT 1"
_SAME = """
WITH RECURSIVE same (id) AS (
    SELECT ?1
    UNION SELECT m.high FROM same s JOIN member_merges m ON m.low = s.id WHERE m.undone_stamp = ''
    UNION SELECT m.low FROM same s JOIN member_merges m ON m.high = s.id WHERE m.undone_stamp = ''
) SELECT id FROM same ORDER BY id
"""
_MERGES = "SELECT merge, low, high, at, business_on, made_stamp FROM member_merges WHERE undone_stamp = ''"
_MERGES_THEN = """
SELECT merge, low, high, at, business_on, made_stamp FROM member_merges
WHERE low <> '' AND business_on < ?1 AND (undone_stamp = '' OR undone_on >= ?1)
"""


class SamePerson:
    """Who is whom, as far as it was asked in one look."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, tuple[str, ...]] = {}
        self._any: bool | None = None

    def all_of(self, member: str) -> tuple[str, ...]:
        """Every id of this person, the one that stands for them first; only the member's own for most."""
        if self._any is None:
            self._any = self._connection.execute(_ANY).fetchone() is not None
        if not self._any or not member:
            return (member,)
        found = self._known.get(member)
        if found is None:
            found = tuple(row[0] for row in self._connection.execute(_SAME, (member,)))
            self._known.update(dict.fromkeys(found, found))
        return found

    def survivor(self, member: str) -> str:
        """The id that stands for this member."""
        return self.all_of(member)[0]

    def joinings(self, member: str) -> tuple[Joining, ...]:
        """Where the accounts of this person became one."""
        same = self.all_of(member)
        if len(same) == 1:
            return ()
        rows = self._connection.execute(f"{_MERGES} AND low IN (SELECT value FROM json_each(?1))", (json.dumps(same),))
        return tuple(_joinings(rows))

    def forget(self) -> None:
        """Something was recorded: ask again."""
        self._known.clear()
        self._any = None

    def all_merges(self, as_of: dt.date | None = None) -> tuple[Joining, ...]:
        """All that count now, or that counted before a business date."""
        rows = self._connection.execute(*((_MERGES_THEN, (as_of.isoformat(),)) if as_of else (_MERGES, ())))
        return tuple(_joinings(rows))


class SupposedPeople(SamePerson):
    """Who would be whom if other merges counted than those that do."""

    def __init__(self, connection: Connection, merges: Iterable[Joining]) -> None:
        super().__init__(connection)
        self._merges = tuple(merges)
        self._whom = survivors(self._merges)

    def all_of(self, member: str) -> tuple[str, ...]:
        """As they would be."""
        one = self._whom.get(member)
        return (member,) if one is None else tuple(sorted(each for each, by in self._whom.items() if by == one))

    def joinings(self, member: str) -> tuple[Joining, ...]:
        """As they would be."""
        same = self.all_of(member)
        return tuple(each for each in self._merges if each.low in same)

    def forget(self) -> None:
        """Nothing is recorded while something is only supposed."""


def _joinings(rows: Iterable[tuple[str, str, str, int, str, str]]) -> Iterator[Joining]:
    for merge, low, high, at, day, stamp in rows:
        yield Joining(merge, int(stamp[:16], 16), at, dt.date.fromisoformat(day), low, high)


def survivors(merges: Iterable[Joining]) -> dict[str, str]:
    """For everybody in these merges the id that stands for them.

    >>> day = dt.date(2026, 1, 1)
    >>> survivors([Joining("1", 1, 0, day, "b", "c"), Joining("2", 2, 0, day, "a", "c")])
    {'b': 'a', 'c': 'a', 'a': 'a'}
    """
    found: dict[str, str] = {}

    def root(member: str) -> str:
        found.setdefault(member, member)
        while found[member] != member:
            found[member] = found[found[member]]
            member = found[member]
        return member

    for each in merges:
        first, second = sorted((root(each.low), root(each.high)))
        found[second] = first
    return {member: root(member) for member in found}


@lru_cache(maxsize=256)
def of_one(sql: str) -> str:
    """The query for a person with one id."""
    return sql.replace(WHOM, "= ?1")


@lru_cache(maxsize=256)
def of_several(sql: str) -> str:
    """The query for a person with several, parameter 1 being all of them as JSON."""
    return sql.replace(WHOM, "IN (SELECT value FROM json_each(?1))")
