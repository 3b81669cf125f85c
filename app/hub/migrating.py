"""Bringing the hub's database up to date: each migration once, remembered with its checksum."""

from __future__ import annotations

import hashlib

import psycopg

from app.values.errors import Refusal
from app.values.words import msg
from db.hub.registry import migrations

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


def migrate(connection: psycopg.Connection) -> int:
    """Bring a database up to date, in one transaction; the number of its last migration.

    Raises:
        Refusal: `hub.newer` for a schema of a newer program, `hub.migration` where one that was applied has
            another text now. Nothing was changed.
    """
    known = migrations()
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        connection.execute(_REMEMBERED)
        rows = connection.execute("SELECT number, checksum FROM migrations").fetchall()
        applied: dict[int, str] = dict(rows)
        if applied and max(applied) > known[-1][0]:
            raise Refusal("hub.newer", msg("The hub's database is of a newer program. Update this one."))
        for number, name, sql in known:
            checksum = hashlib.sha256(sql.encode()).hexdigest()
            if number not in applied:
                connection.execute(sql.encode())
                connection.execute(
                    "INSERT INTO migrations (number, name, checksum) VALUES (%s, %s, %s)", (number, name, checksum)
                )
            elif applied[number] != checksum:
                raise Refusal("hub.migration", msg("Migration {name} of the hub's database has changed.", name=name))
    return known[-1][0]
