"""A file that says it is a backup, taken in: nothing is believed of it until all of it was looked at.

It is copied first, byte by byte, from a regular file and nothing else; the copy is opened for reading only. Its
table of contents is compared with what our migrations make before any of its tables is read, so that no trigger,
view or computed column that somebody put into it is ever set off.
"""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import msgspec

from app.storage.backups.words import damaged, no_file, not_a_backup, not_ours, other_shape, still_in_use
from app.storage.connection import Connection, DatabaseError, open_raw
from app.storage.copying import wrong_in
from app.storage.inspection import SMALLEST_DATABASE
from app.storage.schemas import differences, shape_of
from app.storage.shop_folder import FILE_MODE
from app.values.errors import Refusal, Trouble
from app.values.words import msg
from app.workflows.ports import Identity
from db.terminal.registry import APPLICATION_ID, VERSION

HEADER = b"SQLite format 3\x00"
CHUNK = 1 << 20
ROOM_LEFT = 32 << 20
"""Bytes that stay free on the disk whatever is taken in."""


class TakenIn(msgspec.Struct, frozen=True):
    """A copy that proved to be a whole shop of ours.

    Attributes:
        last_seq: Of the till's newest life in it; 0 where nothing was recorded.
        last_epoch: The greatest life of the till in it.
    """

    version: int
    who: Identity
    last_epoch: int
    last_seq: int
    receipts: int
    facts: int


def take_in(file: Path, copy: Path) -> TakenIn:
    """Copy a file to `copy` and look at all of it.

    Raises:
        Refusal: `restore.no_file`, `restore.no_backup`, `restore.not_ours`, `restore.newer`, `restore.shape`,
            `restore.live`. Trouble: `restore.damaged`, `restore.unread`.
    """
    _copy(file, copy)
    _check_header(file, copy)
    try:
        connection = open_raw(copy, mode="ro", immutable="1")
    except DatabaseError as error:
        raise damaged(file, str(error)) from error
    try:
        connection.execute("PRAGMA trusted_schema = 0")
        connection.execute("PRAGMA cell_size_check = 1")
        version = _check_shape(file, connection)
        wrong = wrong_in(copy)
        if wrong:
            raise damaged(file, wrong)
        return _figures(connection, version)
    except (DatabaseError, ValueError, TypeError) as error:
        raise damaged(file, str(error)) from error
    finally:
        connection.close()


def _copy(file: Path, copy: Path) -> None:
    """The bytes of a regular file; a link, a pipe, a device or a folder is none."""
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise no_file(file, error.strerror or str(error)) from error
    status = os.fstat(handle)
    if file.is_symlink() or not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise no_file(file, "")
    with os.fdopen(handle, "rb") as source:
        if status.st_size < SMALLEST_DATABASE:
            raise not_a_backup(file)
        log = file.with_name(file.name + "-wal")
        if log.is_file() and log.stat().st_size:
            raise still_in_use(file)
        if status.st_size + ROOM_LEFT > shutil.disk_usage(copy.parent).free:
            raise Trouble(
                "restore.no_room",
                msg("There is not enough room on this disk to restore {file}. Nothing was changed.", file=str(file)),
                msg("No room"),
            )
        try:
            _write(source, copy, status.st_size)
        except OSError as error:
            raise Trouble(
                "restore.unread",
                msg(
                    "{file} could not be read to its end ({why}). Nothing was changed. Is the disk still plugged in?",
                    file=str(file),
                    why=error.strerror or str(error),
                ),
            ) from error


def _write(source: object, copy: Path, size: int) -> None:
    read = source.read  # type: ignore[attr-defined]
    handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as target:
        left = size
        while left > 0 and (some := read(min(CHUNK, left))):
            target.write(some)
            left -= len(some)
        if left:
            raise OSError(5, os.strerror(5))
        target.flush()
        os.fsync(target.fileno())


def _check_header(file: Path, copy: Path) -> None:
    with copy.open("rb") as data:
        if data.read(len(HEADER)) != HEADER:
            raise not_a_backup(file)


def _check_shape(file: Path, connection: Connection) -> int:
    shape = shape_of(connection)
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if application != APPLICATION_ID or version < 1:
        raise not_ours(file)
    if version > VERSION:
        raise Refusal(
            "restore.newer",
            msg(
                "{file} was made by a newer version of the program (its database is {found}, this program knows "
                "{known}). Nothing was changed. Install the newer version, then restore it there.",
                file=str(file),
                found=str(version),
                known=str(VERSION),
            ),
            msg("Made by a newer version"),
        )
    wrong = differences(shape, version)
    if wrong:
        raise other_shape(file, wrong)
    return version


def _figures(connection: Connection, version: int) -> TakenIn:
    rows = connection.execute("SELECT shop, till, epoch FROM identity").fetchall()
    if len(rows) != 1:
        raise ValueError("no identity")
    who = Identity(shop=str(rows[0][0]), till=int(rows[0][1]), epoch=int(rows[0][2]))
    epoch, seq = connection.execute(
        "SELECT coalesce(max(epoch), 0), coalesce(max(seq) FILTER (WHERE epoch = ?1), 0) FROM facts WHERE till = ?2",
        (who.epoch, who.till),
    ).fetchone()
    receipts, facts = connection.execute(
        "SELECT (SELECT count(*) FROM receipts), (SELECT count(*) FROM facts)"
    ).fetchone()
    return TakenIn(version, who, max(int(epoch), who.epoch), int(seq), int(receipts), int(facts))
