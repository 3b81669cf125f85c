"""The form of one line of the register: what is promised, until when, and the serial number."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from PySide6.QtCore import Signal

from app.ui.face import Face
from app.ui.forms.fields import TextField
from app.ui.forms.figures import DateField
from app.ui.forms.panel import Panel
from app.ui.forms.picks import Pick, PickField
from app.ui.forms.states import StateNote
from app.ui.widgets.button import Button
from app.values.words import Message, msg, plain
from app.workflows.promise_list import PromiseView
from app.workflows.promises import LONGEST_SERIAL


class PromiseForm(Panel):
    """Fields and two buttons.

    Attributes:
        saved: Somebody wants to keep what is typed. receipt_wanted: Somebody wants to see the receipt.
    """

    saved = Signal()
    receipt_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__(face, msg("Warranty and trial"), "calendar")
        self._row: PromiseView | None = None
        self._what = PickField(
            face, msg("What is promised"), (Pick("warranty", msg("Warranty")), Pick("trial", msg("Trial")))
        )
        self._until = DateField(face, msg("Last day"))
        self._serial = TextField(
            face, msg("Serial number"), longest=LONGEST_SERIAL, sample=msg("scan it, or type it as it is printed")
        )
        self._state = StateNote(face)
        self._state.show_state("calendar", msg("Nothing chosen"), msg("Choose one at the left, or scan a receipt."))
        self._fields = (self._what, self._until, self._serial)
        for field in self._fields:
            self.add(field)
        self.add(self._state)
        self.rows.finish()
        self.save = self.add_button(
            Button(face, msg("Save"), "primary", icon="save", key="Ctrl+S", focusable=True), stretch=True
        )
        self.receipt = self.add_button(Button(face, msg("Receipt"), "soft", icon="receipt", key="F9", focusable=True))
        self.save.clicked.connect(self.saved)
        self.receipt.clicked.connect(self.receipt_wanted)
        self._serial.line.returnPressed.connect(self.saved)
        self.show_row(None, None, "ok")

    @property
    def kind(self) -> Literal["warranty", "trial"]:
        """What is promised."""
        return "trial" if self._what.value() == "trial" else "warranty"

    @property
    def until(self) -> dt.date | None:
        """The last day; None where it is no date."""
        return self._until.day()

    @property
    def serial_text(self) -> str:
        """The serial number as typed or scanned."""
        return self._serial.text().strip()

    def takes_scan(self) -> bool:
        """Whether a scan now means the serial number."""
        return self._row is not None and self._serial.line.hasFocus()

    def put_serial(self, code: str) -> None:
        """A scanned serial number."""
        self._serial.put(code.strip()[:LONGEST_SERIAL])

    def refuse_date(self, words: Message) -> None:
        """Say what is wrong with the last day, at its field."""
        self._until.refuse(words)
        self._until.editor.setFocus()

    def show_row(self, row: PromiseView | None, words: Message | None, tone: str) -> None:
        """Show a line of the register, or that none is chosen."""
        self._row = row
        for field in self._fields:
            field.setVisible(row is not None)
        self._state.setVisible(row is None)
        self.show_foot(row is not None)
        for button in (self.save, self.receipt):
            button.setVisible(row is not None)
        self.say_state(words, "primary" if tone == "text2" else tone)
        if row is None:
            self.head(msg("Warranty and trial"))
            return
        name = row.names.get(self._face.words.language) or row.name
        sold = msg("Receipt {number}", number=row.number)
        if row.sold_on is not None:
            sold = msg("{receipt} of {day}", receipt=sold, day=row.sold_on)
        self.head(plain(name), detail=sold)
        self._what.put(row.kind or "warranty")
        self._until.put_day(row.until)
        self._serial.put(row.serial)
