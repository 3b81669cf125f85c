"""The empty basket: what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.widgets.frames import space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import msg


class EmptyBasket(QWidget):
    """A large invitation, in the middle of nothing."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face
        self._mark = IconMark(face, "shopping-basket", "line", 4.2)
        self._head = TextLabel(face, "", "entry")
        self._words = wrapped(TextLabel(face, "", "small", tone="text2"))
        self._column = QVBoxLayout(self)
        self._column.addStretch(5)
        self._column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._head, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(label)
        self._column.addStretch(6)
        face.restyled.connect(self._dress)
        self.show_mode("basket")
        self._dress()

    def show_mode(self, mode: str) -> None:
        """Say what begins a sale in this way of selling."""
        if mode == "amount":
            self._head.say(msg("Type the bill's total"))
            self._words.say(
                msg("31.63 Enter, or 2*31.63 for department 2. A member's card can be scanned at any time.")
            )
        else:
            self._head.say(msg("Scan an item or a member's card"))
            self._words.say(msg("Or type a name. 3* before a code takes three of it."))

    def _dress(self) -> None:
        space(self._face, self._column, (6, 0, 6, 0), 2)
