"""Words on the screen: labels that follow the type scale, the colours and the language."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.face import Face
from app.ui.theme.sizes import TypeRole
from app.values.words import Message


class TextLabel(QLabel):
    """A label by role of the type scale and colour token.

    Text that is set as a `Message` is said again when the language changes.
    """

    def __init__(
        self,
        face: Face,
        words: Message | str = "",
        role: TypeRole = "body",
        *,
        tone: str = "text",
        weight: QFont.Weight | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._face, self._role, self._tone, self._weight = face, role, tone, weight
        self._message: Message | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._dress()
        self.say(words)

    def say(self, words: Message | str) -> None:
        """Show a message, or text that is nobody's to translate."""
        self._message = words if isinstance(words, Message) else None
        self.setText(self._face.say(words) if isinstance(words, Message) else words)

    def set_tone(self, token: str) -> None:
        """Change the colour."""
        if token != self._tone:
            self._tone = token
            self._dress()

    def set_role(self, role: TypeRole) -> None:
        """Change the size."""
        if role != self._role:
            self._role = role
            self._dress()

    def _dress(self) -> None:
        self.setFont(self._face.font(self._role, self._weight))
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._face.colour(self._tone))
        self.setPalette(palette)

    def _resay(self) -> None:
        if self._message is not None:
            self.setText(self._face.say(self._message))


class ElidedLabel(TextLabel):
    """One line that ends in an ellipsis where there is no room; the whole text is its tooltip."""

    def __init__(self, face: Face, words: Message | str = "", role: TypeRole = "body", **style: Any) -> None:
        super().__init__(face, words, role, **style)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, QFontMetrics(self.font()).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = QFontMetrics(self.font()).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(self.rect(), int(self.alignment()) | int(Qt.TextFlag.TextSingleLine), shown)


def wrapped(label: TextLabel) -> TextLabel:
    """The same label, breaking its lines where it must."""
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label
