"""Cash by hand: into the drawer, out of it, or only opening it; always with a reason."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.ui.forms.figures import MoneyField
from app.ui.forms.panel import Panel
from app.ui.forms.picks import Pick, PickField
from app.ui.widgets.button import Button
from app.values.words import Message, msg
from app.workflows.drawer import CashMove
from app.workflows.shift_words import DRAWER_WORDS, IN_WORDS, OUT_WORDS

IN, OUT, OPEN = "in", "out", "open"
_WORDS: dict[str, dict[str, Message]] = {IN: IN_WORDS, OUT: OUT_WORDS, OPEN: DRAWER_WORDS}


class MovePanel(Panel):
    """What is done, how much, and why.

    Attributes:
        save_wanted: It is to be kept.
    """

    save_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__(face, msg("Cash and drawer"), "banknote")
        self.way = PickField(
            face,
            msg("What is done"),
            [
                Pick(IN, msg("Put cash in")),
                Pick(OUT, msg("Take cash out")),
                Pick(OPEN, msg("Open the drawer")),
            ],
        )
        self.amount = MoneyField(face, msg("How much"))
        self.reason = PickField(face, msg("Why"), [])
        self.note = TextField(face, msg("Note"), longest=80)
        for row in (self.way, self.amount, self.reason, self.note):
            self.add(row)
        self.rows.finish()
        self.save = self.add_button(
            Button(face, msg("Keep it and open the drawer"), "primary", icon="check", key="Ctrl+S", focusable=True),
            stretch=True,
        )
        self.save.clicked.connect(self.save_wanted)
        self.way.changed.connect(self._show_way)

    def begin(self, way: str) -> None:
        """Begin with one of the three ways."""
        self.way.put(way)
        self.amount.put("")
        self.note.put("")
        self.banner.say(None)
        self._show_way()

    def typed(self) -> tuple[str, CashMove] | None:
        """The way and what is to be kept; None where something is missing, which is then said at its field."""
        way, amount = self.way.value(), self.amount.minor() or 0
        if way != OPEN and amount <= 0:
            self.amount.refuse(msg("Type how much, more than 0."))
            self.amount.editor.setFocus()
            return None
        if not self.reason.value():
            self.reason.refuse(msg("Choose a reason."))
            self.reason.row.setFocus()
            return None
        signed = {IN: amount, OUT: -amount}.get(way, 0)
        return way, CashMove(signed, self.reason.value(), self.note.text())

    def _show_way(self) -> None:
        way = self.way.value()
        self.amount.setVisible(way != OPEN)
        self.reason.row.set_picks([Pick(name, words) for name, words in _WORDS[way].items()])
        self.reason.put("")
        self.amount.clear_note()
        (self.reason.row if way == OPEN else self.amount.editor).setFocus()
