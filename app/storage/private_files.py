"""Files of a shop's folder that bear a person: handed out as an export, and destroyed when they are forgotten.

Printed receipts, cards and exports are found by their names; waiting prints, letters and logs by what is
written in them. Copies of the books cannot be changed: they are listed with the day by which they are gone,
and the register of who was forgotten, which lies beside them, cleans them when one is put back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from app.storage.connection import DatabaseError, open_raw
from app.storage.shop_folder import FOLDER_MODE, ShopFolder, write_whole
from app.values.clock import Instant, iso
from app.values.errors import Trouble
from app.values.words import msg
from app.workflows.privacy.erasure import Traces

LONGEST_KEPT_DAYS = 372
"""The oldest copy that retention keeps: twelve months, and the days of a long one."""

MASK = b"[forgotten]"
_READ_THROUGH = ("printing", "outbox", "exports", "logs")
_REWRITTEN = {".log", ".txt", ".jsonl"}


def write_export(folder: Path, name: str, files: dict[str, bytes]) -> dict[str, str]:
    """Write a member's export into a folder of its own, for its owner alone.

    Returns:
        SHA-256 of each file, hex, by its name.

    Raises:
        Trouble: `export.not_written`; nothing half is left.
    """
    target = folder / name
    try:
        for made in (folder, target):
            made.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        for file, data in files.items():
            write_whole(target / file, data)
    except OSError as error:
        why = error.strerror or str(error)
        raise Trouble(
            "export.not_written", msg("It could not be written to {folder} ({why}).", folder=str(target), why=why)
        ) from error
    return {file: hashlib.sha256(data).hexdigest() for file, data in files.items()}


def destroy_traces(folder: ShopFolder, traces: Traces) -> dict[str, int]:
    """Destroy every file that bears the person; logs stay, with the person's words struck out.

    Returns:
        How many files were destroyed, and how many rewritten.

    Raises:
        Trouble: `erase.files`: a file could not be destroyed; the person was not forgotten yet.
    """
    destroyed = rewritten = 0
    try:
        for path in _named(folder, traces):
            _overwrite(path)
            destroyed += 1
        needles = tuple(_spellings(traces))
        for path in _texts(folder):
            data = path.read_bytes()
            if not any(needle in data for needle in needles):
                continue
            if path.suffix in _REWRITTEN and path.parent.name == folder.logs.name:
                for needle in needles:
                    data = data.replace(needle, MASK)
                write_whole(path, data)
                rewritten += 1
            else:
                _overwrite(path)
                destroyed += 1
    except OSError as error:
        raise Trouble(
            "erase.files",
            msg(
                "{file} could not be destroyed ({why}). Nobody was forgotten yet; close what holds it and try again.",
                file=str(error.filename),
                why=error.strerror or str(error),
            ),
        ) from error
    return {"files_destroyed": destroyed, "files_rewritten": rewritten}


def copies_with(folders: Iterable[Path], members: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Copies of the books that still hold one of these members, each with the day by which it is gone."""
    found = []
    for path in sorted({path for folder in folders if folder.is_dir() for path in folder.glob("*.db")}):
        if _holds(path, members):
            made = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date()
            found.append((path.name, (made + dt.timedelta(days=LONGEST_KEPT_DAYS)).isoformat()))
    return tuple(found)


def _named(folder: ShopFolder, traces: Traces) -> Iterator[Path]:
    numbers, cards = set(traces.numbers), set(traces.cards)
    for path in _files(folder.receipts):
        if path.stem in numbers:
            yield path
    for path in _files(folder.root / "cards"):
        if path.stem in cards:
            yield path
    for path in _files(folder.exports):
        if any(member in path.as_posix() for member in traces.members):
            yield path


def _texts(folder: ShopFolder) -> Iterator[Path]:
    for name in _READ_THROUGH:
        yield from _files(folder.root / name)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _spellings(traces: Traces) -> Iterator[bytes]:
    """The person's words as bytes, as they lie in text, and in JSON with escapes."""
    for word in sorted({*traces.words, *traces.numbers, *traces.cards}, key=len, reverse=True):
        yield word.encode()
        escaped = msgspec.json.encode(word)[1:-1]
        yield escaped
        yield "".join(
            sign if sign.isascii() else f"\\u{ord(sign):04x}" for sign in word if ord(sign) < 0x10000
        ).encode()


def _overwrite(path: Path) -> None:
    """Write zeros over a file, then take it away: what an undelete would bring back is empty."""
    handle = os.open(path, os.O_WRONLY)
    try:
        os.write(handle, b"\0" * min(path.stat().st_size, 1 << 26))
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink()


def _holds(path: Path, members: tuple[str, ...]) -> bool:
    try:
        copy = open_raw(path, mode="ro", immutable="1")
        try:
            marks = ", ".join("?" * len(members))
            sql = f"SELECT 1 FROM person_versions WHERE member IN ({marks}) LIMIT 1"
            return copy.execute(sql, members).fetchone() is not None
        finally:
            copy.close()
    except DatabaseError:
        # Sealed or damaged: what it holds cannot be told, so it is listed.
        return True


def export_name(member: str, at: Instant) -> str:
    """The name of an export's folder: it bears the member's number, so that it is found when they are forgotten."""
    return f"{member}-{iso(at).replace(':', '').replace('.', '')}"
