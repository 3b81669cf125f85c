"""A row of a navigation column: icon and words at the left, the whole width to touch."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.ui.face import Face
from app.ui.widgets.paint import box, draw_focus, draw_icon
from app.values.words import Message


class NavRow(QAbstractButton):
    """One place to go to; the current one is marked."""

    def __init__(self, face: Face, words: Message, icon: str) -> None:
        super().__init__()
        self._face, self._words, self._icon = face, words, icon
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        face.restyled.connect(self.updateGeometry)
        face.reworded.connect(self._resay)
        self._resay()

    def show_icon(self, icon: str) -> None:
        """Show another icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def nextCheckState(self) -> None:
        """Who navigates decides what is current, not the click."""

    def sizeHint(self) -> QSize:
        return QSize(self._face.metrics.base * 8, self._face.metrics.control)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        face, where = self._face, QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            box(painter, where, face.colour("info_bg" if self.isChecked() else "surface2"), None, radius=8)
        ink = face.colour("primary" if self.isChecked() else "text")
        size, gap = face.metrics.icon, face.metrics.gap(2.5)
        spot = QRectF(gap, where.center().y() - size / 2, size, size)
        draw_icon(painter, self._icon, ink.name(), spot)
        painter.setPen(ink)
        painter.setFont(face.font("body", QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium))
        text = QRectF(spot.right() + gap, 0, where.width() - spot.right() - gap, where.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self.text())
        if self.hasFocus():
            draw_focus(painter, face, where, 8)

    def _resay(self) -> None:
        self.setText(self._face.say(self._words))
        self.setAccessibleName(self.text())
        self.update()
