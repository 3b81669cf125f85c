"""The page about backups: which there are and how old, one more now, a look whether one is whole, and the drill.

Restoring goes into a new folder and never over the shop that sells; damaged books have their own way out
(`rescue`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import cast

from PySide6.QtWidgets import QHBoxLayout
from shiboken6 import isValid

from app.ui.backups.idle import NoBackups
from app.ui.backups.words import WHY, age_tone, age_words, size_words
from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.ui.forms.listing import ListCard
from app.ui.forms.page import SidePanelPage, key
from app.ui.forms.panel import Heading, Panel, ScrollColumn
from app.ui.forms.table import Cell, Column
from app.ui.shell.actions import KeyAction
from app.ui.shell.screen import Desk
from app.ui.widgets.button import Button, Kind, Size
from app.ui.widgets.pill import Pill
from app.ui.widgets.text import ElidedLabel, TextLabel, wrapped
from app.values.words import Message, msg, msgn
from app.workflows.backup_desk import BACKUP_DESK, BackupDesk, BackupRow


class BackupsScreen(SidePanelPage):
    """Copies of the shop and what can be done with them."""

    title = msg("Backups")
    icon = "database"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._backups = cast("BackupDesk", desk.services.get(BACKUP_DESK, NoBackups)())
        self._chosen = ""
        self._rows: tuple[BackupRow, ...] = ()
        self.list: ListCard[BackupRow] = ListCard(self.face, self._columns(), sample=None, name=self.title)
        self.panel = Panel(self.face, msg("Would the shop come back?"), "database")
        self._body: ScrollColumn | None = None
        self.folder: TextField | None = None
        self.now_button = self.panel.add_button(
            self._button(msg("Back up now"), "primary", self.back_up, key="Ctrl+B"), stretch=True
        )
        self.set_sides(self.list, self.panel, share=1.12)
        self.list.opened.connect(self._on_opened)
        self.list.table.current_moved.connect(self._on_opened)
        self.face.reworded.connect(self.show_state)
        self._backups.watch(self.show_state)

    # -- what the shell calls

    def page_keys(self) -> tuple[KeyAction, ...]:
        return (
            key("Ctrl+B", msg("Back up now"), self.back_up, icon="database"),
            key("Ctrl+K", msg("Check"), self.check),
            key("Ctrl+T", msg("Try to restore"), self.drill),
        )

    def on_shown(self) -> None:
        super().on_shown()
        self.show_state()
        self.list.table.setFocus()

    # -- showing

    def show_state(self) -> None:
        """Show the copies and the state as they are now."""
        if not isValid(self) or not self.isVisible():
            return
        now = self._backups.now()
        self._rows = now.rows
        files = [row.file for row in now.rows]
        if self._chosen not in files:
            self._chosen = files[0] if files else ""
        self.rename(self.title, msgn("{n} copy", "{n} copies", len(files)))
        if files:
            self.list.show_listed(now.rows, current=files.index(self._chosen))
        else:
            action = (msg("Back up now"), "Ctrl+B", self.back_up)
            self.list.show_empty("database", msg("There is no backup yet"), now.trouble, action)
        self._build()

    def _build(self) -> None:
        typed = self.folder.text() if self.folder is not None else ""
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        body = self._body = ScrollColumn(self.face, margins=(4, 1, 4, 3), spacing=2.5)
        self._add_state(body)
        self._add_chosen(body, typed)
        body.finish()
        self.panel.hold(body)
        doing = self._backups.now().doing
        self.panel.say_state(doing, "primary", "clock")
        self.now_button.setEnabled(doing is None)

    def _add_state(self, body: ScrollColumn) -> None:
        now, at = self._backups.now(), self.desk.till.now()
        newest = max((row.made_at for row in now.rows if row.why != "upgrade"), default=0)
        words = age_words(newest, at) if newest else msg("none")
        self._line(body, msg("Newest backup"), words, age_tone(newest, at))
        looked = msg("not yet since the start")
        if now.looked_at:
            looked = msg("damaged") if now.damage is not None else age_words(now.looked_at, at)
        tone = "err" if now.damage is not None else "ok" if now.looked_at else "primary"
        self._line(body, msg("File looked through"), looked, tone)
        drilled = age_words(now.drilled_at, at) if now.drilled_at else msg("never")
        drill_tone = "err" if now.drill_wrong else "ok" if now.drilled_at else "warn"
        self._line(body, msg("Restoring was tried"), msg("it failed") if now.drill_wrong else drilled, drill_tone)
        other = now.other_folder
        self._line(body, msg("On another disk"), msg("yes") if other else msg("no"), "ok" if other else "warn")
        if other:
            body.add(ElidedLabel(self.face, other, "small", tone="text2"))
        change = self._button(msg("Disk and hours: change in Settings"), "soft", self._change_settings, size="small")
        body.add(change)
        for trouble in (now.damage, now.trouble):
            if trouble is not None:
                body.add(wrapped(TextLabel(self.face, trouble, "small", tone="err")))

    def _add_chosen(self, body: ScrollColumn, typed: str) -> None:
        row = self._row()
        if row is None:
            return
        made = self.face.words.date_time(row.made_at)
        body.add(Heading(self.face, msg("The backup of {time}", time=made)))
        line = QHBoxLayout()
        self.check_button = self._button(msg("Check"), "plain", self.check, key="Ctrl+K")
        self.drill_button = self._button(msg("Try to restore"), "plain", self.drill, key="Ctrl+T")
        for button in (self.check_button, self.drill_button):
            button.setEnabled(self._backups.now().doing is None)
            line.addWidget(button, 1)
        body.add(line)
        about = msg("The shop that sells stays as it is. Damaged books are restored at the start of the program.")
        body.add(wrapped(TextLabel(self.face, about, "small", tone="text2")))
        self.folder = TextField(self.face, msg("Restore into a new folder"))
        self.folder.put(typed or self._suggested())
        body.add(self.folder)
        restore = self._button(msg("Restore there"), "soft", self.restore)
        restore.setEnabled(self._backups.now().doing is None)
        body.add(restore)

    def _line(self, body: ScrollColumn, words: Message, state: Message, tone: str) -> None:
        line = QHBoxLayout()
        line.addWidget(TextLabel(self.face, words, "body"), 1)
        line.addWidget(Pill(self.face, state, tone))
        body.add(line)

    def _suggested(self) -> str:
        shop = PurePath(self._backups.now().folder).parent
        return str(shop.parent / f"{shop.name}-restored")

    def _columns(self) -> tuple[Column[BackupRow], ...]:
        face = self.face
        return (
            Column(msg("Made"), lambda row: _made(face, row)),
            Column(msg("Why"), lambda row: Cell(face.say(WHY[row.why]), tone="text2"), ems=10, from_ems=36),
            Column(msg("Size"), lambda row: Cell(size_words(face.words, row.size), mono=True), ems=6, align="right"),
            Column(msg("Where"), lambda row: _where(face, row), ems=9),
        )

    # -- doing

    def back_up(self) -> None:
        """One more copy, now."""
        if self._backups.now().doing is None:
            self._backups.back_up()

    def check(self) -> None:
        """Read the chosen copy to its end."""
        if self._row() is not None and self._backups.now().doing is None:
            self._backups.check(self._chosen)

    def drill(self) -> None:
        """Restore the chosen copy elsewhere, examine it, and throw it away."""
        if self._row() is not None and self._backups.now().doing is None:
            self._backups.drill(self._chosen)

    def restore(self) -> None:
        """Make a shop of the chosen copy in the folder that was typed."""
        if self.folder is None or self._backups.now().doing is not None:
            return
        typed = self.folder.text().strip()
        if not PurePath(typed).is_absolute():
            self.folder.refuse(msg("Type the whole path, like /home/anna/shop-restored."))
            return
        self._backups.restore(self._chosen, typed)

    def _row(self) -> BackupRow | None:
        return next((row for row in self._rows if row.file == self._chosen), None)

    def _on_opened(self, place: int) -> None:
        if 0 <= place < len(self._rows) and self._rows[place].file != self._chosen:
            self._chosen = self._rows[place].file
            self._build()

    def _change_settings(self) -> None:
        self.desk.open_screen("settings", "till")

    def _button(
        self, words: Message, look: Kind, run: Callable[[], None], *, key: str = "", size: Size = "normal"
    ) -> Button:
        button = Button(self.face, words, look, key=key, size=size, focusable=True)
        button.clicked.connect(lambda _checked=False: run())
        return button


def _made(face: Face, row: BackupRow) -> Cell:
    return Cell(face.words.date_time(row.made_at), detail=row.name, strong=True)


def _where(face: Face, row: BackupRow) -> Cell:
    words = msg("other disk") if row.is_elsewhere else msg("this machine")
    return Cell(face.say(words), pill="ok" if row.is_elsewhere else "text2")
