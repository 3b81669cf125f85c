"""A row of a shift's figures: an icon, words at the left, an amount at the right."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.face import Face
from app.ui.widgets.frames import space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel
from app.values.words import Message


class TotalRow(QWidget):
    """A name at the left, an amount at the right."""

    def __init__(self, face: Face, icon: str, words: Message, amount: str, *, strong: bool = False) -> None:
        super().__init__()
        self._face = face
        weight = QFont.Weight.Bold if strong else None
        self.amount = TextLabel(face, amount, "title" if strong else "body", weight=weight)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconMark(face, icon, "text2"))
        self._row.addWidget(TextLabel(face, words, "title" if strong else "body", weight=weight), 1)
        self._row.addWidget(self.amount)
        face.restyled.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        space(self._face, self._row, (0, 1, 0, 1), 2.5)
