"""One look at the shop: a connection inside a transaction, and the few SQL conditions every query shares.

Rows of an imported list carry its id; they count once `lists` has it, with the stamp of the fact that
published it. Of several rows with the same key the one with the greatest stamp is the current one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.ledger.entries import Joining
from app.storage.connection import Connection, Cursor
from app.storage.memory import Memory
from app.storage.reads.same_person import SamePerson, SupposedPeople, of_one, of_several

VISIBLE = "({row}.list = '' OR {row}.list IN (SELECT id FROM lists))"
STAMP = "coalesce((SELECT stamp FROM lists WHERE id = {row}.list), {row}.{stamp})"


@dataclass(frozen=True, slots=True)
class Look:
    """What a query needs.

    Attributes:
        connection: In a transaction of its own: all queries see the same state.
        memory: What is kept in memory for all looks of a store.
        remembers: Whether what is read may be kept there; never for a unit of work, which may be rolled back.
        people: Which members are the same person.
        known: What was already worked out in this look; only while it `remembers`, since nothing changes then.
    """

    connection: Connection
    memory: Memory
    remembers: bool = False
    people: SamePerson = field(init=False)
    known: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "people", SamePerson(self.connection))

    def supposing(self, merges: Iterable[Joining]) -> Look:
        """The same look, as if these were all the merges that count."""
        look = Look(self.connection, self.memory)
        object.__setattr__(look, "people", SupposedPeople(self.connection, merges))
        return look

    def one(self, sql: str, *values: Any) -> Any:
        """The first row, or None."""
        return self._rows(sql, values).fetchone()

    def all(self, sql: str, *values: Any) -> list[Any]:
        """Every row."""
        return self._rows(sql, values).fetchall()

    def _rows(self, sql: str, values: tuple[Any, ...]) -> Cursor:
        try:
            return self.connection.execute(sql, values)
        except UnicodeEncodeError:
            # half a character, typed or scanned: no row has one, so it is asked for as a sign that nobody wrote
            return self.connection.execute(sql, tuple(map(_whole, values)))

    def whose(self, sql: str, member: str, *values: Any) -> list[Any]:
        """Every row of a person's, whichever of their ids it was written under; `WHOM` in the query is that."""
        same = self.people.all_of(member)
        if len(same) == 1:
            return self.all(of_one(sql), member, *values)
        return self.all(of_several(sql), json.dumps(same), *values)

    def whose_first(self, sql: str, member: str, *values: Any) -> Any:
        """The first row of a person's, or None."""
        rows = self.whose(sql, member, *values)
        return rows[0] if rows else None


def _whole(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def visible(row: str) -> str:
    """The condition that a row counts."""
    return VISIBLE.format(row=row)


def stamp_of(row: str, stamp: str = "stamp") -> str:
    """The stamp by which a row competes."""
    return STAMP.format(row=row, stamp=stamp)


def current(row: str, table: str, key: str, stamp: str = "stamp") -> str:
    """The condition that no visible row with the same key is newer."""
    return (
        f"NOT EXISTS (SELECT 1 FROM {table} other WHERE other.{key} = {row}.{key} AND other.list <> {row}.list"
        f" AND {visible('other')} AND {stamp_of('other', stamp)} > {stamp_of(row, stamp)})"
    )
