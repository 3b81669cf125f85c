"""Migration 5: members who turned out to be the same person, and where that was taken back.

Frozen like every migration. The rows of each member stay as they were written; who is whom is worked out
when they are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

SAME_PERSON = """
CREATE TABLE member_merges (
    merge TEXT PRIMARY KEY NOT NULL,
    low TEXT NOT NULL DEFAULT '',
    high TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL DEFAULT 0,
    business_on TEXT NOT NULL DEFAULT '',
    staff TEXT NOT NULL DEFAULT '',
    made_stamp TEXT NOT NULL DEFAULT '',
    undone_at INTEGER NOT NULL DEFAULT 0,
    undone_on TEXT NOT NULL DEFAULT '',
    undone_stamp TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX member_merges_low ON member_merges (low, high) WHERE undone_stamp = '';
CREATE INDEX member_merges_high ON member_merges (high, low) WHERE undone_stamp = '';
"""


def up(db: Database) -> None:
    """Make the table."""
    for statement in filter(None, map(str.strip, SAME_PERSON.split(";\n"))):
        db.execute(statement)
