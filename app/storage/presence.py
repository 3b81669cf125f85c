"""Whether the files under an open shop are still the ones that were opened.

A database that is deleted, renamed or put back from elsewhere while the till sells leaves SQLite writing into a
file that has no name any more: everything would seem to work and be gone at the next start. So who they are is
looked at before each transaction; that takes microseconds.
"""

from __future__ import annotations

import os
from pathlib import Path

from app.values.errors import Trouble
from app.values.words import msg

_Who = tuple[int, int] | None


class Presence:
    """The database, its log and the memory its readers share, as they were when the writing began."""

    def __init__(self, database: Path) -> None:
        self._database = os.fspath(database)
        self._who = _who(self._database)
        self._beside: dict[str, _Who] = {f"{self._database}-wal": None, f"{self._database}-shm": None}

    def check(self) -> None:
        """Look again.

        Raises:
            Trouble: `shop.gone`; what is written from now on would be lost.
        """
        if _who(self._database) != self._who or self._who is None:
            raise _gone(self._database)
        for path, before in self._beside.items():
            now = _who(path)
            if before is None:
                self._beside[path] = now
            elif now != before:
                raise _gone(path)


def _who(path: str) -> _Who:
    try:
        status = os.stat(path)  # noqa: PTH116 - a path object would cost more than the call
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _gone(path: str) -> Trouble:
    return Trouble(
        "shop.gone",
        msg(
            "{file} was deleted, renamed or exchanged while the till is open. What is sold now could not be kept, so "
            "nothing more is saved. Put the file back if somebody moved it, then close the program and start it again.",
            file=path,
        ),
        msg("The shop's file is gone"),
    )
