"""A till's own settings files: written whole with a second copy, read back even after a bad night.

A file that we wrote ends with a line that says so. One that was torn in half, emptied, or edited into something
that cannot stand is set aside in words, and the last good copy is used; a file written by hand needs no such line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import tomli_w

from app.values.errors import Refusal
from app.values.words import Message, msg

Settings = TypeVar("Settings")
Build = Callable[[Mapping[str, Any]], Settings]
HEAD = "# Written by Regulars; the last line says that nothing is missing."
END = "# whole"
LARGEST_BYTES = 1_000_000


def settings_bytes(tables: Mapping[str, Any]) -> bytes:
    """The content of a file that can be told from a torn one."""
    return f"{HEAD}\n{tomli_w.dumps(tables)}{END}\n".encode()


def read_settings(path: Path, build: Build[Settings]) -> Settings:
    """The settings in a file.

    Raises:
        Refusal: `settings.*`: it is torn, no TOML, or has something that cannot stand. OSError: it is not to be read.
    """
    if not path.is_file() and path.exists():
        raise Refusal("settings.file", msg("it is no ordinary file"))
    with path.open("rb") as file:
        data = file.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise Refusal("settings.file", msg("it is too large"))
    try:
        text = data.decode("utf-8-sig")
        _refuse_torn(text)
        return build(tomllib.loads(text))
    except (ValueError, RecursionError) as wrong:
        raise Refusal("settings.file", msg("it is no TOML: {why}", why=" ".join(str(wrong).split())[:120])) from wrong


def why_unread(path: Path, build: Build[Settings]) -> tuple[Settings | None, Message | str | None]:
    """The settings of a file, or None and why it cannot be used."""
    try:
        return read_settings(path, build), None
    except Refusal as refusal:
        return None, refusal.message
    except OSError as error:
        return None, error.strerror or str(error)


def _refuse_torn(text: str) -> None:
    if not text.strip():
        raise Refusal("settings.file", msg("it is empty"))
    is_ours = text.startswith(HEAD) or HEAD.startswith(text.rstrip())
    if is_ours and not text.rstrip().endswith(END):
        raise Refusal("settings.file", msg("a part of it is missing"))
