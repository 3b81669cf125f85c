"""The payment panel: what is left, what was taken, and the keys that take money."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.ui.checkout.modes.payment import PaymentMode, PaymentState
from app.ui.checkout.tenders import TENDER_WORDS
from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, hairline, space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message, msg

MOST_TAKEN = 4


class PaymentPanel(Card):
    """Shows a `PaymentMode` and turns taps into its tenders.

    Attributes:
        closed: The cross was pressed.
        painted: Emitted when it has been painted.
    """

    closed = Signal()
    painted = Signal()
    cash_wanted = Signal(int)
    card_wanted = Signal()
    points_wanted = Signal()
    done_wanted = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self._state: PaymentState | None = None
        self._mark = IconMark(face, "wallet", "primary", 1.4)
        self._title = TextLabel(face, msg("Payment"), "title", weight=QFont.Weight.Bold)
        self._cross = Button(face, "", "ghost", icon="x", key="Esc", size="small")
        self._caption = TextLabel(face, "", "small", tone="text2")
        self._left = TextLabel(face, "", "total", weight=QFont.Weight.Bold)
        self._rounded = TextLabel(face, "", "small", tone="text2")
        self._change = TextLabel(face, "", "title", tone="ok", weight=QFont.Weight.Bold)
        self._question = wrapped(TextLabel(face, "", "body", tone="warn", weight=QFont.Weight.DemiBold))
        self._taken = [
            (TextLabel(face, "", "body"), TextLabel(face, "", "body", weight=QFont.Weight.DemiBold))
            for _ in range(MOST_TAKEN)
        ]
        self._exact = Button(face, "", "pay", icon="banknote", key="Enter", size="pay")
        self._notes = [Button(face, "", "plain", size="pay") for _ in range(3)]
        self._card = Button(face, msg("Card"), "plain", icon="credit-card", key="+", size="pay")
        self._points = Button(face, msg("Points"), "plain", icon="star", key="*", size="pay")
        self._lay_out()
        self._wire()
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()

    def show_payment(self, mode: PaymentMode, *, with_points: bool) -> None:
        """Show how far the payment is."""
        self._state = mode.state()
        self._points.setVisible(with_points)
        self._resay()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()

    def _resay(self) -> None:
        state, face = self._state, self._face
        self._cross.setAccessibleName(face.say(msg("Back to the basket")))
        if state is None:
            return
        self._caption.say(_caption(state))
        self._left.say(face.money(state.due))
        rounded = state.cash != state.due and not state.elsewhere
        self._rounded.say(msg("in cash {sum}", sum=face.money(state.cash)) if rounded else "")
        self._change.say(msg("Change will be {sum}", sum=face.money(state.change)) if state.change is not None else "")
        self._question.say(state.question or "")
        for label in (self._rounded, self._change, self._question):
            label.setVisible(bool(label.text()))
        self._show_taken(state)
        self._show_buttons(state)

    def _show_taken(self, state: PaymentState) -> None:
        rows = list(state.taken)
        if state.stored:
            rows.insert(0, ("points", state.stored))
        for place, (kind, amount) in enumerate(self._taken):
            shown = place < len(rows)
            kind.setVisible(shown)
            amount.setVisible(shown)
            if shown:
                kind.say(TENDER_WORDS[rows[place][0]])
                amount.say("−" + self._face.money(rows[place][1]))

    def _show_buttons(self, state: PaymentState) -> None:
        face = self._face
        if state.elsewhere:
            self._exact.say(msg("Paid at the other till"))
        elif not state.due:
            self._exact.say(msg("Complete"))
        elif state.typed is not None:
            self._exact.say(msg("Cash {sum}", sum=face.money(state.typed)))
        else:
            self._exact.say(msg("Exact {sum}", sum=face.money(state.cash)))
        self._exact.setEnabled(not state.busy)
        money = not state.elsewhere and bool(state.due)
        self._card.setVisible(money)
        self._card.setEnabled(not state.busy)
        self._points.setEnabled(bool(state.due) and not state.busy and not state.taken)
        self._show_notes(state.notes if money and state.typed is None else ())

    def _show_notes(self, notes: tuple[int, ...]) -> None:
        """As many banknote buttons as there is room for."""
        metrics = self._face.metrics
        room = min(metrics.panel, self.width()) - metrics.gap(10)
        for place, button in enumerate(self._notes):
            if place < len(notes):
                button.say(self._face.money(notes[place]))
        widest = max((button.needed_width() for button in self._notes[: len(notes)]), default=0)
        most = max(1, (room + metrics.gap(2)) // (widest + metrics.gap(2))) if widest else 0
        for place, button in enumerate(self._notes):
            button.setVisible(place < min(len(notes), most))

    def _wire(self) -> None:
        self._cross.clicked.connect(self.closed)
        self._exact.clicked.connect(self.done_wanted)
        self._card.clicked.connect(self.card_wanted)
        self._points.clicked.connect(self.points_wanted)
        for place, button in enumerate(self._notes):
            button.clicked.connect(self._note_taker(place))

    def _note_taker(self, place: int) -> Callable[[], None]:
        def take() -> None:
            if self._state is not None and place < len(self._state.notes):
                self.cash_wanted.emit(self._state.notes[place])

        return take

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._mark)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._cross)
        self._grid = QGridLayout()
        for row, (kind, amount) in enumerate(self._taken):
            self._grid.addWidget(kind, row, 0)
            self._grid.addWidget(amount, row, 1, Qt.AlignmentFlag.AlignRight)
        self._grid.setColumnStretch(0, 1)
        self._note_row = QHBoxLayout()
        for button in self._notes:
            self._note_row.addWidget(button, 1)
        self._other_row = QHBoxLayout()
        self._other_row.addWidget(self._card, 1)
        self._other_row.addWidget(self._points, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._caption)
        self._column.addWidget(self._left)
        self._column.addWidget(self._rounded)
        self._column.addWidget(self._change)
        self._line = hairline()
        self._column.addWidget(self._line)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._question)
        self._column.addStretch(1)
        self._column.addLayout(self._note_row)
        self._column.addLayout(self._other_row)
        self._column.addWidget(self._exact)

    def _dress(self) -> None:
        gap = self._face.metrics.gap
        space(self._face, self._column, (5, 3.5, 5, 5), 2)
        for row in (self._head, self._note_row, self._other_row, self._grid):
            row.setSpacing(gap(2))


def _caption(state: PaymentState) -> Message:
    if state.elsewhere:
        return msg("To pay at the other till")
    return msg("Still to pay") if state.taken or state.stored else msg("To pay")
