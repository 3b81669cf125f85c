"""Making a backup as the till does it: on the shelf in the shop's folder, a copy on another disk, and a tidy shelf."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from app.storage.backup import BackupDone, backup
from app.storage.backups.shelf import Shelf, Why
from app.storage.copying import Progress
from app.storage.store import Store
from app.values.clock import Instant
from app.values.errors import Expected, Trouble

Breathe = Callable[[], None]


class BackupsMade(msgspec.Struct, frozen=True):
    """A backup that was checked, and what became of its copy.

    Attributes:
        copied_to: The copy on the other disk; empty where none is wanted or it failed.
        copy_trouble: Why it failed; the backup itself stands.
        dropped: Older backups that were no longer needed.
    """

    done: BackupDone
    copied_to: str = ""
    copy_trouble: Expected | None = None
    dropped: tuple[str, ...] = ()


def facts_kept(store: Store) -> int:
    """Number of the last fact; where it has not risen, a new backup would be the same."""
    with store.reads() as reads:
        return int(reads.look.one("SELECT max(n) FROM facts")[0] or 0)


def shelves(store: Store, second: str) -> tuple[Shelf, ...]:
    """Where backups of a shop lie: in its own folder and, where one is named, on another disk."""
    other = (Shelf(Path(second)),) if second else ()
    return (Shelf(store.folder.backups), *other)


def make_backup(
    store: Store, why: Why, at: Instant, *, second: str = "", progress: Progress = lambda _done, _total: None
) -> BackupsMade:
    """Back the shop up while the till goes on selling.

    Args:
        second: Another folder that gets a copy too; empty for none.

    Raises:
        Trouble: no backup could be made; older ones are all still there.
    """
    shelf, *others = shelves(store, second)
    shelf.prepare()
    with store.reads() as reads:
        zone = reads.shop_settings().zone
    done = backup(store, shelf.free_name(at, why), progress)
    dropped, copied_to, trouble = shelf.tidy(zone), "", None
    for other in others:
        try:
            copied_to = str(other.take_copy(Path(done.file)))
            dropped += other.tidy(zone)
        except Trouble as wrong:
            trouble = wrong
    return BackupsMade(done, copied_to, trouble, dropped)
