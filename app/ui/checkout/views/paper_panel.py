"""The receipt on the screen: the printed text, in a fixed-width face, on white paper."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.checkout.modes.paper import PaperMode
from app.ui.face import Face
from app.ui.theme.fonts import mono_font
from app.ui.widgets.button import Button
from app.ui.widgets.frames import Card, space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel
from app.values.words import msg


class PaperPanel(Card):
    """Shows a `PaperMode`.

    Attributes:
        closed: The cross was pressed.
    """

    closed = Signal()

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        self._mark = IconMark(face, "receipt", "primary", 1.4)
        self._title = TextLabel(face, msg("Receipt"), "title", weight=QFont.Weight.Bold)
        self._cross = Button(face, "", "ghost", icon="x", key="Esc", size="small")
        self._paper = QLabel()
        self._paper.setObjectName("receiptPaper")
        self._paper.setTextFormat(Qt.TextFormat.PlainText)
        self._paper.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._paper.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        inside = QWidget()
        inside.setObjectName("inside")
        middle = QHBoxLayout(inside)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self._paper, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._head = QHBoxLayout()
        self._head.addWidget(self._mark)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._cross)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._scroll, 1)
        self._cross.clicked.connect(self.closed)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self._resay()

    def show_paper(self, mode: PaperMode) -> None:
        """Show the receipt's text."""
        if mode.text != self._paper.text():
            self._paper.setText(mode.text)
            self._paper.setAccessibleName(mode.text)
            self._dress()
        line = self._paper.fontMetrics().height()
        self._scroll.verticalScrollBar().setValue(mode.line * line)

    def _resay(self) -> None:
        self._cross.setAccessibleName(self._face.say(msg("Close this panel")))

    def _dress(self) -> None:
        metrics = self._face.metrics
        space(self._face, self._column, (4, 3.5, 4, 4), 2)
        columns = max((len(line) for line in self._paper.text().splitlines()), default=42)
        room = metrics.panel - metrics.gap(14)
        px = max(9, min(round(metrics.base * 0.85), int(room / (columns * 0.602))))
        self._paper.setFont(mono_font(px))
        self._paper.setStyleSheet(
            f"background: #ffffff; color: #14191f; padding: {metrics.gap(3)}px; border-radius: 4px;"
        )
