"""The hub's migrations, in order, each applied once and remembered with its checksum."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psycopg import Connection

FOLDER = Path(__file__).parent
LOCK = 0x52474C52
"""Key of the advisory lock under which one hub at a time brings the schema up to date."""

_REMEMBERED = """
CREATE TABLE IF NOT EXISTS migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)
"""


class ChangedMigration(Exception):
    """A migration that was applied has another text now: this program is not the one that made the schema."""


def migrations() -> list[tuple[int, str, str]]:
    """Number, name and SQL of each, in order.

    >>> [(number, name) for number, name, _ in migrations()][:1]
    [(1, 'm0001_the_hub')]
    """
    found = []
    for path in sorted(FOLDER.glob("m[0-9][0-9][0-9][0-9]_*.sql")):
        found.append((int(path.stem[1:5]), path.stem, path.read_text("utf-8")))
    return found


def migrate(connection: Connection) -> int:
    """Bring a database up to date, in one transaction; the number of its last migration.

    Raises:
        ChangedMigration: as its docstring says; nothing was changed.
    """
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        connection.execute(_REMEMBERED)
        applied: dict[int, str] = dict(connection.execute("SELECT number, checksum FROM migrations").fetchall())
        for number, name, sql in migrations():
            checksum = hashlib.sha256(sql.encode()).hexdigest()
            if number not in applied:
                connection.execute(sql.encode())
                connection.execute(
                    "INSERT INTO migrations (number, name, checksum) VALUES (%s, %s, %s)", (number, name, checksum)
                )
            elif applied[number] != checksum:
                raise ChangedMigration(name)
        return max(number for number, _, _ in migrations())
