"""One program at a time: the shop's folder is locked while it is open for writing.

The lock is the operating system's on a file of its own, never on the database, and ends with the process,
however it ends.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.values.errors import Refusal
from app.values.words import msg


class FolderLock:
    """A held lock."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            Refusal: `shop.in_use`.
        """
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise Refusal(
                "shop.in_use",
                msg(
                    "This shop is open in another window of the program (or a command is working on it). "
                    "Nothing was changed. Go to that window, or close it and start again.",
                ),
                msg("The shop is already open"),
            ) from error

    def release(self) -> None:
        """Let go; the file stays."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
