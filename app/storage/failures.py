"""What SQLite says, in the shop's words: what happened, what is safe, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.storage.connection import DatabaseError
from app.values.errors import Expected, Refusal, Trouble
from app.values.words import msg

SAFE = "Everything that was saved before is still there."


def trouble_of(error: Exception) -> Expected | None:
    """The expected failure that a driver's error stands for; None where it is a defect of ours."""
    # The backup interface of the driver gives SQLite's text without its code.
    name = str(getattr(error, "sqlite_errorname", "") or _NAMES.get(str(error), ""))
    if name.startswith("SQLITE_CONSTRAINT"):
        return _refused(str(error))
    for prefix, make in _KNOWN:
        if name.startswith(prefix):
            return make(str(error))
    return None


def _refused(why: str) -> Expected:
    if "receipts are never replaced" in why:
        return Refusal("sale.already", msg("This sale is complete already. It was not saved twice."))
    return Refusal("fact.refused", msg("The database refused an entry ({why}). Nothing of it was saved.", why=why))


def _full(_why: str) -> Expected:
    return Trouble(
        "disk.full",
        msg("The disk is full: this was not saved. Earlier receipts are safe. Free some space, then try again."),
        msg("The disk is full"),
    )


def _busy(_why: str) -> Expected:
    return Trouble(
        "disk.busy",
        msg("Another program holds the shop's database. Nothing of this was saved. Close it, then try again."),
        msg("The database is busy"),
    )


def _read_only(_why: str) -> Expected:
    return Trouble(
        "disk.read_only",
        msg(
            "The shop's folder can only be read, so nothing new can be saved. What is there is safe. "
            "Give this user the right to write to the folder, then start again."
        ),
        msg("The shop can only be read"),
    )


def _damaged(why: str) -> Expected:
    return Trouble(
        "shop.damaged",
        msg(
            "The shop's database is damaged ({why}). Stop selling on this till; do not copy or mend the file by hand. "
            "Run `regulars doctor` to see where, and keep the newest backup at hand.",
            why=why,
        ),
        msg("The database is damaged"),
    )


def _failed(why: str) -> Expected:
    return Trouble(
        "disk.failed",
        msg("The disk did not keep what was written ({why}). Nothing of this was saved. Check the disk.", why=why),
        msg("The disk failed"),
    )


_KNOWN = (
    ("SQLITE_FULL", _full),
    ("SQLITE_BUSY", _busy),
    ("SQLITE_LOCKED", _busy),
    ("SQLITE_READONLY", _read_only),
    ("SQLITE_PERM", _read_only),
    ("SQLITE_CANTOPEN", _read_only),
    ("SQLITE_CORRUPT", _damaged),
    ("SQLITE_NOTADB", _damaged),
    ("SQLITE_IOERR", _failed),
)
_NAMES = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
}


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a driver's error into an expected failure; defects and everything else go through."""
    try:
        yield
    except DatabaseError as error:
        trouble = trouble_of(error)
        if trouble is None:
            raise
        raise trouble from error
