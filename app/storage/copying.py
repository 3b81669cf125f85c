"""A checked copy of a database: reopened and compared with its source before it gets its name.

SQLite's own backup copies one snapshot while others go on writing. The copy is written beside its final name,
made a single file, synced, read back, compared with the snapshot, and only then renamed: whatever happens, a
file of that name is a whole copy.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.storage.chain import first_break
from app.storage.connection import Connection, DatabaseError, open_raw, open_reader
from app.storage.failures import in_words
from app.storage.shop_folder import FILE_MODE, sync_folder
from app.values.errors import Refusal, Trouble
from app.values.words import msg

PAGES_AT_ONCE = 512
Progress = Callable[[int, int], None]
Figures = tuple[tuple[int, ...], list[tuple[Any, ...]]]
"""Counts of facts, receipts, members, products and records; and each chain's head."""

_COUNTS = """
SELECT (SELECT count(*) FROM facts), (SELECT count(*) FROM receipts), (SELECT count(*) FROM members),
    (SELECT count(*) FROM products), (SELECT count(*) FROM person_versions)
"""
_HEADS = """
SELECT till, epoch, max(seq), hex(chain_hash) FROM facts GROUP BY till, epoch ORDER BY till, epoch
"""


def copy_checked(database: Path, file: Path, progress: Progress = lambda _done, _total: None) -> Figures:
    """Copy a database under a name that is free; returns what was counted in both.

    Args:
        progress: Called with pages copied and pages in all.

    Raises:
        Refusal: `backup.exists`. Trouble: the copy could not be written or did not prove right; no file of that
            name was left.
    """
    beside = file.with_name(f".{file.name}.part")
    try:
        with in_words():
            _prepare(beside)
            figures = _copy(database, beside, progress)
            _sync(beside)
            _verify(beside, figures)
        _give_name(beside, file)
    except OSError as error:
        raise Trouble(
            "backup.failed",
            msg("The backup was not written ({why}). The shop itself is unharmed.", why=error.strerror or str(error)),
        ) from error
    finally:
        _clear(beside)
    return figures


def _prepare(beside: Path) -> None:
    _clear(beside)
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))


def _copy(database: Path, beside: Path, progress: Progress) -> Figures:
    source = open_reader(database)
    try:
        # The snapshot that stays the same while the till goes on writing.
        source.execute("BEGIN")
        figures = _figures(source)
        target = open_raw(beside, mode="rw")
        try:
            source.backup(
                target,
                pages=PAGES_AT_ONCE,
                progress=lambda _status, left, total: progress(total - left, total),
                sleep=0,
            )
            target.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            target.close()
        source.execute("COMMIT")
    finally:
        source.close()
    return figures


def _figures(connection: Connection) -> Figures:
    return connection.execute(_COUNTS).fetchone(), connection.execute(_HEADS).fetchall()


def wrong_in(file: Path, breathe: Callable[[], None] = lambda: None) -> str:
    """What is wrong with a copy that nobody writes to: its pages or its chain; empty where all is well."""
    copy = open_raw(file, mode="ro", immutable="1")
    try:
        found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
        if found != ["ok"]:
            return "; ".join(map(str, found))
        broken = first_break(copy, breathe)
        return f"fact {broken}" if broken else ""
    except (DatabaseError, ValueError) as error:
        return str(error)
    finally:
        copy.close()


def file_digest(file: Path) -> bytes:
    """SHA-256 of a file that is not a live database."""
    with file.open("rb") as data:
        return hashlib.file_digest(data, "sha256").digest()


def _verify(beside: Path, figures: Figures) -> None:
    wrong = wrong_in(beside, _give_way)
    if not wrong:
        copy = open_raw(beside, mode="ro", immutable="1")
        try:
            wrong = "" if _figures(copy) == figures else "other counts"
        finally:
            copy.close()
    if wrong:
        raise Trouble(
            "backup.wrong",
            msg(
                "The copy was read back and is not right ({why}). It was thrown away; the shop itself is unharmed. "
                "Check the disk it was written to, and run `regulars doctor`.",
                why=wrong,
            ),
        )


def _give_way() -> None:
    """Others may go on: a copy is checked beside a selling till."""
    time.sleep(0.001)


def _give_name(beside: Path, file: Path) -> None:
    try:
        os.link(beside, file)
    except FileExistsError as error:
        raise Refusal("backup.exists", msg("{file} exists already and was not touched.", file=str(file))) from error
    except OSError:
        # A memory stick without links; the name was free a moment ago.
        beside.replace(file)
    sync_folder(file.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear(beside: Path) -> None:
    for path in (beside, *(beside.with_name(beside.name + tail) for tail in ("-journal", "-wal", "-shm"))):
        path.unlink(missing_ok=True)
