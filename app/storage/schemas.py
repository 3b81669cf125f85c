"""The shape of a shop's database in every version, made by the frozen migrations, to compare others with."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from app.storage.connection import Connection, library, open_raw
from db.terminal.registry import VERSION, migrations

Shape = dict[tuple[str, str], str]
"""By kind and name: the statement that made it."""

_SHAPE = "SELECT type, name, coalesce(sql, '') FROM {database}.sqlite_schema WHERE name NOT LIKE 'sqlite_%'"


def shape_of(connection: Connection, database: str = "main") -> Shape:
    """What a database has; only its table of contents is read, so nothing in it can be set off."""
    rows = connection.execute(_SHAPE.format(database=database))
    return {(kind, name): sql for kind, name, sql in rows}


@cache
def shape_in(version: int) -> Shape:
    """What a shop's database of this version has."""
    connection = open_raw(Path(":memory:"))
    try:
        db = library(connection)
        later = [made.name for made in migrations().pending(db) if int(made.name[:4]) > version]
        migrations().apply(db, stop_before=later[0] if later else None)
        return shape_of(connection)
    finally:
        connection.close()


def differences(found: Shape, version: int = VERSION) -> tuple[str, ...]:
    """Where a shape is not that of its version: what is missing, changed, or not ours."""
    wanted = shape_in(version)
    told = []
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key) != found.get(key):
            state = "missing" if key not in found else "not ours" if key not in wanted else "changed"
            told.append(f"{key[0]} {key[1]}: {state}")
    return tuple(told)
