"""A look at a database file before it is opened: is it ours, whole, and not from a newer program?

Nothing is touched: without a write-ahead log the file is read as it lies; with one, read-only through it. A
live database is never opened by ordinary file calls, which would drop SQLite's locks.
"""

from __future__ import annotations

import os
from pathlib import Path

from app.storage.connection import Connection, DatabaseError, open_raw
from app.storage.failures import trouble_of
from app.values.errors import Expected, Refusal, Trouble
from app.values.words import Message, msg
from db.terminal.registry import APPLICATION_ID, VERSION

SMALLEST_DATABASE = 512


def inspect(path: Path) -> int:
    """The version of the shop's database.

    Raises:
        Refusal, Trouble: `shop.none`, `shop.truncated`, `shop.not_a_database`, `shop.not_ours`, `shop.newer`,
            `shop.no_right`; nothing was changed.
    """
    if not path.exists():
        raise Refusal(
            "shop.none",
            msg("There is no shop in {folder}. Start `regulars` to make one.", folder=str(path.parent)),
        )
    size = path.stat().st_size
    if size < SMALLEST_DATABASE:
        raise _truncated(path)
    try:
        application, version = _header(path)
    except DatabaseError as error:
        raise _unreadable(path, error) from error
    if application != APPLICATION_ID:
        raise Refusal(
            "shop.not_ours",
            msg(
                "{file} is a database, but not a shop of Regulars. It was not touched. Choose the shop's folder with "
                "--shop.",
                file=str(path),
            ),
            msg("Not a shop of ours"),
        )
    if version > VERSION:
        raise Refusal(
            "shop.newer",
            msg(
                "This shop was opened with a newer version of the program (its database is {found}, this program knows "
                "{known}). Nothing was changed. Install the newer version again.",
                found=str(version),
                known=str(VERSION),
            ),
            msg("The shop is newer than the program"),
        )
    return version


def require_writable(path: Path) -> None:
    """Refuse before anything is tried where this user may only read.

    Raises:
        Trouble: `disk.read_only`.
    """
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise read_only(path)


def read_only(path: Path) -> Trouble:
    """What is said of a folder that can only be read."""
    return Trouble(
        "disk.read_only",
        msg(
            "The shop in {folder} can only be read: nothing new could be saved, so it was not opened for selling. What "
            "is there is safe. Give this user the right to write there, then start again.",
            folder=str(path.parent),
        ),
        msg("The shop can only be read"),
    )


def not_made(folder: Path, error: OSError) -> Trouble:
    """What is said where a new shop could not be written."""
    return Trouble(
        "disk.failed",
        msg(
            "The shop could not be made in {folder} ({why}). Nothing was changed. Free some space or choose another "
            "folder with --shop.",
            folder=str(folder),
            why=error.strerror or str(error),
        ),
        msg("The shop was not made"),
    )


def _header(path: Path) -> tuple[int, int]:
    # A file is read as it lies, without a lock, only where nothing beside it says that it is open somewhere or
    # was when a program was killed: its newest pages may still be in the log.
    is_live = any(path.with_name(path.name + tail).exists() for tail in ("-wal", "-shm"))
    connection = open_raw(path, mode="ro") if is_live else open_raw(path, mode="ro", immutable="1")
    try:
        return _read_header(connection)
    finally:
        connection.close()


def _read_header(connection: Connection) -> tuple[int, int]:
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    return int(application), int(version)


def _unreadable(path: Path, error: Exception) -> Expected:
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_CORRUPT"):
        return _truncated(path)
    if name.startswith("SQLITE_NOTADB"):
        return Trouble("shop.not_a_database", _not_a_database(path), msg("Not readable as a database"))
    if name.startswith("SQLITE_CANTOPEN"):
        return Trouble(
            "shop.no_right",
            msg(
                "{file} cannot be opened: this user has no right to it. Nothing was changed. "
                "Sign in as the user who made the shop, or have the rights corrected.",
                file=str(path),
            ),
        )
    return trouble_of(error) or Trouble(
        "shop.unreadable", msg("{file} cannot be read ({why}).", file=str(path), why=str(error))
    )


def _not_a_database(path: Path) -> Message:
    return msg(
        "{file} is encrypted, or overwritten with something else: it cannot be read as a database. It was not touched. "
        "Move it aside and put the newest backup in its place.",
        file=str(path),
    )


def _truncated(path: Path) -> Trouble:
    return Trouble(
        "shop.truncated",
        msg(
            "{file} is cut short or damaged: a part of it is missing. It was not touched. "
            "Move it aside together with the files beside it and put the newest backup in its place.",
            file=str(path),
        ),
        msg("The database is cut short"),
    )
