"""The terminal's migrations, in order; the last one's number is the database's `user_version`."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from db.terminal import m0001_the_counter, m0002_the_way_back

APPLICATION_ID = 0x52474C52
"""`RGLR` in the file's header: tells a shop of ours from any other database."""

MIGRATIONS = Migrations("terminal")
MIGRATIONS(name="0001_the_counter")(m0001_the_counter.up)
MIGRATIONS(name="0002_the_way_back")(m0002_the_way_back.up)

VERSION = 2


def migrate(db: Database) -> None:
    """Bring a database up to date, and say so in its header."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(db)
    db.execute(f"PRAGMA user_version = {VERSION}")
