"""What stands behind the way out: the backups beside a shop that cannot be opened, and putting one in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.storage.backups.shelf import Shelf
from app.storage.backups.swap import restore_instead
from app.storage.shop_folder import ShopFolder
from app.values.clock import Clock
from app.values.words import Message, msg, msgn
from app.workflows.backup_desk import RescueRow


class Rescue:
    """Fulfils `ui.backups.rescue.Rescuer`.

    Attributes:
        said: What became of the last restoring; shown once the shop is open again.
    """

    def __init__(self, folder: ShopFolder, clock: Clock, open_again: Callable[[], None]) -> None:
        self._folder, self._clock, self._open = folder, clock, open_again
        self.said: Message | None = None

    def rows(self) -> Sequence[RescueRow]:
        other = self._folder.load_till().settings.backup_folder
        shelves = (Shelf(self._folder.backups), *((Shelf(Path(other)),) if other else ()))
        found = [
            RescueRow(kept.file, kept.made_at, kept.size, is_elsewhere=place > 0)
            for place, shelf in enumerate(shelves)
            for kept in shelf.kept()
        ]
        return sorted(found, key=lambda row: (-row.made_at, row.is_elsewhere))

    def restore(self, file: str) -> Message:
        restored, aside = restore_instead(Path(file), self._folder.root, self._clock)
        salvaged = restored.salvaged
        self.said = msg(
            "The shop came back: {receipts} from the backup, {after} after it taken over, {left} left behind. "
            "The old files lie in {folder}.",
            receipts=msgn("{n} receipt", "{n} receipts", restored.taken.receipts),
            after=msgn("{n} entry", "{n} entries", salvaged.taken_over),
            left=msgn("{n} entry", "{n} entries", salvaged.left_behind),
            folder=str(aside),
        )
        return self.said

    def open_again(self) -> None:
        self._open()
