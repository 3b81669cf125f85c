"""The strip on which a forgotten card is added to a sale just made: scan it, or type phone, digits or name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.forms.fields import TextField
from app.ui.shell.screen import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import msg, plain
from app.workflows.look_up import MembersFound, find_members

MOST_OFFERED = 4
SEARCH_AFTER_MS = 150


class LateStrip(Card):
    """Finds a member for a sale.

    Attributes:
        chosen: The member's id.
    """

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        face = desk.face
        super().__init__(face, inset=True)
        self._desk = desk
        self._seconds: Callable[[], int] = lambda: 0
        self.title = wrapped(TextLabel(face, "", "small"))
        self.field = TextField(face, msg("Member"), longest=40, sample=msg("scan the card, or type a phone or a name"))
        self.offers: list[Button] = []
        self._offer_column = QVBoxLayout()
        self.cancel = Button(face, msg("Cancel"), "ghost", size="small", focusable=True)
        self.cancel.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.cancel)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self.field)
        self._column.addLayout(self._offer_column)
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(SEARCH_AFTER_MS)
        self._search.timeout.connect(self.find_members)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        self.field.changed.connect(self._search.start)
        self.field.line.returnPressed.connect(self._on_entered)
        face.restyled.connect(self._dress)
        self._dress()
        self.hide()

    def ask(self, seconds: Callable[[], int]) -> None:
        """Begin; `seconds` says how long there is still time."""
        self._seconds = seconds
        self.field.put("")
        self._offer(MembersFound(()))
        self.show()
        self._clock.start()
        self._tick()
        self.field.editor.setFocus()

    def find_members(self) -> None:
        """Look for what is typed."""
        text, shop = self.field.text().strip(), self._desk.till.shop
        if text and self.isVisible():
            self._desk.tasks.read(lambda reads: find_members(text, reads, shop), self._offer, key="late")

    def _on_entered(self) -> None:
        if self._search.isActive():
            self._search.stop()
            self.find_members()
        elif len(self.offers) == 1:
            self.offers[0].click()

    def _offer(self, found: MembersFound) -> None:
        for button in self.offers:
            button.hide()
            button.deleteLater()
        self.offers = []
        if found.message is not None:
            self.field.tell(found.message)
        else:
            self.field.clear_note()
        for row in found.rows[:MOST_OFFERED]:
            words = " · ".join(part for part in (row.shown_name, row.masked_phone, row.shown_card) if part)
            button = Button(self._face, plain(words), "soft", icon="user", size="small", focusable=True)
            button.clicked.connect(lambda _checked=False, member=row.id: self.chosen.emit(member))
            self._offer_column.addWidget(button)
            self.offers.append(button)

    def _tick(self) -> None:
        left = self._seconds()
        if left <= 0:
            self._clock.stop()
            self.hide()
            return
        self.title.say(msg("Points of this sale for a member: {seconds} s left.", seconds=left))

    def _dress(self) -> None:
        space(self._face, self._column, (3, 2, 3, 2.5), 1.5)
        space(self._face, self._offer_column, (0, 0, 0, 0), 1.5)
