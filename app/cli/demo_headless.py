"""The demo without a screen: a scripted quarter hour through the real window, and what it left behind.

    DIR/01-....png ...   a picture for every step
    DIR/receipts/        the receipts as they were written at the till
    DIR/summary.json     {"steps": [{"name", "picture", "ms"}], "receipts": [file], "totals"}

It plays in a fresh copy of the demo shop on a Monday just after five, so that every run shows the same.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from app.cli.speaking import Speaker
from app.values.clock import Instant
from app.values.errors import Refusal
from app.values.words import msg, msgn

if TYPE_CHECKING:
    from app.storage.store import Store

MONDAY_AFTER_FIVE: Instant = 1_795_449_720_000
"""2026-11-23 17:02 in Berlin."""


class RunningClock:
    """A clock that was set and goes on from there."""

    def __init__(self, at: Instant) -> None:
        self._ahead = at - monotonic() * 1000

    def now(self) -> Instant:
        """Milliseconds since 1970."""
        return int(self._ahead + monotonic() * 1000)


def play(out: Path, speaker: Speaker) -> int:
    """Play, and leave pictures, receipts and a summary in `out`."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.main import open_terminal
    from app.storage.demo_shop import DEMO_PINS, open_demo_shop
    from app.ui.demo.player import play_demo

    _make(out)
    with tempfile.TemporaryDirectory(prefix="regulars-demo-") as home:
        folder, clock = Path(home) / "shop", RunningClock(MONDAY_AFTER_FIVE)
        began = clock.now()
        with open_terminal(folder, clock=clock, store=open_demo_shop(folder, clock)) as terminal:
            terminal.show()
            steps = play_demo(terminal, out, pin=next(iter(DEMO_PINS.values())))
            totals = _totals(terminal.store, began)
        receipts = _keep_receipts(folder / "receipts", out / "receipts")
    summary = {"steps": steps, "receipts": receipts, "totals": totals}
    (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    speaker.say(
        msg(
            "{steps} and {receipts} are in {folder}.",
            steps=msgn("{n} picture", "{n} pictures", len(steps)),
            receipts=msgn("{n} receipt", "{n} receipts", totals["receipts"]),
            folder=str(out),
        )
    )
    return 0


def _make(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or str(error)
        raise Refusal("usage.file", msg("{file} cannot be written ({why}).", file=str(out), why=why)) from error


def _totals(store: Store, began: Instant) -> dict[str, Any]:
    """What was sold since `began`; money in minor units, points whole."""
    with store.reads() as reads:
        sold = [row for row in reads.recent_receipts(200) if row.at >= began]
        changes = [change for row in sold if (found := reads.receipt(row.sale)) for change in found[0].points]
        currency = reads.shop_settings().currency
    return {
        "receipts": len(sold),
        "currency": currency,
        "total_minor": sum(row.total_minor for row in sold),
        "discount_minor": sum(row.discount_minor for row in sold),
        "points_earned": sum(change.earned_milli for change in changes) // 1000,
        "points_spent": sum(change.spent_milli for change in changes) // 1000,
    }


def _keep_receipts(written: Path, kept: Path) -> list[str]:
    """Copy what the till wrote; returns the files, relative to the folder above."""
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(written, kept)
    return sorted(path.relative_to(kept.parent).as_posix() for path in kept.rglob("*") if path.is_file())
