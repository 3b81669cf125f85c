"""The door to the shop's backups: what the page about them shows and asks for; `main` stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import msgspec

from app.values.clock import Instant
from app.values.words import Message

BACKUP_DESK = "backup_desk"
"""Name of the service: called without arguments, it gives a `BackupDesk`."""

Why = Literal["scheduled", "close", "asked", "upgrade", "other"]


class BackupRow(msgspec.Struct, frozen=True):
    """A copy that lies somewhere.

    Attributes:
        made_at: When. size: Bytes.
        is_elsewhere: It lies on the other disk.
    """

    file: str
    name: str
    made_at: Instant
    why: Why
    size: int
    is_elsewhere: bool = False


class BackupsNow(msgspec.Struct, frozen=True):
    """All there is to show.

    Attributes:
        rows: The newest first.
        folder: Where they lie. other_folder: The other disk; empty where none is set.
        doing: What is being done just now; None for nothing.
        looked_at: When the whole file was last looked through; 0 for not yet. damage: What was found.
        drilled_at: When a restore was last tried; 0 for never. drill_wrong: What came of it; empty for well.
        trouble: Why the last backup or its copy failed.
    """

    rows: tuple[BackupRow, ...]
    folder: str
    other_folder: str = ""
    doing: Message | None = None
    looked_at: Instant = 0
    damage: Message | None = None
    drilled_at: Instant = 0
    drill_wrong: str = ""
    trouble: Message | None = None


class BackupDesk(Protocol):
    """What can be asked. Everything that takes time is done elsewhere; `watch` is told when something changed."""

    def now(self) -> BackupsNow: ...
    def watch(self, on_changed: Callable[[], None]) -> None: ...
    def back_up(self) -> None: ...
    def check(self, file: str) -> None: ...
    def drill(self, file: str) -> None: ...
    def restore(self, file: str, folder: str) -> None: ...


class RescueRow(msgspec.Struct, frozen=True):
    """A backup from which damaged books can come back."""

    file: str
    made_at: Instant
    size: int
    is_elsewhere: bool = False
