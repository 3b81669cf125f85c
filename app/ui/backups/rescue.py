"""The way out where the shop's books cannot be opened: what happened, and the backups from which they come back.

Nothing can be sold behind this page. Damaged files are never mended or thrown away: a restored shop takes their
place, and they are moved aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.backups.words import age_words, size_words
from app.ui.forms.panel import ScrollColumn
from app.ui.shell.screen import Desk, Screen
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.clock import Instant, wall_offset_ms
from app.values.errors import Expected
from app.values.words import Message, msg, plain
from app.workflows.backup_desk import RescueRow

MOST_SHOWN = 4
WIDEST_EMS = 44

CAN_COME_BACK = frozenset(
    {
        "shop.none",
        "shop.changed",
        "shop.damaged",
        "shop.truncated",
        "shop.not_a_database",
        "shop.unreadable",
        "restore.unfinished",
    }
)
"""Troubles that a backup mends; for others there is another way out, which their words say."""


class Rescuer(Protocol):
    """What stands behind the page."""

    def rows(self) -> Sequence[RescueRow]:
        """Backups that lie there, the newest first."""
        ...

    def restore(self, file: str) -> Message:
        """Put a backup in the place of the damaged books; returns what to say of it.

        Raises:
            Refusal, Trouble: why this one does not do.
        """
        ...

    def open_again(self) -> None:
        """Try to open the books again; shows this page anew where that fails."""
        ...


class RescueScreen(Screen):
    """What is wrong, and buttons for what can be done.

    Attributes:
        buttons: One for each backup that is offered.
    """

    title = msg("The shop cannot be opened")

    def __init__(self, desk: Desk, wrong: Expected, rescuer: Rescuer, now: Instant) -> None:
        super().__init__(desk)
        self._wrong, self._rescuer, self._now = wrong, rescuer, now
        face = self.face = desk.face
        self.buttons: list[Button] = []
        self._rows = ScrollColumn(face, spacing=3)
        self._card = Card(face)
        self._foot = QHBoxLayout()
        inside = self._inside = QVBoxLayout(self._card)
        inside.addWidget(self._rows, 1)
        inside.addLayout(self._foot)
        column = self._column = QHBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self._card)
        column.addStretch(1)
        self._add_words()
        self._said = wrapped(TextLabel(face, "", "body", tone="err"))
        self._said.hide()
        self._rows.add(self._said)
        if wrong.code in CAN_COME_BACK:
            self._add_backups()
        self._add_foot()
        self._rows.finish()
        face.restyled.connect(self._dress)
        self._dress()

    def on_shown(self) -> None:
        first = self.buttons[0] if self.buttons else self.again
        first.setFocus()

    def _add_words(self) -> None:
        head = QHBoxLayout()
        head.addWidget(IconMark(self.face, "octagon-alert", "err", 1.6))
        title = self._wrong.title if self._wrong.title.text else self.title
        head.addWidget(wrapped(TextLabel(self.face, title, "title", weight=QFont.Weight.Bold)), 1)
        self._rows.add(head)
        self._rows.add(wrapped(TextLabel(self.face, self._wrong.message, "body")))

    def _add_backups(self) -> None:
        rows = _once(self._rescuer.rows())[:MOST_SHOWN]
        if not rows:
            words = msg("No backup was found beside the shop. Plug in the disk with the backups and try again.")
            self._rows.add(wrapped(TextLabel(self.face, words, "body", tone="warn")))
            return
        about = msg(
            "Restore a backup: what was recorded after it is taken over from the damaged files as far as it is whole. "
            "The damaged files are kept."
        )
        self._rows.add(wrapped(TextLabel(self.face, about, "small", tone="text2")))
        for place, row in enumerate(rows):
            made = self.face.words.date_time(row.made_at + wall_offset_ms(row.made_at))
            words = msg("Restore the backup of {time}", time=made)
            button = Button(self.face, words, "primary" if place == 0 else "soft", icon="history", focusable=True)
            button.clicked.connect(lambda _checked=False, file=row.file: self.restore(file))
            self.buttons.append(button)
            self._rows.add(button)
            self._rows.add(TextLabel(self.face, self._about(row), "small", tone="text2"))

    def _about(self, row: RescueRow) -> str:
        face = self.face
        parts = [face.say(age_words(row.made_at, self._now)), size_words(face.words, row.size)]
        parts.append(face.say(msg("other disk") if row.is_elsewhere else msg("this machine")))
        return " · ".join(parts)

    def _add_foot(self) -> None:
        line = self._foot
        self.again = Button(self.face, msg("Try again"), "plain", icon="redo-2", focusable=True)
        self.leave = Button(self.face, msg("Close the program"), "ghost", icon="x", focusable=True)
        self.again.clicked.connect(lambda _checked=False: self._rescuer.open_again())
        self.leave.clicked.connect(lambda _checked=False: self._close())
        line.addWidget(self.again)
        line.addWidget(self.leave)
        line.addStretch(1)

    def restore(self, file: str) -> None:
        """Restore a backup in the place of the damaged books, and go on with it."""
        for button in self.buttons:
            button.setEnabled(False)
        try:
            said = self._rescuer.restore(file)
        except Expected as refused:
            self._say(refused.message)
            for button in self.buttons:
                button.setEnabled(True)
            return
        self._say(said)
        self._rescuer.open_again()

    def _say(self, words: Message | str) -> None:
        self._said.say(words if isinstance(words, Message) else plain(words))
        self._said.show()

    def _close(self) -> None:
        window: QWidget = self.window()
        window.close()

    def _dress(self) -> None:
        space(self.face, self._column, (4, 4, 4, 4), 0)
        space(self.face, self._inside, (5, 5, 5, 4), 3)
        space(self.face, self._foot, (0, 0, 0, 0), 2)
        self._card.setFixedWidth(round(self.face.metrics.base * WIDEST_EMS))


def _once(rows: Sequence[RescueRow]) -> list[RescueRow]:
    """Of copies of the same backup the one that is nearer."""
    found: dict[str, RescueRow] = {}
    for row in rows:
        found.setdefault(PurePath(row.file).name, row)
    return list(found.values())
