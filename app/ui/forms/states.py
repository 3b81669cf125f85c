"""States of a list or panel: nothing there, still reading, could not be read - each in words, never blank."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.face import Face
from app.ui.widgets.button import Button
from app.ui.widgets.frames import space
from app.ui.widgets.pill import IconMark
from app.ui.widgets.text import TextLabel, wrapped
from app.values.words import Message


class StateNote(QWidget):
    """An icon, a headline, a sentence, and perhaps a button: in the middle of what is empty."""

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = face
        self._run: Callable[[], None] = lambda: None
        self._mark = IconMark(face, "info", "line", 2.2)
        self._title = wrapped(TextLabel(face, "", "title", weight=QFont.Weight.DemiBold))
        self._detail = wrapped(TextLabel(face, "", "body", tone="text2"))
        self._button = Button(face, "", "soft", focusable=True)
        self._button.clicked.connect(self._act)
        for label in (self._title, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addStretch(2)
        self._column.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._title)
        self._column.addWidget(self._detail)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._button)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addStretch(3)
        face.restyled.connect(self._dress)
        self._dress()

    def show_state(
        self,
        icon: str,
        title: Message,
        detail: Message | None = None,
        *,
        tone: str = "line",
        action: tuple[Message, str, Callable[[], None]] | None = None,
    ) -> None:
        """Say a state.

        Args:
            action: Words, key legend and callable of a button.
        """
        self._mark.show_icon(icon, tone)
        self._title.say(title)
        self._detail.setVisible(detail is not None)
        self._detail.say(detail or "")
        self._button.setVisible(action is not None)
        if action is not None:
            self._button.key = action[1]
            self._button.say(action[0])
            self._run = action[2]
        self.setAccessibleName(self._title.text())

    @property
    def headline(self) -> str:
        """The headline as it is shown."""
        return self._title.text()

    def _act(self) -> None:
        self._run()

    def _dress(self) -> None:
        space(self._face, self._column, (4, 4, 4, 4), 2)


class Banner(QWidget):
    """A sentence on a tinted ground at the head of a panel; hidden while there is nothing to say."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face, self._tone = face, "info"
        self._mark = IconMark(face, "info", "primary")
        self._words = wrapped(TextLabel(face, "", "small"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._words, 1)
        face.restyled.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: Message | None, tone: str = "info") -> None:
        """Say a sentence (`info`, `ok`, `warn`, `err`), or nothing."""
        self._tone = tone
        icons = {"ok": "circle-check", "info": "info", "warn": "triangle-alert", "err": "octagon-alert"}
        self._mark.show_icon(icons[tone], "primary" if tone == "info" else tone)
        self._words.say(words or "")
        self.setVisible(words is not None)
        self.update()

    def paintEvent(self, event: object) -> None:
        from PySide6.QtCore import QRectF
        from PySide6.QtGui import QPainter

        from app.ui.widgets.paint import box

        painter = QPainter(self)
        box(painter, QRectF(self.rect()), self._face.colour(f"{self._tone}_bg"), None, radius=self._face.metrics.radius)

    def _dress(self) -> None:
        space(self._face, self._row, (2.5, 2, 2.5, 2), 2)
        self.update()
