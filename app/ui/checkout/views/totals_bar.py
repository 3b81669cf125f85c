"""The totals: to pay in large figures, what was saved, and the one green button."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.text import TextLabel
from app.values.words import Message, msg, msgn


@dataclass(frozen=True, slots=True)
class Totals:
    """What the bar shows, in minor units.

    Attributes:
        blocked: Why paying is not possible now; None where it is.
        paying: True while the payment panel is open: its own buttons take over.
    """

    items: int
    subtotal: int
    saved: int
    stored: int
    due: int
    blocked: Message | None
    paying: bool = False


class TotalsBar(Card):
    """The foot of the checkout.

    Attributes:
        pay_wanted: The button was pressed.
    """

    pay_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self._totals = Totals(0, 0, 0, 0, 0, None)
        self._label = TextLabel(face, msg("To pay"), "small", tone="text2")
        self._due = TextLabel(face, "", "total", weight=QFont.Weight.Bold)
        self._items = TextLabel(face, "", "small", tone="text2")
        self._saved = TextLabel(face, "", "body", tone="ok", weight=QFont.Weight.DemiBold)
        self._stored = TextLabel(face, "", "small", tone="points", weight=QFont.Weight.Medium)
        self.pay = Button(face, msg("Pay"), "pay", icon="banknote", key="F12", size="pay")
        self.pay.clicked.connect(self.pay_wanted)
        self.pay.setEnabled(False)
        self._sum = QVBoxLayout()
        self._notes = QVBoxLayout()
        self._row = QHBoxLayout(self)
        self._lay_out()
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()

    def show_totals(self, totals: Totals) -> None:
        """Show these totals."""
        self._totals = totals
        self._resay()

    def _resay(self) -> None:
        totals, face = self._totals, self._face
        self._due.say(face.money(totals.due))
        self._due.setAccessibleName(f"{face.say(msg('To pay'))} {face.money(totals.due)}")
        count = face.say(msgn("{n} item", "{n} items", totals.items))
        if totals.saved or totals.stored:
            count += " · " + face.say(msg("goods {sum}", sum=face.money(totals.subtotal)))
        self._items.say(count if totals.items else "")
        self._saved.say(msg("You save {sum}", sum=face.money(totals.saved)) if totals.saved else "")
        self._stored.say(msg("Points pay {sum}", sum=face.money(totals.stored)) if totals.stored else "")
        for label in (self._saved, self._stored):
            label.setVisible(bool(label.text()))
        self.pay.set_kind("warn" if totals.blocked else "pay")
        self.pay.icon_name = "triangle-alert" if totals.blocked else "banknote"
        self.pay.say(totals.blocked or msg("Pay"))
        self.pay.setEnabled((totals.items > 0 or totals.blocked is not None) and not totals.paying)

    def _lay_out(self) -> None:
        self._sum.addStretch(1)
        self._sum.addWidget(self._label)
        self._sum.addWidget(self._due)
        self._sum.addStretch(1)
        self._notes.addStretch(1)
        for label in (self._saved, self._stored, self._items):
            self._notes.addWidget(label, 0, Qt.AlignmentFlag.AlignRight)
        self._notes.addStretch(1)
        self._row.addLayout(self._sum)
        self._row.addStretch(1)
        self._row.addLayout(self._notes)
        self._row.addWidget(self.pay)

    def _dress(self) -> None:
        metrics = self._face.metrics
        space(self._face, self._row, (4.5, 2.5, 3, 2.5), 5)
        self._sum.setSpacing(0)
        self._notes.setSpacing(metrics.gap(0.5))
        self.pay.setMinimumWidth(round(metrics.base * 9.5))
        self.setFixedHeight(metrics.pay + metrics.gap(6))
