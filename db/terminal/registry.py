"""The terminal's migrations, in order; the last one's number is the database's `user_version`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x52474C52
"""`RGLR` in the file's header: tells a shop of ours from any other database."""

VERSION = 5


@cache
def migrations() -> Migrations:
    """All of them; sqlite-utils is imported only when a database is made or brought up to date."""
    from sqlite_utils.migrations import Migrations

    from db.terminal import (
        m0001_the_counter,
        m0002_the_way_back,
        m0003_privacy_and_review,
        m0004_staff_and_shifts,
        m0005_the_same_person,
    )

    made = Migrations("terminal")
    made(name="0001_the_counter")(m0001_the_counter.up)
    made(name="0002_the_way_back")(m0002_the_way_back.up)
    made(name="0003_privacy_and_review")(m0003_privacy_and_review.up)
    made(name="0004_staff_and_shifts")(m0004_staff_and_shifts.up)
    made(name="0005_the_same_person")(m0005_the_same_person.up)
    return made


def migrate(db: Database) -> None:
    """Bring a database up to date, and say so in its header."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations().apply(db)
    db.execute(f"PRAGMA user_version = {VERSION}")
