"""A shelf: a folder in which checked copies of one shop lie, named by when and why they were made.

    shop-20261122T081500Z-close.db

The moment is in the name, since a file's own times change with every copy. What is not named like that was put
there by somebody and is left alone.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from pathlib import Path
from typing import Literal, cast

import msgspec

from app.storage.backups.retention import kept
from app.storage.copying import file_digest
from app.storage.shop_folder import FILE_MODE, FOLDER_MODE, sync_folder
from app.values.clock import Instant, instant, iso
from app.values.errors import Trouble
from app.values.words import msg

Why = Literal["scheduled", "close", "asked", "upgrade", "other"]

_NAME = re.compile(r"shop-(\d{8}T\d{6})Z-(scheduled|close|asked)(?:-\d+)?\.db")
_UPGRADE = re.compile(r"before-version-\d+-.*\.db")


class KeptBackup(msgspec.Struct, frozen=True):
    """A copy on a shelf.

    Attributes:
        made_at: From its name; of a copy before an upgrade the file's own time.
        size: Bytes.
    """

    file: str
    made_at: Instant
    why: Why
    size: int


class Shelf:
    """One folder of backups."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Make the folder, for its owner alone.

        Raises:
            Trouble: `backup.folder`, where the disk is not there or says no.
        """
        try:
            if not self.folder.parent.is_dir():
                raise FileNotFoundError(2, os.strerror(2))
            self.folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        except OSError as error:
            raise Trouble(
                "backup.folder",
                msg(
                    "Backups cannot be written to {folder} ({why}). Is the disk plugged in? The shop itself is "
                    "unharmed.",
                    folder=str(self.folder),
                    why=error.strerror or str(error),
                ),
                msg("No place for backups"),
            ) from error

    def kept(self) -> tuple[KeptBackup, ...]:
        """All copies, the newest first; none where the folder is not there."""
        try:
            files = [path for path in self.folder.iterdir() if path.suffix == ".db" and not path.is_symlink()]
        except OSError:
            return ()
        found = [backup for path in files if (backup := _read(path)) is not None]
        return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.file), reverse=True))

    def free_name(self, at: Instant, why: Why) -> Path:
        """A name for a copy made now that no file has yet."""
        stem = f"shop-{iso(at)[:19].replace('-', '').replace(':', '')}Z-{why}"
        path, number = self.folder / f"{stem}.db", 1
        while path.exists():
            number += 1
            path = self.folder / f"{stem}-{number}.db"
        return path

    def tidy(self, zone: str) -> tuple[str, ...]:
        """Take away what need not be kept; returns what went."""
        copies = [backup for backup in self.kept() if backup.why != "upgrade"]
        stay = kept((backup.made_at for backup in copies), zone)
        gone = tuple(backup.file for backup in copies if backup.made_at not in stay)
        for file in gone:
            Path(file).unlink(missing_ok=True)
        return gone

    def take_copy(self, file: Path) -> Path:
        """Copy a checked backup from another shelf, read it back, and give it its name.

        Raises:
            Trouble: `backup.folder`, `backup.not_copied`; no half copy stays.
        """
        self.prepare()
        target, beside = self.folder / file.name, self.folder / f".{file.name}.part"
        try:
            beside.unlink(missing_ok=True)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
            with file.open("rb") as source, os.fdopen(handle, "wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            if file_digest(beside) != file_digest(file):
                raise OSError(5, os.strerror(5))
            beside.replace(target)
            sync_folder(self.folder)
        except OSError as error:
            raise Trouble(
                "backup.not_copied",
                msg(
                    "The backup was made, but not copied to {folder} ({why}). Check that disk.",
                    folder=str(self.folder),
                    why=error.strerror or str(error),
                ),
            ) from error
        finally:
            _drop(beside)
        return target


def _drop(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        # The disk that failed a moment ago; the name says that it is no backup.
        return


def _read(path: Path) -> KeptBackup | None:
    try:
        status = path.stat()
    except OSError:
        return None
    match = _NAME.fullmatch(path.name)
    if match is not None:
        try:
            moment = dt.datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
            return KeptBackup(str(path), instant(moment), cast("Why", match[2]), status.st_size)
        except ValueError:
            return None
    if _UPGRADE.fullmatch(path.name) is not None:
        return KeptBackup(str(path), round(status.st_mtime * 1000), "upgrade", status.st_size)
    return None
