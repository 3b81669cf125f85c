"""The drill: a backup is restored somewhere else and examined from end to end, so that nobody has to hope.

What came of it is kept beside the backups.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from app.storage.backups.restoring import Restoring, restore
from app.storage.doctor import doctor
from app.storage.shop_folder import write_whole
from app.values.clock import Clock, Instant
from app.values.errors import Expected
from app.values.words import Message

FILE = "drills.json"
MOST_KEPT = 50


class Drill(msgspec.Struct, frozen=True):
    """One drill.

    Attributes:
        file: Name of the backup. at: When. took_ms: How long, from the file to the last check.
        wrong: What was wrong, in English; empty where a shop would come back whole.
    """

    file: str
    at: Instant
    took_ms: int
    receipts: int = 0
    facts: int = 0
    wrong: str = ""


class DrillDone(msgspec.Struct, frozen=True):
    """A drill, and what to say of it to people where it failed."""

    drill: Drill
    message: Message | None = None


def run_drill(file: Path, clock: Clock, progress: Callable[[int, int], None] = lambda _done, _total: None) -> DrillDone:
    """Restore a backup into a folder that goes away again, and let the doctor look at it."""
    began = clock.now()
    receipts = facts = 0
    wrong, message = "", None
    with tempfile.TemporaryDirectory(prefix="regulars-drill-") as home:
        try:
            restored = restore(Restoring(file, Path(home) / "shop"), clock)
            receipts, facts = restored.taken.receipts, restored.taken.facts
            report = doctor(Path(home) / "shop", progress)
            wrong = "; ".join(f"{check.code}: {', '.join(check.where[:3])}" for check in report.checks if not check.ok)
        except Expected as expected:
            wrong, message = expected.message.english(), expected.message
    return DrillDone(Drill(file.name, began, max(0, clock.now() - began), receipts, facts, wrong), message)


def drills(backups: Path) -> tuple[Drill, ...]:
    """Drills that were kept beside the backups, the newest first."""
    try:
        return msgspec.json.decode((backups / FILE).read_bytes(), type=tuple[Drill, ...])
    except (OSError, msgspec.MsgspecError):
        return ()


def keep_drill(backups: Path, drill: Drill) -> None:
    """Keep what came of a drill."""
    write_whole(backups / FILE, msgspec.json.encode((drill, *drills(backups))[:MOST_KEPT]))
