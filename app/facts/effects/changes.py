"""Row changes as data: what follows from a fact, in three kinds that come out the same in any order.

A `Put` adds a row that nothing else writes. An `Add` sums. A `Settle` sets fields that several facts may
set: the one with the greatest stamp (canonical order) wins, whichever arrives first.
"""

from __future__ import annotations

import msgspec

Value = int | str | bytes
Row = dict[str, Value]


class Put(msgspec.Struct, frozen=True):
    """Add this row; it is written once."""

    table: str
    row: Row


class Add(msgspec.Struct, frozen=True):
    """Add amounts to the row with this key; a missing row counts as zeros."""

    table: str
    key: Row
    amounts: dict[str, int]


class Settle(msgspec.Struct, frozen=True):
    """Set fields of the row with this key, unless a later fact already has.

    Attributes:
        stamp: `Fact.stamp` of the fact that sets them.
        stamped: The column that remembers it; fields that are set together share one.
    """

    table: str
    key: Row
    fields: Row
    stamp: str
    stamped: str = "stamp"


Effect = Put | Add | Settle
