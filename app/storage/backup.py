"""Backup: a copy of the shop that was reopened and checked before it got its name, while the till goes on selling."""

from __future__ import annotations

from pathlib import Path

import msgspec

from app.storage.copying import Progress, copy_checked
from app.storage.store import Store
from app.values.errors import Refusal
from app.values.words import msg


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
    (facts, receipts, *_), _heads = copy_checked(store.folder.database, file, progress)
    return BackupDone(str(file), file.stat().st_size, facts, receipts)


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
