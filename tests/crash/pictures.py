"""Pictures: what a shop's folder says, as a few digests, so that two states can be compared whole.

Nobody has to think of every table: whatever a transaction changes, a state in which only half of it is there has
a picture that no honest run ever showed.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from app.storage.connection import Connection, DatabaseError, open_raw

Picture = dict[str, str]
"""By file: the digest of what it says; a database that cannot be read whole says so."""

LEFT_BESIDE = (".part", ".new", "-wal", "-shm", "-journal", ".lock")
"""Endings of files that nobody reads: whoever left them begins again."""


def lay_out(folder: Path, files: dict[str, bytes]) -> None:
    """Make the folder hold exactly these files."""
    for path in folder.rglob("*"):
        if path.is_file() and str(path.relative_to(folder)) not in files:
            path.unlink()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(handle, data)
        os.close(handle)


def picture_of(folder: Path, *, deep: bool = True) -> Picture:
    """What every file with a name that counts says; SQLite recovers what it can, as at any start."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_dir() or name.startswith(".") or "/." in name or name.endswith(LEFT_BESIDE):
            continue
        is_database = path.suffix == ".db"
        found[name] = database_digest(path, deep=deep) if is_database else _digest([path.read_bytes()])
    return found


def database_digest(path: Path, *, deep: bool = True) -> str:
    """What a database says: its version, its shape and every row of every table."""
    try:
        connection = open_raw(path, mode="rw")
    except DatabaseError as error:
        return f"not opened: {error}"
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA foreign_keys = 1")
        check = "integrity_check(1)" if deep else "quick_check(1)"
        found = [row[0] for row in connection.execute(f"PRAGMA {check}")]
        if found != ["ok"]:
            return f"damaged: {found[0]}"
        return _digest(_content(connection))
    except DatabaseError as error:
        return f"damaged: {error}"
    finally:
        connection.close()


def _content(connection: Connection) -> Iterable[bytes]:
    yield repr(connection.execute("PRAGMA user_version").fetchone()).encode()
    schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
    yield repr(schema).encode()
    for kind, name, sql in schema:
        if kind == "table" and not str(sql).startswith("CREATE VIRTUAL"):
            yield repr(connection.execute(f'SELECT * FROM "{name}"').fetchall()).encode()


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
