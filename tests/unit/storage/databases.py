"""Databases for tests of storage: empty ones in memory's place, and their tables as plain values."""

from collections.abc import Iterable
from pathlib import Path

from app.storage import projector
from app.storage.connection import Connection, library, open_raw
from app.storage.tables import compared_views
from db.terminal.registry import migrate
from tests.random_days import Happening

Rows = dict[str, dict[tuple, dict[str, object]]]


def empty_database(path: Path) -> Connection:
    """Today's tables, without the safety that costs time."""
    connection = open_raw(path)
    connection.execute("PRAGMA journal_mode = OFF").fetchall()
    connection.execute("PRAGMA synchronous = OFF")
    migrate(library(connection))
    return connection


def project(connection: Connection, happenings: Iterable[Happening]) -> None:
    """Write what follows from each, in this order."""
    connection.execute("BEGIN")
    for happening in happenings:
        projector.write(connection, happening.changes())
    connection.execute("COMMIT")


def views(connection: Connection) -> Rows:
    """Every compared view by key and content, rowids left out."""
    found: Rows = {}
    for table in compared_views():
        cursor = connection.execute(f"SELECT * FROM {table.name}")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
        for row in rows:
            row.pop(table.rowid, None)
        found[table.name] = {tuple(row[name] for name in table.key): row for row in rows}
    return found
