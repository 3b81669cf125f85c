"""Migration 4: badges, PINs to be changed, recovery codes, waits after wrong PINs, facts found by kind and day.

Frozen like every migration. Nothing that is there changes: nobody has a badge or a recovery code yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    "ALTER TABLE staff ADD COLUMN badge_hash TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE staff ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE staff ADD COLUMN recovery_hash TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX facts_kind ON facts (kind, business_on, seq)",
    """CREATE TABLE sign_in_waits (
    scope TEXT PRIMARY KEY NOT NULL,
    wrong INTEGER NOT NULL,
    wait_ms INTEGER NOT NULL,
    calm_ms INTEGER NOT NULL,
    session TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID""",
)


def up(db: Database) -> None:
    """Add the columns, the index and the table."""
    for statement in STATEMENTS:
        db.execute(statement)
