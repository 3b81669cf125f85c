"""Connections to a shop's database, each with the same recipe, which is asserted and not hoped for.

SQLite comes with sqlcipher3, since the system's own may carry the write-ahead-log bug that 3.51.3 mended.
WAL with synchronous FULL keeps a receipt through a power cut; `psow=0` does not trust the disk to write
whole sectors. One connection writes; all others are `query_only`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast
from urllib.parse import quote

from sqlcipher3 import dbapi2 as driver

from app.values.errors import Trouble
from app.values.words import msg

if TYPE_CHECKING:
    from sqlite_utils import Database

OLDEST_SQLITE = (3, 51, 3)
BUSY_MS = 5000

DatabaseError: type[Exception] = driver.DatabaseError
IntegrityError: type[Exception] = driver.IntegrityError


class Cursor(Protocol):
    """What is used of a DB-API cursor."""

    rowcount: int
    lastrowid: int

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def fetchmany(self, size: int, /) -> list[Any]: ...
    def __iter__(self) -> Any: ...


class Connection(Protocol):
    """What is used of a DB-API connection in autocommit mode."""

    in_transaction: bool

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor: ...
    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor: ...
    def backup(self, target: Any, *, pages: int = ..., progress: Any = ..., sleep: float = ...) -> None: ...
    def create_function(self, name: str, arguments: int, function: Any, /, *, deterministic: bool = ...) -> None: ...
    def rollback(self) -> None: ...
    def interrupt(self) -> None: ...
    def close(self) -> None: ...


RECIPE: tuple[tuple[str, str, int], ...] = (
    ("synchronous", "FULL", 2),
    ("foreign_keys", "1", 1),
    ("trusted_schema", "0", 0),
    ("secure_delete", "1", 1),
    ("cell_size_check", "1", 1),
    ("temp_store", "MEMORY", 2),
    ("recursive_triggers", "1", 1),
    ("mmap_size", "0", 0),
)


def sqlite_version() -> tuple[int, ...]:
    """The SQLite that is really linked."""
    return cast("tuple[int, ...]", driver.sqlite_version_info)


def uri(path: Path, **options: str) -> str:
    """The file as SQLite's URI, odd characters and all."""
    options = {"psow": "0", **options}
    return f"file:{quote(str(path))}?" + "&".join(f"{name}={value}" for name, value in options.items())


def open_raw(path: Path, *, any_thread: bool = False, **options: str) -> Connection:
    """A connection without any setting but autocommit; `options` go into the URI (`mode`, `immutable`)."""
    connection = driver.connect(
        uri(path, **options),
        uri=True,
        isolation_level=None,
        timeout=BUSY_MS / 1000,
        check_same_thread=not any_thread,
        cached_statements=256,
    )
    return cast("Connection", connection)


def open_writer(path: Path) -> Connection:
    """The one writing connection; belongs to the thread that opens it."""
    connection = open_raw(path, mode="rw")
    apply_recipe(connection)
    return connection


def is_frozen(path: Path) -> bool:
    """Whether a database lies where this user may not write and no log is beside it: it is read as it lies.

    A log, even an empty one, says that a till has the shop open; then its newest pages are in there.
    """
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return False
    return not path.with_name(path.name + "-wal").exists()


def looking_at(path: Path) -> dict[str, str]:
    """URI options for reading a database: a file on a read-only disk cannot have a log, and is read as it lies."""
    return {"mode": "ro", "immutable": "1"} if is_frozen(path) else {"mode": "ro"}


def open_reader(path: Path) -> Connection:
    """A connection that can only look; the store hands it to one thread and closes it at the end."""
    if is_frozen(path):
        connection = open_raw(path, any_thread=True, **looking_at(path))
        apply_recipe(connection, with_log=False)
        connection.execute("PRAGMA query_only = 1")
        return connection
    connection = open_raw(path, any_thread=True, mode="rw")
    apply_recipe(connection)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("PRAGMA query_only = 1")
    return connection


def library(connection: Connection) -> Database:
    """The connection as sqlite-utils wants it, for migrations; imported only then, since it takes its time."""
    from sqlite_utils import Database

    return Database(cast("Any", connection))


def apply_recipe(connection: Connection, *, with_log: bool = True) -> None:
    """Set every pragma and read each back; without the log for a file that nobody can write to.

    Raises:
        Trouble: `sqlite.recipe` where SQLite does not do what was asked.
    """
    check_version(sqlite_version())
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}").fetchall()
    if with_log:
        _assert("journal_mode", connection.execute("PRAGMA journal_mode = WAL").fetchone()[0], "wal")
    for name, text, value in RECIPE:
        connection.execute(f"PRAGMA {name} = {text}").fetchall()
        row = connection.execute(f"PRAGMA {name}").fetchone()
        _assert(name, row[0] if row else value, value)


def check_version(version: tuple[int, ...]) -> None:
    """Refuse to work with an SQLite that can lose receipts."""
    if version < OLDEST_SQLITE:
        raise Trouble(
            "sqlite.old",
            msg(
                "SQLite {version} can damage a shop's database; {needed} or newer is needed. "
                "Nothing was opened. Install the program again.",
                version=".".join(map(str, version)),
                needed=".".join(map(str, OLDEST_SQLITE)),
            ),
        )


def _assert(name: str, found: object, wanted: object) -> None:
    if found != wanted:
        raise Trouble(
            "sqlite.recipe",
            msg(
                "SQLite does not keep the setting {name}: it says {found}. Without it a power cut could lose "
                "receipts, so nothing was opened. Is the shop's folder on a network drive? Move it to this machine.",
                name=name,
                found=str(found),
            ),
        )
