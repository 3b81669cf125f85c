"""Files that somebody chooses: asked for in a window of our own, read and written whole, refused in words.

The window is Qt's and not the system's, so that it can be used by keyboard and touch alike on any machine.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.face import Face
from app.values.errors import Trouble
from app.values.words import Message, msg


def ask_where(parent: QWidget, face: Face, title: Message, *, name: str, kinds: str) -> Path | None:
    """Where to write; None where nobody chose. `kinds` is Qt's filter (`TOML (*.toml)`)."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, face.say(title), str(Path.home() / name), kinds, options=QFileDialog.Option.DontUseNativeDialog
    )
    return Path(chosen) if chosen else None


def ask_which(parent: QWidget, face: Face, title: Message, *, kinds: str) -> Path | None:
    """Which file to read; None where nobody chose."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent, face.say(title), str(Path.home()), kinds, options=QFileDialog.Option.DontUseNativeDialog
    )
    return Path(chosen) if chosen else None


def read_chosen(path: Path, *, most: int) -> bytes:
    """The content of a regular file; raises `Trouble` for anything else and for more than `most` bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _unread(path, msg("it is no ordinary file"))
            data = file.read(most + 1)
    except OSError as wrong:
        raise _unread(path, wrong.strerror or str(wrong)) from wrong
    if len(data) > most:
        raise _unread(path, msg("it is larger than such a file can be"))
    return data


def write_chosen(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; raises `Trouble`."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        raise Trouble("file.not_written", msg("{file} was not written ({why}).", file=str(path), why=why)) from wrong


def _unread(path: Path, why: Message | str) -> Trouble:
    return Trouble("file.unread", msg("{file} cannot be read ({why}). Nothing was changed.", file=str(path), why=why))
