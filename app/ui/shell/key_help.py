"""F1 on the screens beside the counter: the keys of this screen at its right, and a field to look among them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.shell.actions import KeyAction
from app.ui.shell.key_map import KEY_MAP
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.text import TextLabel, wrapped
from app.values.folding import fold
from app.values.words import msg
from app.workflows.key_card import KeyLine

WIDTH_EMS = 22


class KeyHelp(Card):
    """Lies over the right of the screen until F1 or Esc; everything behind it stays as it is."""

    def __init__(self, face: Face, parent: QWidget) -> None:
        super().__init__(face, parent=parent)
        self.setObjectName("overlay")
        self._lines: tuple[KeyLine, ...] = ()
        self._title = TextLabel(face, msg("Keys"), "title", weight=QFont.Weight.Bold)
        self._cross = Button(face, "", "ghost", icon="x", key="Esc", size="small")
        self._cross.clicked.connect(self.hide)
        self.search = QLineEdit()
        self.search.textChanged.connect(lambda _text: self._fill())
        self._inside = QWidget()
        self._inside.setObjectName("inside")
        self._grid = QGridLayout(self._inside)
        self._scroll = QScrollArea()
        self._lay_out()
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        parent.installEventFilter(self)
        self._dress()
        self._resay()
        self.hide()

    def show_keys(self, actions: tuple[KeyAction, ...]) -> None:
        """Show these keys and those that work everywhere."""
        everywhere = KEY_MAP[-1].lines
        self._lines = (*(KeyLine(action.key, action.words) for action in actions), *everywhere)
        self.search.clear()
        self._fill()
        self._place()
        self.show()
        self.raise_()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _fill(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        wanted = fold(self.search.text())
        for row, line in enumerate(self._lines):
            words = self._face.say(line.words)
            if wanted in fold(words) or wanted in fold(line.keys):
                key = TextLabel(self._face, line.keys, "small", tone="primary", weight=QFont.Weight.DemiBold)
                self._grid.addWidget(key, row, 0, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(wrapped(TextLabel(self._face, words, "body")), row, 1)
        self._grid.setRowStretch(len(self._lines), 1)

    def _lay_out(self) -> None:
        self._grid.setColumnStretch(1, 1)
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column = QVBoxLayout(self)
        self._head = QGridLayout()
        self._head.addWidget(self._title, 0, 0)
        self._head.addWidget(self._cross, 0, 1)
        self._head.setColumnStretch(0, 1)
        self._column.addLayout(self._head)
        self._column.addWidget(self.search)
        self._column.addWidget(self._scroll, 1)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            width = min(round(WIDTH_EMS * self._face.metrics.base), round(parent.width() * 0.6))
            gap = self._face.metrics.gap(3)
            self.setGeometry(parent.width() - width - gap, gap, width, parent.height() - 2 * gap)

    def _resay(self) -> None:
        self._cross.setAccessibleName(self._face.say(msg("Close this panel")))
        self.search.setPlaceholderText(self._face.say(msg("Type what you look for")))
        self.search.setAccessibleName(self._face.say(msg("Type what you look for")))
        if not self.isHidden():
            self._fill()

    def _dress(self) -> None:
        space(self._face, self._column, (4, 3.5, 4, 4), 2.5)
        self._grid.setHorizontalSpacing(self._face.metrics.gap(3))
        self._grid.setVerticalSpacing(self._face.metrics.gap(1.5))
        self._place()
