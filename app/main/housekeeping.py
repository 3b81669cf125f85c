"""Housekeeping: what keeps a shop safe while it sells, and stands behind the page about backups.

Every minute it is looked at what is due: a look through the whole file, the reserve for a full disk, a backup, a
drill. All of it is done on a thread of its own; what is wrong is said on the screen.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer

from app.main.clock_keeping import ClockKeeping
from app.main.keeper import Keeper
from app.storage import ballast
from app.storage.backups.drill import DrillDone, drills, keep_drill, run_drill
from app.storage.backups.making import BackupsMade, facts_kept, make_backup, shelves
from app.storage.backups.restoring import Restored, Restoring, restore
from app.storage.copying import wrong_in
from app.storage.looking_through import look_through
from app.ui.shell.actions import Notice
from app.values.clock import Instant
from app.values.errors import Expected, Trouble
from app.values.words import Message, msg, msgn
from app.workflows.backup_desk import BACKUP_DESK, BackupRow, BackupsNow, Why

if TYPE_CHECKING:
    from app.storage.store import Store
    from app.ui.shell.screen import Desk
    from app.ui.shell.window import TerminalWindow

FIRST_MS, EVERY_MS = 15_000, 60_000
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
LOOK_AGAIN_MS = 6 * HOUR_MS
DRILL_AGAIN_MS = 30 * DAY_MS
OLD_MS = 2 * DAY_MS
SLOW_COMMIT_MS = 1000


class Housekeeping(QObject):
    """Fulfils `workflows.backup_desk`.

    Attributes:
        keeper: Where the quiet work is done. clock: Who minds the clock.
    """

    def __init__(self, desk: Desk, window: TerminalWindow, store: Store) -> None:
        super().__init__()
        self._desk, self._window, self._store = desk, window, store
        self.keeper = Keeper()
        self._watchers: list[Callable[[], None]] = []
        self._now = BackupsNow((), str(store.folder.backups))
        self._backed_up_facts = -1
        self._shift = desk.till.shift
        self._said: set[str] = set()
        desk.services[BACKUP_DESK] = lambda: self
        desk.till.changed.connect(self._on_till_changed)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look_round)
        self._timer.start(FIRST_MS)
        self.clock = ClockKeeping(desk, window, store.clock)
        self.clock.look()
        self._read_shelves()

    def stop(self) -> None:
        """Finish what was begun."""
        self._timer.stop()
        self.keeper.stop()

    def look_round(self) -> None:
        """Do what is due."""
        self._timer.setInterval(EVERY_MS)
        self.clock.look()
        self._mind_slow_disk()
        if self.keeper.waiting:
            return
        at = self._at()
        if not ballast.is_there(self._store.folder.root):
            self.keeper.run(lambda: ballast.make(self._store.folder.root), lambda _made: None, self._desk.refuse)
        if at - self._now.looked_at >= LOOK_AGAIN_MS:
            self.look_through()
        newest = max((row.made_at for row in self._now.rows if row.why != "upgrade"), default=0)
        if at - newest >= self._desk.till.settings.backup_hours * HOUR_MS or newest > at + DAY_MS:
            self._make_backup("scheduled")
        if self._now.rows and at - self._now.drilled_at >= DRILL_AGAIN_MS:
            self._drill_beside()
        self._mind_age(at, newest)

    # -- what the page asks for

    def now(self) -> BackupsNow:
        return self._now

    def watch(self, on_changed: Callable[[], None]) -> None:
        self._watchers.append(on_changed)

    def back_up(self) -> None:
        self._make_backup("asked")

    def check(self, file: str) -> None:
        def checked(wrong: str) -> None:
            self._change(doing=None)
            name = Path(file).name
            if wrong:
                words = msg("{file} is damaged ({why}). Make another backup now.", file=name, why=wrong[:120])
                self._desk.notify(Notice(words, "err"))
            else:
                self._desk.notify(Notice(msg("{file} was read to its end: it is whole.", file=name), "ok"))

        self._change(doing=msg("Checking a backup"))
        self.keeper.run(lambda: wrong_in(Path(file), self.keeper.breathe), checked, self._refused)

    def drill(self, file: str) -> None:
        self._change(doing=msg("Trying to restore"))
        self.keeper.run(
            lambda: run_drill(Path(file), self._store.clock, self.keeper.breathe), self._on_drilled, self._refused
        )

    def restore(self, file: str, folder: str) -> None:
        asked = Restoring(Path(file), Path(folder))
        self._change(doing=msg("Restoring"))
        self.keeper.run(lambda: restore(asked, self._store.clock), self._on_restored, self._refused)

    def look_through(self) -> None:
        """Look through the whole file in the background."""
        self.keeper.run(
            lambda: look_through(self._store.folder.database, self.keeper.breathe),
            self._on_looked_through,
            self._refused,
        )

    # -- what came of it

    def _on_looked_through(self, found: Expected | None) -> None:
        self._change(looked_at=self._at(), damage=found.message if found is not None else None)
        if found is not None:
            self._window.top_bar.show_data(msg("Damaged"), "err")
            self._desk.notify(Notice(found.message, "err"))

    def _make_backup(self, why: Why) -> None:
        second = self._desk.till.settings.backup_folder
        at = self._at()

        def work() -> BackupsMade | None:
            facts = facts_kept(self._store)
            if why == "scheduled" and facts == self._backed_up_facts:
                return None
            made = make_backup(self._store, why, at, second=second, progress=self.keeper.breathe)
            self._backed_up_facts = facts
            return made

        def done(made: BackupsMade | None) -> None:
            self._read_shelves()
            trouble = made.copy_trouble if made is not None else None
            self._change(doing=None, trouble=trouble.message if trouble is not None else None)
            if trouble is not None:
                self._say_once(trouble)
            elif why == "asked" and made is not None:
                words = msg("Backed up and read back: {file}.", file=Path(made.done.file).name)
                self._desk.notify(Notice(words, "ok"))

        self._change(doing=msg("Backing up"))
        self.keeper.run(work, done, self._refused)

    def _drill_beside(self) -> None:
        """The monthly drill, in a process of its own: it takes a processor for a while."""
        folder, file = str(self._store.folder.root), self._now.rows[0].file
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "app"]
        nice = shutil.which("nice")
        command = [*([nice, "-n", "10"] if nice else []), *program, "restore", file, "--drill", "--shop", folder]

        def work() -> None:
            quiet = subprocess.DEVNULL
            drill = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603 - ourselves
            try:
                while drill.poll() is None:
                    self.keeper.breathe()
            finally:
                drill.kill()
                drill.wait()

        self.keeper.run(work, lambda _none: self._on_drilled_beside(), self._refused)

    def _on_drilled_beside(self) -> None:
        self._read_shelves()
        if self._now.drill_wrong:
            self._desk.notify(Notice(_no_way_back(self._now.drill_wrong), "err"))

    def _on_drilled(self, done: DrillDone) -> None:
        keep_drill(self._store.folder.backups, done.drill)
        self._read_shelves()
        self._change(doing=None)
        if done.drill.wrong:
            self._desk.notify(Notice(_no_way_back(done.message or done.drill.wrong), "err"))
        else:
            receipts = msgn("{n} receipt", "{n} receipts", done.drill.receipts)
            words = msg(
                "Restored elsewhere and examined: {receipts}. The shop would come back whole.", receipts=receipts
            )
            self._desk.notify(Notice(words, "ok"))

    def _on_restored(self, restored: Restored) -> None:
        self._change(doing=None)
        words = msg("The shop was restored into {folder}. This till goes on as it was.", folder=restored.folder)
        self._desk.notify(Notice(words, "ok"))

    def _refused(self, refused: Expected) -> None:
        self._change(doing=None, trouble=refused.message)
        self._say_once(refused)

    # -- what is minded

    def _on_till_changed(self) -> None:
        before, self._shift = self._shift, self._desk.till.shift
        if before is not None and self._shift is None:
            self._make_backup("close")

    def _mind_slow_disk(self) -> None:
        slowest = self._store.take_slowest_commit_ms()
        if slowest > SLOW_COMMIT_MS:
            words = msg(
                "The disk took {seconds} s to keep a receipt. Nothing is lost, but it may be failing: make a backup on "
                "another disk today.",
                seconds=str(round(slowest / 1000)),
            )
            self._say_once(Trouble("disk.slow", words))

    def _mind_age(self, at: Instant, newest: Instant) -> None:
        if newest and at - newest > OLD_MS and not self.keeper.waiting:
            days = msgn("{n} day", "{n} days", (at - newest) // DAY_MS)
            self._say_once(
                Trouble("backup.old", msg("The newest backup is {days} old. F10, Backups: back up now.", days=days))
            )

    def _say_once(self, trouble: Expected) -> None:
        """Once a day is enough for what nobody can mend at once."""
        day = f"{trouble.code} {self._at() // DAY_MS}"
        if day not in self._said:
            self._said.add(day)
            self._desk.notify(Notice(trouble.message, "warn"))

    def _at(self) -> Instant:
        return self._store.clock.now()

    def _read_shelves(self) -> None:
        other = self._desk.till.settings.backup_folder
        places = shelves(self._store, other)
        rows = [
            BackupRow(kept.file, Path(kept.file).name, kept.made_at, kept.why, kept.size, is_elsewhere=place > 0)
            for place, shelf in enumerate(places)
            for kept in shelf.kept()
        ]
        tried = drills(self._store.folder.backups)
        self._change(
            rows=tuple(sorted(rows, key=lambda row: (-row.made_at, row.is_elsewhere))),
            other_folder=other,
            drilled_at=tried[0].at if tried else 0,
            drill_wrong=tried[0].wrong if tried else "",
        )

    def _change(self, **changes: object) -> None:
        self._now = msgspec.structs.replace(self._now, **changes)
        for tell in self._watchers:
            tell()


def _no_way_back(why: Message | str) -> Message:
    return msg("The newest backup would not come back whole ({why}). Make another one now.", why=why)
