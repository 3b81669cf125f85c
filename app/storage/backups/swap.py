"""A restored shop takes the place of a damaged one in the same folder; the damaged files are moved aside, not away.

The restored shop lies ready in a folder inside first. From then on the exchange is finished whatever happens: a
program that is killed in the middle finishes it at its next start. The old log goes before the new database comes,
since a log beside a database that it does not belong to would be played into it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from app.storage.backups.restoring import Restored, Restoring, restore
from app.storage.lock import FolderLock
from app.storage.shop_folder import FOLDER_MODE, ShopFolder, sync_folder
from app.values.clock import Clock, iso
from app.values.errors import Trouble
from app.values.words import msg

READY = ".restored"
TAILS = ("-wal", "-shm", "-journal", "")


def restore_instead(file: Path, folder: Path, clock: Clock, *, other_shop: bool = False) -> tuple[Restored, Path]:
    """Restore a backup in the place of the books in a folder.

    Returns:
        What was restored, and the folder to which the old files were moved.

    Raises:
        Refusal: `shop.in_use`, and those of `restore`. Trouble: the disk says no; the next start goes on.
    """
    target = ShopFolder(folder)
    target.prepare()
    lock = FolderLock(target.lock_file)
    try:
        shutil.rmtree(folder / READY, ignore_errors=True)
        asked = Restoring(file, folder / READY, old_shop=folder, other_shop=other_shop)
        restored = restore(asked, clock)
        return restored, finish(folder, clock)
    finally:
        lock.release()


def go_on(folder: Path, clock: Clock) -> None:
    """Finish an exchange that was interrupted; nothing where there was none.

    Raises:
        Refusal: `shop.in_use`. Trouble: `restore.unfinished`.
    """
    if not is_unfinished(folder):
        return
    lock = FolderLock(ShopFolder(folder).lock_file)
    try:
        if is_unfinished(folder):
            finish(folder, clock)
    finally:
        lock.release()


def is_unfinished(folder: Path) -> bool:
    """Whether a restored shop waits to take its place."""
    return (folder / READY / "shop.db").is_file()


def finish(folder: Path, clock: Clock) -> Path:
    """Move the old files aside and the restored shop in; returns where the old ones lie.

    Raises:
        Trouble: `restore.unfinished`; the next start tries again.
    """
    target, ready = ShopFolder(folder), folder / READY
    aside = folder / f"damaged-{iso(clock.now())[:19].replace('-', '').replace(':', '')}Z"
    try:
        old = [path for tail in TAILS if (path := target.database.with_name(target.database.name + tail)).exists()]
        for path in old:
            aside.mkdir(mode=FOLDER_MODE, exist_ok=True)
            path.replace(aside / path.name)
        if old:
            sync_folder(aside)
        sync_folder(folder)
        (ready / "shop.db").replace(target.database)
        sync_folder(folder)
        shutil.rmtree(ready, ignore_errors=True)
    except OSError as error:
        raise Trouble(
            "restore.unfinished",
            msg(
                "The backup was restored, but could not be put in its place ({why}). Start the program again: it goes "
                "on from there. Nothing is lost.",
                why=error.strerror or str(error),
            ),
        ) from error
    return aside
