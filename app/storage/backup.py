"""Backup: a copy that was reopened and checked before it got its name.

SQLite's own backup copies one snapshot while the till goes on selling. The copy is written beside its final
name, made a single file, synced, read back, compared with the snapshot, and only then renamed: whatever
happens, a file of that name is a whole backup.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from app.storage.connection import Connection, DatabaseError, apply_recipe, open_raw
from app.storage.failures import in_words
from app.storage.shop_folder import FILE_MODE, sync_folder
from app.storage.store import Store
from app.values.errors import Refusal, Trouble
from app.values.words import msg

PAGES_AT_ONCE = 512
Progress = Callable[[int, int], None]

_COUNTS = """
SELECT (SELECT count(*) FROM facts), (SELECT count(*) FROM receipts), (SELECT count(*) FROM members),
    (SELECT count(*) FROM products), (SELECT count(*) FROM person_versions)
"""
_HEADS = """
SELECT till, epoch, max(seq), hex(chain_hash) FROM facts GROUP BY till, epoch ORDER BY till, epoch
"""


class BackupDone(msgspec.Struct, frozen=True):
    """A backup that was checked."""

    file: str
    size: int
    facts: int
    receipts: int


def backup(store: Store, file: Path, progress: Progress = lambda _done, _total: None) -> BackupDone:
    """Copy the shop into one file; sales may go on meanwhile.

    Args:
        progress: Called with pages copied and pages in all.

    Raises:
        Refusal: `backup.exists`, `backup.inside`, `backup.no_folder`. Trouble: the copy could not be written or
            did not prove right; no file of that name was left.
    """
    _check_target(store, file)
    beside = file.with_name(f".{file.name}.part")
    try:
        with in_words():
            _prepare(beside)
            figures = _copy(store.folder.database, beside, progress)
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
    counts = figures[0]
    return BackupDone(str(file), file.stat().st_size, counts[0], counts[1])


def _check_target(store: Store, file: Path) -> None:
    resolved, database = file.resolve(), store.folder.database.resolve()
    live = {database, store.folder.lock_file.resolve(), store.folder.till_file.resolve()}
    live |= {database.with_name(database.name + tail) for tail in ("-wal", "-shm", "-journal")}
    if resolved in live:
        raise Refusal("backup.inside", msg("{file} is the shop itself. Give the backup another name.", file=str(file)))
    if file.exists() or file.is_symlink():
        raise Refusal("backup.exists", msg("{file} exists already and was left alone. Name another.", file=str(file)))
    if not file.parent.is_dir():
        raise Refusal("backup.no_folder", msg("There is no folder {folder}. Make it first.", folder=str(file.parent)))


def _prepare(beside: Path) -> None:
    _clear(beside)
    os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))


def _copy(database: Path, beside: Path, progress: Progress) -> Any:
    source = open_raw(database, mode="rw")
    try:
        apply_recipe(source)
        source.execute("PRAGMA wal_autocheckpoint = 0")
        source.execute("PRAGMA query_only = 1")
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


def _figures(connection: Connection) -> Any:
    return connection.execute(_COUNTS).fetchone(), connection.execute(_HEADS).fetchall()


def _verify(beside: Path, figures: Any) -> None:
    copy = open_raw(beside, mode="ro")
    try:
        found = [row[0] for row in copy.execute("PRAGMA integrity_check(5)")]
        same = found == ["ok"] and _figures(copy) == figures
    except DatabaseError as error:
        found, same = [str(error)], False
    finally:
        copy.close()
    if not same:
        raise Trouble(
            "backup.wrong",
            msg(
                "The copy was read back and is not right ({why}). It was thrown away; the shop itself is unharmed. "
                "Check the disk it was written to, and run `regulars doctor`.",
                why="; ".join(found),
            ),
        )


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
