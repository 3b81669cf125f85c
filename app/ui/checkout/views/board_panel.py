"""Draws a `Board`: headline, hint, rows to choose from, a note and a button."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.checkout.boards import Board, Choice
from app.ui.checkout.views.choice_row import ChoiceRow
from app.ui.checkout.views.keypad import Keypad
from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import msg


class BoardPanel(Card):
    """A panel on the right; the basket beside it stays alive.

    Attributes:
        closed: The cross was pressed.
        tapped: A key of the keypad was tapped: its name, or what it types.
    """

    closed = Signal()
    tapped = Signal(str, str)

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self._board: Board | None = None
        self._mark = IconMark(face, "search", "primary", 1.4)
        self._title = TextLabel(face, "", "title", weight=QFont.Weight.Bold)
        self._cross = Button(face, "", "ghost", icon="x", key="Esc", size="small")
        self._lead = wrapped(TextLabel(face, "", "entry", weight=QFont.Weight.Bold))
        self._hint = wrapped(TextLabel(face, "", "small", tone="text2"))
        self._note = wrapped(TextLabel(face, "", "small", tone="primary", weight=QFont.Weight.Medium))
        self._primary = Button(face, "", "primary")
        self._keypad: Keypad | None = None
        self._inside = QWidget()
        self._inside.setObjectName("inside")
        self._rows = QVBoxLayout(self._inside)
        self._scroll = QScrollArea()
        self._labels: list[TextLabel] = []
        self._choices: list[ChoiceRow] = []
        self._lay_out()
        self._cross.clicked.connect(self.closed)
        self._primary.clicked.connect(self._on_primary_clicked)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()

    def show_board(self, board: Board) -> None:
        """Show this board; widgets are kept where the rows are alike."""
        if board == self._board:
            return
        self._board = board
        self._mark.show_icon(board.icon)
        self._title.say(board.title)
        for label, words in ((self._lead, board.lead), (self._hint, board.hint), (self._note, board.note)):
            label.setVisible(words is not None)
            label.say(words or "")
        self._primary.setVisible(board.primary is not None)
        if board.primary is not None:
            self._primary.key = board.primary[1]
            self._primary.say(board.primary[0])
        self._show_keypad(board.keypad)
        self._fill(board)

    def _show_keypad(self, shown: bool) -> None:
        if self._keypad is None and shown:
            self._keypad = Keypad(self._face)
            self._keypad.tapped.connect(self.tapped)
            self._column.insertWidget(self._column.indexOf(self._primary), self._keypad)
        if self._keypad is not None:
            self._keypad.setVisible(shown)

    def _fill(self, board: Board) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
        labels, choices, number = iter(list(self._labels)), iter(list(self._choices)), 0
        for section in board.sections:
            if section.title is not None:
                label = next(labels, None) or self._new_label()
                label.say(section.title)
                label.show()
                self._rows.addWidget(label)
            for choice in section.choices:
                row = next(choices, None) or self._new_row()
                chosen = choice.run is not None and number == board.chosen
                number += choice.run is not None
                self._show_row(row, choice, chosen=chosen)
        self._rows.addStretch(1)

    def _show_row(self, row: ChoiceRow, choice: Choice, *, chosen: bool) -> None:
        row.show_choice(choice, chosen=chosen)
        row.show()
        self._rows.addWidget(row)
        if chosen:
            self._scroll.ensureWidgetVisible(row, 0, 8)

    def _new_label(self) -> TextLabel:
        label = wrapped(TextLabel(self._face, "", "small", tone="text2", weight=QFont.Weight.DemiBold))
        self._labels.append(label)
        return label

    def _new_row(self) -> ChoiceRow:
        row = ChoiceRow(self._face)
        self._choices.append(row)
        return row

    def _on_primary_clicked(self) -> None:
        if self._board is not None and self._board.primary is not None:
            self._board.primary[2]()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._mark)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._cross)
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._lead)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._note)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(self._primary)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 200)

    def _resay(self) -> None:
        self._cross.setAccessibleName(self._face.say(msg("Close this panel")))

    def _dress(self) -> None:
        space(self._face, self._column, (4, 3.5, 4, 4), 2.5)
        self._head.setSpacing(self._face.metrics.gap(2.5))
        space(self._face, self._rows, (0, 0, 0, 0), 1.6)
