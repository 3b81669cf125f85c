"""Switches: one thing that is on or off, with its words beside it and a line more beneath."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.face import Face
from app.ui.widgets.paint import box, draw_focus
from app.values.words import Message


class Switch(QAbstractButton):
    """A switch; the whole of it can be touched.

    Attributes:
        detail: The line beneath, as it is shown; empty for none.
    """

    def __init__(
        self, face: Face, words: Message, detail: Message | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._face, self._words, self._message = face, words, detail
        self.detail = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        face.restyled.connect(self._dress)
        face.reworded.connect(self._resay)
        self._resay()

    def say(self, words: Message, detail: Message | None = None) -> None:
        """Change words and the line beneath."""
        self._words, self._message = words, detail
        self._resay()

    def put(self, on: bool) -> None:
        """Set it without anybody being told."""
        before = self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(before)
        self.update()

    def sizeHint(self) -> QSize:
        width = self._track().width() + self._gap() + QFontMetrics(self._font()).horizontalAdvance(self.text()) + 4
        return QSize(round(width), self.heightForWidth(round(width)))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self._track().width()) * 3, self._face.metrics.control)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(60, width - round(self._track().width()) - self._gap())
        height = self._text_box(room, self.text(), self._font())
        if self.detail:
            height += self._text_box(room, self.detail, self._face.font("caption"))
        return max(self._face.metrics.control, height + self._face.metrics.gap(1))

    def resizeEvent(self, event: object) -> None:
        height = self.heightForWidth(self.width())
        if self.height() != height:
            self.setFixedHeight(height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        face, track = self._face, self._track()
        on = self.isChecked()
        fill = face.colour("primary" if on else "surface2")
        edge = face.colour("primary" if on else "line")
        box(painter, track, fill, edge, radius=track.height() / 2)
        knob = track.height() - 8
        left = track.right() - knob - 4 if on else track.left() + 4
        ink = face.colour("onprimary" if on else "line")
        box(painter, QRectF(left, track.top() + 4, knob, knob), ink, None, radius=knob / 2)
        self._paint_words(painter, track)
        if self.hasFocus():
            draw_focus(painter, face, track.adjusted(-3, -3, 3, 3), track.height() / 2 + 3)

    def _paint_words(self, painter: QPainter, track: QRectF) -> None:
        left = round(track.right()) + self._gap()
        room = self.width() - left
        heights = self._text_box(room, self.text(), self._font())
        extra = self._text_box(room, self.detail, self._face.font("caption")) if self.detail else 0
        top = max(0, (self.height() - heights - extra) // 2)
        wrap = Qt.TextFlag.TextWordWrap
        painter.setPen(self._face.colour("text" if self.isEnabled() else "disabled"))
        painter.setFont(self._font())
        painter.drawText(QRectF(left, top, room, heights), wrap, self.text())
        if self.detail:
            painter.setPen(self._face.colour("text2"))
            painter.setFont(self._face.font("caption"))
            painter.drawText(QRectF(left, top + heights, room, extra), wrap, self.detail)

    def _text_box(self, width: int, text: str, font: QFont) -> int:
        return QFontMetrics(font).boundingRect(0, 0, max(width, 20), 1000, Qt.TextFlag.TextWordWrap, text).height() + 1

    def _track(self) -> QRectF:
        height = round(self._face.metrics.base * 1.45)
        top = (self.height() - height) / 2 if self.height() > height else 0
        return QRectF(3, top, round(height * 1.75), height)

    def _gap(self) -> int:
        return self._face.metrics.gap(3)

    def _font(self) -> QFont:
        return self._face.font("body")

    def _resay(self) -> None:
        self.setText(self._face.say(self._words))
        self.detail = self._face.say(self._message) if self._message is not None and self._message.text else ""
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self.detail)
        self._dress()

    def _dress(self) -> None:
        if self.width() > 0:
            self.setFixedHeight(self.heightForWidth(self.width()))
        self.updateGeometry()
        self.update()
