"""What is said of a file from which no shop can be restored: what it is, that nothing was changed, what to do."""

from __future__ import annotations

from pathlib import Path

from app.values.errors import Refusal, Trouble
from app.values.words import msg


def no_file(file: Path, why: str) -> Refusal:
    """A link, a pipe, a device, a folder, or nothing at all."""
    return Refusal(
        "restore.no_file",
        msg("{file} cannot be read as a file ({why}). Nothing was changed. Choose another.", file=str(file), why=why)
        if why
        else msg("{file} is no ordinary file. Nothing was changed. Choose the backup's own file.", file=str(file)),
        msg("Not a file"),
    )


def not_a_backup(file: Path) -> Refusal:
    """Something else, cut short before its first page, or encrypted with a key that is not ours."""
    return Refusal(
        "restore.no_backup",
        msg(
            "{file} is no backup, or it is encrypted with another key: it cannot be read as a database. "
            "Nothing was changed. Choose another.",
            file=str(file),
        ),
        msg("Not a backup"),
    )


def not_ours(file: Path) -> Refusal:
    """A database of another program."""
    return Refusal(
        "restore.not_ours",
        msg("{file} is a database, but no backup of Regulars. Nothing was changed. Choose another.", file=str(file)),
        msg("Not a backup of ours"),
    )


def other_shape(file: Path, where: tuple[str, ...]) -> Refusal:
    """A database that somebody changed: what is in it beside ours might do anything."""
    return Refusal(
        "restore.shape",
        msg(
            "{file} is not as this program makes its backups ({where}): somebody changed it. It was not opened any "
            "further and nothing was changed. Choose another backup.",
            file=str(file),
            where="; ".join(where[:3]),
        ),
        msg("The backup was changed"),
    )


def still_in_use(file: Path) -> Refusal:
    """A live database: its newest receipts lie beside it."""
    return Refusal(
        "restore.live",
        msg(
            "{file} is in use, or was when a program was killed: its newest receipts lie in a second file beside it. "
            "Nothing was changed. Make a backup of that shop first: regulars backup.",
            file=str(file),
        ),
        msg("Still in use"),
    )


def damaged(file: Path, why: str) -> Trouble:
    """Cut short or spoilt."""
    return Trouble(
        "restore.damaged",
        msg("{file} is damaged ({why}). Nothing was changed. Choose an older backup.", file=str(file), why=why[:120]),
        msg("The backup is damaged"),
    )
