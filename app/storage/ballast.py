"""Ballast: a file of no use that lies in the shop's folder, so that a full disk still has room to end the day.

When nothing more can be written the ballast is thrown overboard: what it took is enough for thousands of
receipts. It is made again when there is plenty of room.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.storage.shop_folder import FILE_MODE
from app.values.errors import Trouble
from app.values.words import msg

NAME = "ballast"
SIZE = 64 << 20
PLENTY = 4
"""Times the ballast that must be free before it is made."""
_FULL = {"disk.full", "disk.failed"}
"""Some systems say of a full disk only that it failed."""
_CHUNK = bytes(1 << 20)


def is_there(folder: Path, size: int = SIZE) -> bool:
    """Whether the whole ballast lies there."""
    try:
        return (folder / NAME).stat().st_size >= size
    except OSError:
        return False


def make(folder: Path, size: int = SIZE) -> bool:
    """Lay the ballast down where there is plenty of room; returns whether it is there.

    Really written, since a file of holes takes no room. A disk that says no in the middle keeps nothing of it.
    """
    if is_there(folder, size):
        return True
    beside = folder / f".{NAME}.part"
    try:
        if shutil.disk_usage(folder).free < size * PLENTY:
            return False
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        with os.fdopen(handle, "wb") as file:
            for _ in range(size // len(_CHUNK)):
                file.write(_CHUNK)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / NAME)
    except OSError:
        _drop(beside)
        return False
    return True


def throw_overboard(folder: Path) -> bool:
    """Free its room; returns whether there was any to free."""
    return _drop(folder / NAME)


@contextmanager
def lightened(folder: Path) -> Iterator[None]:
    """Where the disk is full, throw the ballast overboard, and say that the next try has room.

    Raises:
        Trouble: `disk.full`, in other words where there was ballast to throw.
    """
    try:
        yield
    except Trouble as trouble:
        if trouble.code in _FULL and throw_overboard(folder):
            raise Trouble(
                "disk.full",
                msg(
                    "The disk is full: this was not saved, earlier receipts are safe. The till's reserve was freed: "
                    "try again, it is enough to end the day. Free some space before tomorrow."
                ),
                trouble.title,
            ) from trouble
        raise


def _drop(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
